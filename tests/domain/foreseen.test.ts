import { globSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { check } from '../../shared/domain/rules/check.ts'
import { rules, type RuleCode } from '../../shared/domain/rules/rulebook.ts'
import table from '../../shared/tables/chorus-messages.json' with { type: 'json' }
import { complete } from '../support/complete.ts'
import { plainFacts } from '../support/facts.ts'
import { ruleCases } from './rule-cases.ts'

type Entry = { id: string; kind?: string; foreseen?: RuleCode[]; unforeseen?: string; simulated?: boolean }
const entries = table.entries as Entry[]
/** What a person has to put right in the invoice, in the words of Chorus Pro itself. */
const refusals = entries.filter(
  ({ kind, foreseen, simulated }) => (kind === 'person' || foreseen !== undefined) && !simulated,
)

describe('each refusal that is known', () => {
  it.each(refusals.map((entry) => [entry.id, entry] as const))(
    '%s is foreseen by rules, or says why none can',
    (_id, { foreseen = [], unforeseen = '' }) => {
      expect(foreseen.length > 0).toBe(unforeseen === '')
      expect(rules.map(({ code }) => code)).toEqual(expect.arrayContaining(foreseen))
    },
  )
  it.each(refusals.flatMap(({ id, foreseen = [] }) => foreseen.map((code) => [id, code] as const)))(
    '%s: %s says it before sending, and what to do',
    (_id, code) => {
      const { fields, facts } = ruleCases[code].finds
      const found = check({ ...complete, ...fields }, { ...plainFacts, ...facts }).find((one) => one.code === code)
      expect(found?.message).toMatch(/\.$/)
      // What a reader says of a file it could not read says itself what to do.
      if (code !== 'document.unreadable') expect(found?.advice).toMatch(/\.$/)
    },
  )
})

// Of the rules TypeScript sees to it (`RuleCode`); a table it cannot know.
it('code speaks only of messages that the table has', () => {
  const ids = new Set(entries.map(({ id }) => `chorus.${id}`))
  const named = globSync('{electron/{core,shell,cli},renderer,shared}/**/*.{ts,svelte}').flatMap((file) => [
    ...readFileSync(file, 'utf8').matchAll(/'(chorus\.[\w.]+)'/g),
  ])
  expect(named.length).toBeGreaterThan(1)
  expect(named.map(([, id]) => id!).filter((id) => !ids.has(id))).toEqual([])
})
