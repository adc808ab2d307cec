import { describe, expect, it } from 'vitest'
import { check, rules } from '../../shared/domain/rules/check.ts'
import table from '../../shared/tables/chorus-messages.json' with { type: 'json' }
import { complete } from '../support/complete.ts'
import { plainFacts } from '../support/facts.ts'
import { ruleCases } from './rule-cases.ts'

type Entry = (typeof table.entries)[number] & { foreseen?: string[]; unforeseen?: string; simulated?: boolean }
const entries = table.entries as Entry[]
/** What a person has to put right in the invoice, in the words of Chorus Pro itself. */
const refusals = entries.filter((entry) => {
  const { kind, simulated } = entry as { kind?: string; simulated?: boolean }
  return (kind === 'person' || entry.foreseen !== undefined) && !simulated
})

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
      const { fields, facts } = ruleCases[code]!.finds
      const found = check({ ...complete, ...fields }, { ...plainFacts, ...facts }).find((one) => one.code === code)
      expect(found?.message).toMatch(/\.$/)
      // What a reader says of a file it could not read says itself what to do.
      if (code !== 'document.unreadable') expect(found?.advice).toMatch(/\.$/)
    },
  )
})
