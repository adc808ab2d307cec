import { expect, it } from 'vitest'
import { check } from '../../shared/domain/rules/check.ts'
import { rules } from '../../shared/domain/rules/rulebook.ts'
import { complete } from '../support/complete.ts'
import { page, table } from '../support/docs.ts'
import { plainFacts } from '../support/facts.ts'
import { paragraphs } from './paragraphs.ts'
import { ruleCases, type RuleCase } from './rule-cases.ts'

const found = ({ fields, facts }: RuleCase['finds']) => check({ ...complete, ...fields }, { ...plainFacts, ...facts })
const codes = rules.map(({ code }) => code)
const cases = codes.map((code) => [code, ruleCases[code]] as const)

it.each(cases)('%s speaks when it must, and only then', (code, { says, finds, passes }) => {
  const problem = found(finds).find((each) => each.code === code)
  expect(problem?.severity).toBe(says)
  expect(found(passes).map((each) => each.code)).not.toContain(code)
})
it('lets only what is sure stop an invoice', () => {
  const unsure = new Set(rules.filter(({ confidence }) => confidence !== 'sure').map(({ code }) => code))
  const stopping = cases.filter(([code, { says }]) => says === 'stop' && unsure.has(code))
  expect(stopping).toEqual([])
  expect(rules.filter(({ severity, confidence }) => severity === 'stop' && confidence !== 'sure')).toEqual([])
})
it('covers each line of the sources, or says why not', () => {
  const cited = new Set(paragraphs.flatMap(({ rules = [] }) => rules))
  expect(codes.filter((code) => !cited.has(code))).toEqual([])
})

it('is written down in docs/regles.md', async () => {
  const severities = { stop: 'bloque', warn: 'avertit' }
  const marks = { sure: 'sûre', likely: 'probable' }
  const shown = rules.map(({ code, confidence, source, field }) => {
    const { says, finds } = ruleCases[code]
    const problem = found(finds).find((each) => each.code === code)
    return [
      `\`${code}\``,
      severities[says],
      marks[confidence],
      source,
      field ? `\`${field}\`` : '',
      problem?.message ?? '',
    ]
  })
  const covered = paragraphs.map(({ source, what, rules = [], how = '' }) => [
    source,
    what,
    rules.length ? rules.map((code) => `\`${code}\``).join(' ') : how,
  ])
  const text = `# Le livre des règles

Engendré par \`npm run docs\` ; le test \`rulebook.test.ts\` dit quand il n’est plus à jour, et passe chaque règle sur un
brouillon qu’elle doit relever et sur un brouillon voisin qu’elle doit laisser passer.

${table(['Règle', 'Gravité', 'Confiance', 'Source', 'Champ', 'Exemple'], shown)}

## Chaque ligne des sources

${table(['Source', 'Ce qu’elle dit', 'Couvert par'], covered)}
`
  await expect(await page(text)).toMatchFileSnapshot('../../docs/regles.md')
})
