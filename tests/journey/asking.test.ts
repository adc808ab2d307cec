import { expect, it } from 'vitest'
import { mailto, requestMail, textOf } from '../../shared/domain/lifecycle/buyer-request.ts'
import { check } from '../../shared/domain/rules/check.ts'
import type { Fields } from '../../shared/domain/fields/fields.ts'
import type { Recipient } from '../../shared/domain/buyers/requirements.ts'
import { complete } from '../support/complete.ts'
import { plainFacts, undemanding } from '../support/facts.ts'
import { BUYERS } from '../sim/support.ts'
import { HOUR, world } from '../support/world.ts'

const DAY = 24 * HOUR
const plain = (text: string | undefined) => text?.replace(/\s+/g, ' ')
const letter = (demands: Partial<Recipient>, fields: Partial<Fields> = {}) => {
  const facts = { ...plainFacts, recipient: { ...undemanding, ...demands } }
  const written = { ...complete, ...fields }
  return textOf(requestMail(written, facts, check(written, facts)))
}

it('asks for exactly what this buyer requires and what is missing', () => {
  const service = letter({ needsService: true })
  expect(service).toContain('le code service')
  expect(service).not.toMatch(/engagement|SIRET/)
  expect(letter({ needsService: true, needsEngagement: true }, { serviceCode: 'ST01' })).not.toContain('code service')
  expect(plain(letter({ needsEither: true }))).toContain(
    'le code service, qui désigne le bureau chargé de la facture, ou bien',
  )
  expect(letter({ isActive: false })).toContain('SIRET de facturation')
  // Nothing is known to be missing: the three of domaine.md §4.4.
  expect(letter({})).toMatch(/SIRET[^]*code service[^]*engagement/)
})

it('reads as a letter, and opens in a mail program as it is', () => {
  const facts = { ...plainFacts, recipient: { ...undemanding, needsService: true, needsEngagement: true } }
  const mail = requestMail(complete, facts, check(complete, facts))
  expect(plain(textOf(mail))).toBe(
    'Objet : Informations Chorus Pro pour la facture FA-2026-0043 Bonjour, ' +
      'Pour déposer sur Chorus Pro notre facture FA-2026-0043 du 20/11/2026 (1 200,00 € TTC), il nous manque : ' +
      '- le code service, qui désigne le bureau chargé de la facture ; ' +
      '- le numéro d’engagement, ou à défaut le numéro de bon de commande. ' +
      'Pourriez-vous nous les indiquer ? Vous les avez sans doute sur le bon de commande. ' +
      'Avec nos remerciements, Menuiserie Aubrelle',
  )
  const address = new URL(mailto(mail))
  expect(address.protocol).toBe('mailto:')
  expect(address.searchParams.get('subject')).toBe(mail.subject)
  expect(address.searchParams.get('body')).toBe(mail.body.replaceAll('\n', '\r\n'))
})

it('waits for the client, chases it after five days, and is done waiting once its answer is typed', async () => {
  const { core, draft, record, pass, get, told } = world()
  const id = await draft({ buyerSiret: BUYERS.both })
  await core.inquiries.settled()
  const state = () => core.page(id)!.row.situation
  const type = (fields: Partial<Fields>) => {
    const before = get(id)
    if (before.stage !== 'draft') throw new Error(before.stage)
    record(id, { type: 'edited', fields: { ...before.fields, ...fields }, confirmed: [], circuit: 'pdf' })
  }
  record(id, { type: 'asked', fields: ['serviceCode', 'engagementNumber'] })
  expect(state()).toMatchObject({ word: 'En attente du client', waits: false })
  expect(plain(state().sentence)).toBe('Demandé au client le 23/11/2026 : le code service et le numéro d’engagement.')
  expect(core.counts()).toMatchObject({ asked: 1, waiting: 0, drafts: 0 })

  pass(5 * DAY - 1)
  core.recall()
  expect(told).not.toContain('unanswered')
  pass(1)
  core.recall()
  core.recall()
  expect(told.filter((notice) => notice === 'unanswered')).toHaveLength(1)
  expect(state()).toMatchObject({ word: 'À relancer', waits: true })
  expect(core.counts()).toMatchObject({ asked: 0, waiting: 1 })

  // Half an answer: the rest is still waited for.
  type({ serviceCode: 'SERVICE_DEST_SERV_OBL' })
  expect(plain(state().sentence)).toContain('le numéro d’engagement. ')
  expect(state().sentence).not.toContain('code service')
  type({ engagementNumber: 'EJ-2026-77' })
  expect(state()).toMatchObject({ word: 'Prête' })
  expect(get(id)).not.toHaveProperty('asked')
})

it('recalls a draft nobody has touched for a day, then every week, and again a day after it was touched', async () => {
  const { core, draft, record, pass, get, told } = world()
  const id = await draft()
  const recalls = () => told.filter((notice) => notice === 'forgotten').length
  pass(DAY - HOUR)
  core.recall()
  expect(recalls()).toBe(0)
  expect(core.page(id)!.row.situation.sentence).not.toContain('Enregistrée le')
  pass(HOUR)
  core.recall()
  core.recall()
  expect(recalls()).toBe(1)
  expect(plain(core.page(id)!.row.situation.sentence)).toContain('Enregistrée le 23/11/2026, rien n’est parti.')
  pass(7 * DAY)
  core.recall()
  expect(recalls()).toBe(2)
  const before = get(id)
  if (before.stage !== 'draft') throw new Error(before.stage)
  record(id, { type: 'edited', fields: { ...before.fields, comment: 'Bonjour' }, confirmed: [], circuit: 'pdf' })
  pass(DAY)
  core.recall()
  expect(recalls()).toBe(3)
})

it('fits a letter in an address, whatever was read on the page', () => {
  const mail = { subject: 'Facture \ud800', body: `N\u00b0 \udc00 ${'é\n'.repeat(70_000)}` }
  const address = mailto(mail)
  expect(address.length).toBeLessThanOrEqual(2048)
  expect(new URL(address).searchParams.get('body')).toMatch(/^N\u00b0 {2}é\r\né/)
  const short = { subject: 'Facture FA-1', body: 'Bonjour,\nMerci' }
  expect(new URL(mailto(short)).searchParams.get('body')).toBe('Bonjour,\r\nMerci')
})
