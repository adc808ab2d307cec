import { expect, it } from 'vitest'
import type { Fields } from '../../shared/domain/fields/fields.ts'
import { complete } from '../support/complete.ts'
import { expectFresh } from '../support/read-model.ts'
import { HOUR, world } from '../support/world.ts'

/** Lists ask the read model; the page of an invoice is worked out anew each time. They must say the same. */
function watched() {
  const at = world()
  const look = () => expectFresh(at.core)
  const edit = (id: string, changes: Partial<Fields>) => {
    const { fields } = at.get(id) as { fields: Fields }
    at.record(id, { type: 'edited', fields: { ...fields, ...changes }, confirmed: [], circuit: 'pdf' })
  }
  const drafts = async (...all: Partial<Fields>[]) => {
    const ids: string[] = []
    for (const fields of all) ids.push(await at.draft(fields))
    return ids as [string, string, string]
  }
  return { ...at, core: at.core, look, edit, drafts }
}
const ofId = (rows: { id: string; situation: { sentence: string } }[], id: string) =>
  rows.find((row) => row.id === id)!.situation.sentence

it('tells of a twin in the list of both as it comes, changes and goes', async () => {
  const { look, edit, drafts, record, core } = watched()
  const [one, other] = await drafts({ number: 'F-1' }, { number: 'F-2', grossTotal: 100 })
  expect(ofId(look(), one)).not.toContain('Même numéro')
  edit(other, { number: 'F-1' })
  expect(ofId(look(), one)).toContain('Même numéro')
  edit(other, { number: 'F-3' })
  expect(ofId(look(), one)).not.toContain('Même numéro')
  edit(other, { number: 'F-1' })
  expect(ofId(look(), one)).toContain('Même numéro')
  record(other, { type: 'discarded' })
  expect(ofId(look(), one)).not.toContain('Même numéro')
  record(other, { type: 'restored' })
  expect(ofId(look(), other)).toContain('Même numéro')
  expect(core.rows()).toHaveLength(2)
})

it('follows a twin that leaves, and content that becomes alike', async () => {
  const { look, edit, drafts, approved, run } = watched()
  const [one, other] = await drafts({ number: 'F-1' }, { number: 'F-2', grossTotal: 100 })
  look()
  edit(other, { grossTotal: complete.grossTotal })
  look()
  const sent = await approved({ number: 'F-4' })
  look()
  edit(one, { number: 'F-4' })
  look()
  await run(3)
  expect(look().map(({ id }) => id)).toContain(sent)
})

it('forgets nothing of what is learnt beside the invoices: the buyer, the settings, the day', async () => {
  const { look, drafts, core, pass } = watched()
  const [one] = await drafts({ number: 'F-1', serviceCode: '' }, { number: 'F-2' })
  const before = ofId(look(), one)
  const settings = core.settings.get()
  core.settings.save({ ...settings, company: { ...settings.company, siret: '98765432400019' } })
  look()
  pass(30 * 24 * HOUR)
  expect(ofId(look(), one)).not.toBe(before)
})

it('corrects a credit note’s row when the invoice it corrects becomes another’s', async () => {
  const { look, edit, drafts } = watched()
  const [origin] = await drafts({ number: 'F-1' }, { number: 'A-1', typeCode: '381', originNumber: 'F-1' })
  look()
  edit(origin, { buyerSiret: '24990086100025' })
  look()
})
