import { rmSync } from 'node:fs'
import { expect, it } from 'vitest'
import { check } from '../../shared/domain/rules/check.ts'
import { isKnown } from '../../shared/domain/lifecycle/invoice.ts'
import { addDays } from '../../shared/base/dates.ts'
import { choosable, demands } from '../../shared/domain/buyers/requirements.ts'
import limits from '../../shared/tables/limits.json' with { type: 'json' }
import { complete } from '../support/complete.ts'
import { HOUR, world } from '../support/world.ts'

const DAY = 24 * HOUR
const METROPOLE = '12345678200093'
const STATE = limits.stateSiret.value
const asks = { services: [] }

it('finds in the address book whoever was sent an invoice, with what was learnt from it', async () => {
  const { core, approved, run } = world()
  expect(core.buyers.search('', 10)).toEqual([])
  await approved({ contractNumber: '2025-07', engagementNumber: 'BC-2026-118', vatScheme: 'TVA_SUR_DEBIT' })
  await run(1)
  expect(core.buyers.search('', 10)).toMatchObject([{ siret: complete.buyerSiret, inBook: true, invoices: 1 }])
  const { habits, source, recipient } = core.buyers.open(complete.buyerSiret)
  expect(habits).toMatchObject({
    contractNumber: '2025-07',
    vatScheme: 'TVA_SUR_DEBIT',
    engagementShape: 'BC-####-###',
  })
  expect(JSON.stringify(habits)).not.toContain('118')
  expect([source, recipient?.town]).toEqual(['chorus', 'FICTIVILLE'])
  expect(core.buyers.search('fictiville', 10)).toMatchObject([{ siret: complete.buyerSiret }])
})

it('keeps the address book when the local directory is lost, and what Chorus Pro said', async () => {
  const here = world()
  await here.approved()
  await here.run(1)
  await here.restart(() => rmSync(`${here.dataFolder}/annuaire.db`))
  expect(here.core.buyers.search('', 10)).toMatchObject([{ siret: complete.buyerSiret, invoices: 1 }])
})

it('says how fast a buyer pays', async () => {
  const { core, approved, run, pass, record, get } = world({ haste: 0.01 })
  const siret = complete.buyerSiret
  const [first, second] = [await approved({ number: 'A-1' }), await approved({ number: 'A-2' })]
  await run(2)
  expect(core.buyers.open(siret).payments).toEqual({ waiting: 2, paid: 0 })
  const depositedOn = (get(first) as { depositedOn: string }).depositedOn
  pass(30 * DAY)
  record(first, { type: 'cashed', on: addDays(depositedOn, 20) })
  record(second, { type: 'cashed', on: addDays(depositedOn, 29) })
  expect(core.buyers.open(siret).payments).toEqual({
    ...{ waiting: 0, paid: 2, averageDays: 25 },
    last: { id: second, number: 'A-2', on: addDays(depositedOn, 29), days: 29 },
  })
})

it('asks Chorus Pro by name, then without the words for what it is, and keeps what it finds', async () => {
  const { core, platform } = world()
  expect(core.buyers.search('hopital fictif', 5)).toEqual([])
  expect(await core.buyers.searchFurther('CHU fictif')).not.toEqual([])
  expect(core.buyers.search('hopital fictif', 5)).toMatchObject([{ name: 'HOPITAL FICTIF', inBook: false }])
  expect((await core.buyers.searchFurther('00000')).length).toBeGreaterThan(5)
  platform.outage(true)
  await expect(core.buyers.searchFurther('commune')).rejects.toThrow('unreachable')
  expect(core.buyers.search('hopital fictif', 5)).toHaveLength(1)
})

it('never offers FACTURES_PUBLIQUES, and tells closed services from open ones', async () => {
  const { core } = world()
  await core.inquiries.again('12345678200077')
  const { recipient } = core.buyers.open('12345678200077')
  expect(recipient?.services.map(({ code, isActive }) => [code, isActive])).toEqual([
    ['ACHATS', true],
    ['ANCIEN', false],
  ])
  await core.inquiries.again('12345678200044')
  expect(choosable(core.buyers.open('12345678200044').recipient!).map(({ code }) => code)).toEqual([
    'SERVICE_DEST_SERV_OBL',
  ])
})

it('knows of each service whether it wants an engagement', async () => {
  const { core } = world()
  await core.inquiries.again(METROPOLE)
  const wanting = core.buyers.open(METROPOLE).recipient!.services.filter(({ needsEngagement }) => needsEngagement)
  expect(wanting.map(({ code }) => code)).toEqual(['MF11'])
})

it('remembers buyers typed by hand, asks for what they want, and stops nothing by it', async () => {
  const { core, draft, get, platform } = world()
  platform.outage(true)
  core.buyers.add('21990417400014', 'Mairie de Hautval', {
    town: 'Hautval',
    postcode: '99410',
    asks: { needsService: true, services: [] },
  })
  expect(core.buyers.search('commune hautval', 5)).toMatchObject([{ inBook: true, invoices: 0 }])
  expect(core.buyers.open('21990417400014')).toMatchObject({ source: 'hand', town: 'Hautval' })
  const id = await draft({ buyerSiret: '21990417400014', serviceCode: '' })
  const invoice = get(id)
  if (!isKnown(invoice)) throw new Error('not read')
  const problems = check(invoice.fields, core.factsOf(invoice))
  expect(problems.find(({ code }) => code === 'service.missing')).toMatchObject({ severity: 'warn' })
  // Chorus Pro decides as soon as it can be asked.
  platform.outage(false)
  await core.inquiries.again('21990417400014')
  expect(core.buyers.open('21990417400014').isUnknown).toBe(true)
})

it('does not forget what invoices have taught when a buyer is typed over', async () => {
  const { core, approved, run } = world()
  await approved({ contractNumber: '2025-07' })
  await run(1)
  core.buyers.add(complete.buyerSiret, 'Ma mairie', { town: '', postcode: '', asks })
  expect(core.buyers.open(complete.buyerSiret).habits).toMatchObject({ invoices: 1, contractNumber: '2025-07' })
})

it('knows the State under any of its offices, and wants its service code', async () => {
  const { core } = world()
  for (const typed of ['préfecture', 'ministère', 'etat', '110 002'])
    expect(core.buyers.search(typed, 3)[0], typed).toMatchObject({ siret: STATE })
  expect(core.buyers.open(STATE)).toMatchObject({ isState: true, source: 'none' })
  await core.inquiries.again(STATE)
  const recipient = core.buyers.open(STATE).recipient!
  expect(demands({ ...recipient, needsService: false }, '').service).toBe(true)
})

it('asks again about the buyers of the address book after a week, and not before', async () => {
  const { core, approved, run, pass, platform } = world()
  await approved()
  await run(1)
  const asked = () => core.calls().filter(({ route }) => route.endsWith('/structures/v1/consulter')).length
  const before = asked()
  pass(2 * DAY)
  await core.refreshBuyers()
  expect(asked()).toBe(before)
  pass(6 * DAY)
  await core.refreshBuyers()
  expect(asked()).toBe(before + 1)
  expect(core.buyers.open(complete.buyerSiret).asOf).toBe('2026-12-01')
  pass(8 * DAY)
  platform.outage(true)
  await core.refreshBuyers()
  expect(core.buyers.open(complete.buyerSiret)).toMatchObject({ asOf: '2026-12-01', source: 'chorus' })
})
