import { globSync } from 'node:fs'
import { expect, it } from 'vitest'
import { check } from '../../shared/domain/rules/check.ts'
import { rules } from '../../shared/domain/rules/rulebook.ts'
import { situation } from '../../shared/domain/wording/situation.ts'
import chorus from '../../shared/tables/chorus-messages.json' with { type: 'json' }
import mentions from '../../shared/tables/mentions.json' with { type: 'json' }
import statuses from '../../shared/tables/statuses.json' with { type: 'json' }
import { complete } from '../support/complete.ts'
import { page, table } from '../support/docs.ts'
import { plainFacts, undemanding } from '../support/facts.ts'
import { sentencesOf } from '../support/sentences.ts'
import { readingOf } from '../support/world.ts'
import { ruleCases, type RuleCase } from './rule-cases.ts'
import { otherWordings } from './wordings.ts'

const found = ({ fields, facts }: RuleCase['finds']) => check({ ...complete, ...fields }, { ...plainFacts, ...facts })

type Said = { message: string; advice?: string | undefined }
/** Each wording a rule has, by the drafts that bring it out. */
const ofRules = rules.flatMap(({ code }) => {
  const given = [ruleCases[code].finds, ...(otherWordings[code] ?? [])]
  const said = given.map((each) => found(each).find((problem) => problem.code === code))
  const distinct = new Map(said.flatMap((each) => (each ? [[each.message, each] as [string, Said]] : [])))
  return [...distinct.values()].map(({ message, advice = '' }) => [`\`${code}\``, message, advice])
})
const ofChorus = chorus.entries
  .filter((entry) => !('simulated' in entry))
  .map(({ id, title, message, advice, ...entry }) => {
    const foreseen = 'foreseen' in entry ? entry.foreseen.map((code) => `\`${code}\``).join(' ') : ''
    const unforeseen = 'unforeseen' in entry ? `non : ${entry.unforeseen}` : ''
    return [`\`${id}\``, title, message, advice, foreseen || unforeseen]
  })
const ofStatuses = statuses.entries.map(({ code, label, plain, todo }) => [`\`${code}\``, label, plain, todo])

const day = 24 * 3_600_000
const draft = {
  stage: 'draft' as const,
  id: '1',
  file: { name: 'a.pdf', bytes: 1, sha256: 'x' },
  arrivedAt: 0,
  ...readingOf(),
  circuit: 'pdf' as const,
  pieces: [],
  savedAt: 0,
}
const missing = found({ facts: { recipient: { ...undemanding, needsService: true } } })
const asked = { ...draft, asked: { at: 0, fields: ['serviceCode' as const] } }
const ofDrafts = [
  situation(draft, { problems: [], isSending: false, now: 0 }),
  situation(draft, { problems: [], isSending: false, now: 2 * day }),
  situation(draft, { problems: missing, isSending: false, now: 0 }),
  situation(asked, { problems: missing, isSending: false, now: day }),
  situation(asked, { problems: missing, isSending: false, now: 6 * day }),
].map(({ word, sentence }) => [word, sentence])

const ofMentions = mentions.entries.map(({ id, label, sentence, text }) => [`\`${id}\``, label, sentence, text])
/** What is said by the code itself, by the part of the house that says it. */
const said: [string, ...string[]][] = [
  ['Un fichier qu’on apporte', 'electron/core/intake/*.ts'],
  [
    'Un fichier qu’on lit',
    'electron/core/reading/*.ts',
    'electron/core/reading/xsd/*.ts',
    'electron/core/reading/archive/*.ts',
  ],
  ['Un scan', 'electron/core/reading/scan/*.ts'],
  ['Plusieurs factures dans un PDF', 'shared/domain/document/invoice-ranges.ts', 'electron/core/splitting/*.ts'],
  ['Les pièces', 'shared/domain/document/attachments.ts'],
  [
    'Où en est une facture',
    'shared/domain/wording/situation.ts',
    'shared/domain/wording/unsent.ts',
    'shared/domain/wording/waiting.ts',
    'shared/domain/wording/timeline.ts',
    'shared/domain/wording/news.ts',
  ],
  [
    'Au moment de l’envoi',
    'electron/core/{engine,jobs}/*.ts',
    'electron/core/transports/chorus/deposits.ts',
    'shared/domain/platform/outage.ts',
  ],
  ['À déposer soi-même sur le portail', 'shared/domain/portal/*.ts', 'shared/domain/lifecycle/manual-transitions.ts'],
  ['Répondre au client', 'shared/domain/lifecycle/reply-rules.ts', 'electron/core/transports/chorus/replies.ts'],
  ['Ce qui n’a pas marché', 'renderer/app/say.ts'],
]
const ofCode = said
  .map(
    ([title, ...globs]) =>
      `## ${title}\n\n${sentencesOf(...globs)
        .map((text) => `- ${text.replace(/\s*\n\s*/g, ' ')}`)
        .join('\n')}`,
  )
  .join('\n\n')

it('lists everything an invoice may be told, in docs/messages.md', async () => {
  const text = `# Tout ce que l’application peut dire d’une facture

Engendré par \`npm run docs\` ; le test \`messages.test.ts\` dit quand il n’est plus à jour. À relire comme quelqu’un qui n’a
jamais entendu parler de Chorus Pro.

## Avant l’envoi : le livre des règles

${table(['Règle', 'Ce qui est dit', 'Quoi faire'], ofRules)}

## Mentions obligatoires : un conseil, plié

${table(['Mention', 'Titre', 'Ce qui est dit', 'Texte'], ofMentions)}

## Où en est un brouillon

${table(['Mot', 'Phrase'], ofDrafts)}

## Ce que répond Chorus Pro, mis en clair

${table(['Message', 'Titre', 'Ce qui est dit', 'Quoi faire', 'Prévu avant l’envoi'], ofChorus)}

## Les statuts

${table(['Statut', 'Libellé', 'En clair', 'Que faire'], ofStatuses)}

# Ce que dit le code lui-même

Tiré des fichiers ; « … » tient la place de ce qui n’est connu qu’au moment de le dire.

${ofCode}
`
  await expect(await page(text)).toMatchFileSnapshot('../../docs/messages.md')
})

it('finds what the code says in each of its parts', () => {
  expect(said.filter(([, ...globs]) => globs.some((glob) => globSync(glob).length === 0))).toEqual([])
  expect(said.filter(([, ...globs]) => sentencesOf(...globs).length === 0)).toEqual([])
})

// What a reader says of a file it could not read says itself what to do.
it('never leaves a person without something to do', () => {
  expect(
    ofRules.filter(([code, , advice]) => !advice && code !== '`document.unreadable`').map(([code]) => code),
  ).toEqual([])
})
