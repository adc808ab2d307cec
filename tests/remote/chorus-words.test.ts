import { describe, expect, it } from 'vitest'
import refusals from '../../electron/sim/data/refusals.json' with { type: 'json' }
import { chorusWords, Kind, type PlatformResponse } from '../../shared/domain/platform/messages.ts'
import { FieldName } from '../../shared/domain/fields/fields.ts'
import { controls } from '../../shared/domain/rules/controls.ts'
import { wordsOf } from '../../shared/domain/platform/status.ts'
import table from '../../shared/tables/chorus-messages.json' with { type: 'json' }
import known from './messages.json' with { type: 'json' }

type Known = { ref: string; answer?: PlatformResponse; expects?: string; status?: string; todo?: string }
const list = known.list as Known[]
const route = '/cpro/factures/v1/soumettre'
const idOf = (answer: PlatformResponse) => chorusWords({ answer }).id

describe('the reference, entry by entry', () => {
  it.each(list.filter(({ answer }) => answer))('$ref is put into its words', ({ answer, expects }) => {
    expect(idOf(answer!)).toBe(expects)
  })
  it.each(list.filter(({ status }) => status))('$ref says what to do', ({ status, todo }) => {
    expect(wordsOf(status!).todo).toContain(todo)
  })
  it('is all there is: no entry of the table comes from elsewhere, but those of our own platform', () => {
    const expected = new Set(list.map(({ expects }) => expects))
    const strangers = table.entries.filter(({ id, source }) => !expected.has(id) && !/SIMULÉ/.test(source))
    expect(strangers.map(({ id }) => id)).toEqual([])
  })
})

describe('each entry', () => {
  const entries = table.entries.map((entry) => [entry.id, entry] as const)

  it('has words of its own', () => {
    for (const what of ['id', 'message'] as const)
      expect(new Set(table.entries.map((entry) => entry[what])).size).toBe(table.entries.length)
  })
  it.each(entries)('%s: a short title, what happened, what to do', (_id, { title, message, advice }) => {
    expect(title.length).toBeLessThanOrEqual(48)
    expect(title).not.toMatch(/[.!?]$/)
    expect(message).toMatch(/^\p{Lu}.*(\.|: \{said\})$/u)
    expect(advice).toMatch(/^\p{Lu}.*\.$/u)
  })
  it.each(entries)('%s: calm, and without jargon', (_id, { title, message, advice }) => {
    const words = `${title} ${message} ${advice}`
    expect(words).not.toMatch(
      /!|'|HTTP|codeRetour|JSON|\bAPI\b|jeton|token|requête|serveur|échec|échou|invalide|fatal/i,
    )
  })
  it.each(entries)('%s: no « erreur » for what is waited for', (_id, { kind, title, message, advice }) => {
    if (kind === 'platform' || kind === 'connection') expect(`${title} ${message} ${advice}`).not.toMatch(/erreur/i)
  })
  it.each(entries)('%s: what is deduced is said to be', (_id, { confidence, message, source }) => {
    expect(['sure', 'likely', 'guess']).toContain(confidence)
    if (confidence === 'guess' && !/SIMULÉ/.test(source)) expect(message).toMatch(/sans doute|\{said\}/)
  })
  it.each(entries)('%s: names a line of the green light, a field, a turn that exist', (_id, entry) => {
    expect(['chorus', ...controls.map(({ name }) => name)]).toContain(entry.control)
    expect(FieldName.optional().safeParse(entry.field).success).toBe(true)
    expect(Kind.optional().safeParse(entry.kind).success).toBe(true)
    expect(entry.source).toMatch(/§|SIMULÉ/)
  })
})

describe('the most specific entry wins', () => {
  it.each([
    ['more keys over fewer', { route, status: 500 }, 'submit.500'],
    [
      'words over numbers',
      { route, codeRetour: 20304, libelle: 'Le code service est obligatoire' },
      'flow.serviceMissing',
    ],
    ['more words over fewer', { libelle: 'IRR_TAILLE_PJ' }, 'irr.IRR_TAILLE_PJ'],
    [
      'more words over fewer, again',
      { libelle: 'SIMULÉ : le code service ou le numéro d’engagement est obligatoire' },
      'sim.eitherMissing',
    ],
    [
      'a longer route over a shorter one',
      { route: '/cpro/transverses/v1/ajouter/fichier', codeRetour: 20003 },
      'attachment.tooBig',
    ],
    ['the same code elsewhere means nothing', { route, codeRetour: 20003 }, 'unknown'],
    ['nor does a route that only begins alike', { route: '/cpro/transverses/v1/consulterCRDetaille' }, 'unknown'],
    ['a status does not hide a message', { route, status: 400, codeRetour: 29999, libelle: 'XXX' }, 'unknown'],
    ['nor does the state of a flow', { state: 'IN_REJETE', message: 'XXX' }, 'unknown'],
  ] satisfies [string, PlatformResponse, string][])('%s', (_name, answer, id) => {
    expect(idOf(answer)).toBe(id)
  })
})

describe('what is not in the table', () => {
  it('is shown whole, with its code, and marked as unknown', () => {
    const answer = { route, status: 200, codeRetour: 29999, libelle: 'XXX_MSG_99.999 : la lune est pleine' }
    const { id, message } = chorusWords({ answer })
    expect(id).toBe('unknown')
    expect(message).toBe(
      'Chorus Pro répond (message que Choriste ne connaît pas)\u00a0: 29999 XXX_MSG_99.999 : la lune est pleine',
    )
  })
  it('keeps a code that comes alone', () => {
    expect(chorusWords({ answer: { route, codeRetour: 29998 } }).message).toMatch(/: 29998$/)
    expect(chorusWords({ answer: { route, codeRetour: 20013 } }).message).toMatch(/: 20013$/)
  })
  it('is not taken for a pattern', () => {
    expect(chorusWords({ answer: { libelle: 'coût $& (' } }).message).toMatch(/: coût \$& \($/)
  })
})

describe('what only our own platform says', () => {
  const messages = Object.entries(refusals.refusals).flatMap(([name, refusal]) =>
    [refusal.libelle, 'flux' in refusal ? refusal.flux : undefined, 'ubl' in refusal ? refusal.ubl : undefined].flatMap(
      (said) => (said ? [[name, said.replace('{about}', 'X1')] as const] : []),
    ),
  )
  // One of the reference's own codes means what it means on its own route: see above.
  const ours = messages.filter(([, said]) => !/^[A-Z]{3}_MSG_/.test(said))
  it.each(ours)('%s is put into words: %s', (_name, libelle) => {
    expect(idOf({ route, codeRetour: 29000, libelle })).not.toBe('unknown')
  })
  it.each(messages.filter(([, said]) => said.startsWith('SIMULÉ')))(
    '%s says nothing of the real one',
    (_name, said) => {
      expect(idOf({ libelle: said.replace('SIMULÉ : ', '') })).not.toMatch(/^sim\./)
    },
  )
})
