import { expect, it } from 'vitest'
import type { Origin } from '../../shared/domain/document/reading.ts'
import { complete } from '../support/complete.ts'
import { readingOf, world } from '../support/world.ts'

const OURS = 'FR7630004000031234567890143'
const OTHER = 'FR9710278045610002345678974'
const place = { page: 1, x: 0.1, y: 0.9, width: 0.2, height: 0.02 }
const read: Origin = { source: 'text', trust: 'sure', reason: 'clé de l’IBAN juste', place }

/** The firm of the settings, and invoices that ask to be paid to an account. */
function firm() {
  const here = world()
  const { settings } = here.core
  const company = { ...settings.get().company, siret: complete.supplierSiret, name: complete.supplierName }
  settings.save({ ...settings.get(), company })
  let count = 0
  async function draft(iban: string, origin: Origin = read, document = {}) {
    const name = `${++count}.pdf`
    const reading = readingOf({ number: `FA-${count}`, iban }, document)
    here.readings.set(name, { ...reading, origins: { ...reading.origins, iban: origin } })
    const id = (await here.core.intake.takeBytes(name, Buffer.from(`%PDF ${count}`))).invoices[0]!.id
    await here.core.runDue()
    return id
  }
  /** Why the account is to be looked at; undefined when it is not. */
  const doubt = (id: string) =>
    here.core.page(id)!.problems.find(({ code, field }) => code === 'value.unlooked' && field === 'iban')?.message
  const confirm = (id: string) => {
    const invoice = here.get(id)
    if (invoice.stage !== 'draft') throw new Error(invoice.stage)
    const { fields, circuit } = invoice
    here.record(id, { type: 'edited', fields, confirmed: ['iban'], circuit })
  }
  return { here, draft, doubt, confirm, ibans: () => here.core.settings.get().company.ibans }
}

it('learns the account of the first invoice, and asks about another from then on', async () => {
  const { here, draft, doubt, ibans } = firm()
  const first = await draft(OURS)
  expect(doubt(first)).toBeUndefined()
  here.record(first, { type: 'approved' })
  expect(ibans()).toEqual([OURS])
  const second = await draft(OURS)
  expect(here.get(second)).toMatchObject({ origins: { iban: { trust: 'sure' } } })
  const other = await draft(OTHER)
  expect(doubt(other)).toContain('aucun des comptes connus')
  expect(here.record(other, { type: 'approved' })).toBeUndefined()
})

it('learns another account once it is confirmed and approved, and asks no draft about it any more', async () => {
  const { here, draft, doubt, confirm, ibans } = firm()
  here.record(await draft(OURS), { type: 'approved' })
  const [one, two] = [await draft(OTHER), await draft(OTHER)]
  confirm(one)
  expect(ibans()).toEqual([OURS])
  expect(here.record(one, { type: 'approved' })).toBeDefined()
  expect(ibans()).toEqual([OURS, OTHER])
  expect(doubt(two)).toBeUndefined()
  expect(here.get(two)).toMatchObject({ origins: { iban: { trust: 'sure' } } })
})

it('means the firm’s own of two accounts on the page', async () => {
  const { here, draft, doubt } = firm()
  here.record(await draft(OURS), { type: 'approved' })
  const there = { ...place, y: 0.5 }
  const both: Origin = { ...read, trust: 'check', rivals: [{ value: OURS, place: there }] }
  const id = await draft(OTHER, both)
  expect(doubt(id)).toBeUndefined()
  expect(here.get(id)).toMatchObject({ fields: { iban: OURS }, origins: { iban: { trust: 'sure', place: there } } })
})

it('has the account of a factor looked at, and never learns it', async () => {
  const { here, draft, doubt, confirm, ibans } = firm()
  const factor: Origin = { ...read, trust: 'check', reason: 'le compte de qui la créance est cédée' }
  const id = await draft(OTHER, factor, { isAssigned: true })
  expect(doubt(id)).toContain('cédée')
  confirm(id)
  expect(here.record(id, { type: 'approved' })).toBeDefined()
  expect(ibans()).toEqual([])
})
