import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { reasonOf } from '../../shared/domain/document/trust-reason.ts'
import type { InvoiceAt } from '../../shared/domain/lifecycle/invoice.ts'
import { readingOf, world } from '../support/world.ts'

const town = { buyerSiret: '21990417400014', buyerName: 'Commune de Saint-Aubrac' }
const unnamed = (buyerName: string, number: string) => ({ buyerSiret: '', buyerName, number })

/** A world in which invoices have gone to this town, by hand or not. */
async function acquainted(way: 'api' | 'portail' = 'portail') {
  const here = world({ isDemonstration: true })
  here.core.settings.save({ ...here.core.settings.get(), way })
  const send = async (number: string, fields: object = town) => {
    const id = await here.approved({ serviceCode: 'ST01', ...fields, number })
    if (way === 'portail') here.record(id, { type: 'depositedByHand', remoteNumber: number, depositedOn: '2026-11-23' })
    else await here.run()
    return id
  }
  await send('FA-1')
  const draftOf = (id: string) => here.get(id) as InvoiceAt<'draft'>
  return { ...here, send, draftOf }
}

it.each(['api', 'portail'] as const)('knows a client once an invoice has gone to it: %s', async (way) => {
  const { core, send } = await acquainted(way)
  await send('FA-2')
  expect(core.buyers.search('', 10)).toMatchObject([{ siret: town.buyerSiret, invoices: 2 }])
  expect(core.buyers.open(town.buyerSiret).habits).toMatchObject({ serviceCode: 'ST01', name: town.buyerName })
})

it('takes back nothing it has learnt when the same deposit is noted twice', async () => {
  const { core, record, send } = await acquainted()
  const id = await send('FA-2')
  record(id, { type: 'depositedByHand', remoteNumber: 'FA-2', depositedOn: '2026-11-24' })
  expect(core.buyers.search('', 10)).toMatchObject([{ invoices: 2 }])
})

it.each(['Commune de Saint-Aubrac', 'MAIRIE DE ST AUBRAC', 'Ville de Saint Aubrac'])(
  'fills in a known client by its exact name, ready to leave: %s',
  async (name) => {
    const { draft, draftOf, core } = await acquainted()
    const id = await draft(unnamed(name, 'FA-2'))
    const { fields, origins } = draftOf(id)
    expect(fields).toMatchObject({ buyerSiret: town.buyerSiret, serviceCode: 'ST01' })
    expect(origins.buyerSiret).toMatchObject({ source: 'buyer', trust: 'likely' })
    expect(reasonOf(origins.buyerSiret!)).toBe('Même nom que 1 facture.')
    expect(core.page(id)!.row.situation.word).toBe('Prête')
  },
)

it.each(['Saint-Aubrac', 'CCAS de Saint-Aubrac', 'Commune de Saint-Aubrac-le-Haut', 'Commune de Boisjoli', 'Mairie'])(
  'fills in nobody for a name that is not the same: %s',
  async (name) => {
    const { draft, draftOf } = await acquainted()
    expect(draftOf(await draft(unnamed(name, 'FA-2'))).fields.buyerSiret).toBe('')
  },
)

it('does not choose between two clients of one name', async () => {
  const { draft, draftOf, core } = await acquainted()
  core.buyers.add('24990086100025', town.buyerName, { town: '', postcode: '', asks: { services: [] } })
  expect(draftOf(await draft(unnamed(town.buyerName, 'FA-2'))).fields.buyerSiret).toBe('')
})

it('fills it in where drafts wait for it, but for what a person has typed', async () => {
  const here = world({ isDemonstration: true })
  here.core.settings.save({ ...here.core.settings.get(), way: 'portail' })
  const draftOf = (id: string) => here.get(id) as InvoiceAt<'draft'>
  const waiting = await here.draft(unnamed(town.buyerName, 'FA-2'))
  const typed = await here.draft(unnamed(town.buyerName, 'FA-3'))
  const { fields, circuit } = draftOf(typed)
  here.record(typed, { type: 'edited', fields: { ...fields, buyerSiret: '12345678200044' }, confirmed: [], circuit })
  expect(draftOf(waiting).fields.buyerSiret).toBe('')
  const id = await here.approved({ ...town, serviceCode: 'ST01', number: 'FA-1' })
  here.record(id, { type: 'depositedByHand', remoteNumber: 'FA-1', depositedOn: '2026-11-23' })
  expect(draftOf(waiting).fields).toMatchObject({ buyerSiret: town.buyerSiret, serviceCode: 'ST01', number: 'FA-2' })
  expect(draftOf(typed).fields.buyerSiret).toBe('12345678200044')
})

it.each([
  ['its name', 'Mairie de Saint-Aubrac', '', town.buyerSiret],
  ['its SIRET', '219 904 174 00014', '', town.buyerSiret],
  ['nobody known', 'Commune de Boisjoli', '', ''],
  ['another client than the page', 'Mairie de Saint-Aubrac', 'Commune de Boisjoli', ''],
])('a folder proposes the client it is named after: %s', async (_, folder, buyerName, siret) => {
  const { core, home, run, readings, draftOf } = await acquainted()
  const place = join(home, 'Clients', folder)
  mkdirSync(place, { recursive: true })
  writeFileSync(join(place, 'FA-9.pdf'), '%PDF-1.7 in a folder')
  readings.set('FA-9.pdf', readingOf(unnamed(buyerName, 'FA-9')))
  const { invoices } = await core.intake.take(join(home, 'Clients'), 'hand')
  await run(2)
  const { fields, origins } = draftOf(invoices[0]!.id)
  expect(fields.buyerSiret).toBe(siret)
  if (siret)
    expect(origins.buyerSiret).toMatchObject({ source: 'buyer', trust: 'likely', reason: `du dossier « ${folder} »` })
})
