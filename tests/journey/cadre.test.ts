import { expect, it } from 'vitest'
import { askCadre } from '../../shared/domain/fields/cadre.ts'
import { isKnown } from '../../shared/domain/lifecycle/invoice.ts'
import { emptyMarket } from '../../shared/domain/buyers/works-contract.ts'
import { formOf, marketOf, stationsOf } from '../../shared/domain/portal/guide.ts'
import { startOfWalk } from '../../shared/domain/lifecycle/portal-progress.ts'
import { complete } from '../support/complete.ts'
import { world } from '../support/world.ts'

it.each<[what: string, answers: boolean[], expected: object]>([
  ['a plain invoice', [false, false, false, false], { cadre: 'A1' }],
  ['one paid by card', [false, true], { cadre: 'A2' }],
  ['a subcontractor paid by the client', [false, false, true], { cadre: 'A9' }],
  ['a member of a group', [false, false, false, true], { cadre: 'A12' }],
  ['a works contract', [true], { isWorks: true }],
])('finds the cadre of %s by questions', (_what, answers, expected) => {
  expect(askCadre(answers)).toEqual(expected)
  // Nothing is decided before the last answer.
  expect(askCadre(answers.slice(0, -1))).toHaveProperty('next')
})

it('leads a document of a works contract to the portal, whatever the way of the firm', async () => {
  const { draft, record, get, core, run, platform } = world()
  const id = await draft({ cadre: 'A4', contractNumber: '2026-07' })
  expect(core.page(id)!.problems).toMatchObject([{ code: 'cadre.works', severity: 'warn' }])
  record(id, { type: 'approved' })
  await run(2)
  const invoice = get(id)
  expect(invoice.stage).toBe('portal')
  expect(platform.calls()['factures/v1/soumettre']).toBeUndefined()
  const stations = stationsOf({ fields: { ...complete, cadre: 'A4' }, circuit: 'pdf', walk: startOfWalk }, 'a.pdf')
  expect(stations[0]!.under).toBe('Factures de travaux')
})

it('keeps the sheet of a works contract once, and gives its SIRETs to be copied', async () => {
  const here = world()
  const sheet = emptyMarket('12345678200051', '2026-07')
  sheet.parties[0] = { role: 'moe', siret: '55566675900017', serviceCode: 'MOE-1' }
  here.core.markets.keep(sheet)
  here.core.markets.keep(sheet)
  await here.restart()
  expect(here.core.markets.find('12345678200051', '2026-07')).toEqual(sheet)
  expect(here.core.markets.find('12345678200051', '2026-08')).toBeUndefined()
})

it('lists only what is written on the sheet', () => {
  const sheet = emptyMarket('12345678200051', '2026-07')
  expect(marketOf(sheet)).toEqual([])
  sheet.parties[0] = { role: 'moe', siret: '55566675900017', serviceCode: '' }
  expect(marketOf(sheet)).toMatchObject([{ title: 'Maître d’œuvre', values: [{ copied: '55566675900017' }] }])
  expect(formOf(complete).length).toBeGreaterThan(0)
})

it('names the service of the valideur to Chorus Pro', async () => {
  const { draft, record, run, platform, get } = world()
  const id = await draft({ cadre: 'A9', valideurSiret: '55566675900017', valideurService: 'CHANTIERS' })
  record(id, { type: 'approved' })
  await run(2)
  const invoice = get(id)
  expect(isKnown(invoice) && invoice.stage).toBe('followed')
  expect(platform.invoices()).toHaveLength(1)
})
