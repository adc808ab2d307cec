import { expect, it } from 'vitest'
import type { OpenedCore } from '../support/opened-core.ts'
import { addDays, daysBetween } from '../../shared/base/dates.ts'
import type { Invoice } from '../../shared/domain/lifecycle/invoice.ts'
import { numbered } from '../support/complete.ts'
import { sequence } from '../support/dice.ts'
import { expectFresh } from '../support/read-model.ts'
import { HOUR, world } from '../support/world.ts'

const DAY = 24 * HOUR
/** What is owed of an invoice, from its journal alone: what was noted, what was taken back, in the order it was. */
function owedByJournal(core: OpenedCore, invoice: Invoice): number {
  if (!('fields' in invoice) || invoice.fields.typeCode === '381') return 0
  const payable = invoice.fields.payable ?? invoice.fields.grossTotal ?? 0
  let paid: { id: string; cents: number }[] = []
  const rest = () => payable - paid.reduce((sum, { cents }) => sum + cents, 0)
  let isFiled = false
  for (const { at, event } of core.invoices.journal(invoice.id)) {
    if (event.type === 'paid') paid.push(...event.payments.filter(({ kind }) => kind !== 'interest'))
    if (event.type === 'paymentsTakenBack') paid = paid.filter(({ id }) => !event.ids.includes(id))
    if (event.type === 'cashed') paid.push({ id: `${at}`, cents: Math.max(0, rest()) })
    if (event.type === 'filed') isFiled = true
    if (event.type === 'paid' && rest() <= 0) isFiled = false
    if (event.type === 'reopened') {
      while (!isFiled && paid.length && rest() <= 0) paid.pop()
      isFiled = false
    }
  }
  return isFiled ? 0 : Math.max(0, rest())
}
const isOff = ({ status }: { status: string }) => ['REJETEE'].includes(status)
function expectSums(core: OpenedCore) {
  const owed = core.rows().flatMap(({ id }) => {
    const invoice = core.invoices.get(id)
    const cents = owedByJournal(core, invoice)
    expect([id, invoice.stage === 'closed']).toEqual([
      id,
      invoice.stage === 'closed' && (cents === 0 || isOffAt(invoice)),
    ])
    return invoice.stage === 'followed' && !isOff(invoice) ? [{ siret: invoice.fields.buyerSiret, cents }] : []
  })
  const sum = owed.reduce((total, { cents }) => total + cents, 0)
  const view = core.paymentsView('', '')
  const ages = Object.values(view.ages).reduce((total, { cents }) => total + cents, 0)
  const clients = core.paymentClients('', '').flatMap(({ ages }) => Object.values(ages))
  expect([view.owed.cents, ages, clients.reduce((total, cents) => total + cents, 0)]).toEqual([sum, sum, sum])
  const { owed: home } = core.home('')
  expect(home.invoices.cents).toBe(sum)
  expect(home.late.cents).toBe(view.late.cents)
}
const isOffAt = (invoice: Invoice) => invoice.stage === 'closed' && invoice.outcome === 'filed'

async function followed(many: number) {
  const w = world({ haste: 1e-9 })
  const ids: string[] = []
  for (let n = 0; n < many; n++) ids.push(await w.arrive(numbered(n)))
  await w.core.runDue()
  for (const id of ids) w.record(id, { type: 'approved' })
  await w.run(3)
  return Object.assign(w, { ids, numberOf: (id: string) => (w.get(id) as { remoteNumber: string }).remoteNumber })
}

it.each([1, 2])('sums what its journal sums, whatever is paid, taken back or late: seed %i', async (seed) => {
  const { between } = sequence(seed)
  const random = (below: number) => between(0, below - 1)
  const w = await followed(8)
  const some = () => w.ids[random(w.ids.length)]!
  const day = () => addDays('2026-11-23', random(200))
  const things: (() => unknown)[] = [
    () => w.core.addPayments(some(), [{ on: day(), cents: 1 + random(60_000), kind: 'transfer' }]),
    () => w.core.addPayments(some(), [
      { on: day(), cents: 1 + random(90_000), kind: 'transfer' },
      { on: day(), cents: 1 + random(2000), kind: (['fees', 'credit', 'retention', 'interest'] as const)[random(4)]! },
    ]), // prettier-ignore
    () => {
      const id = some()
      const { payments = [] } = w.get(id) as Extract<Invoice, { stage: 'followed' }>
      if (payments.length) w.core.takeBackPayments(id, [payments[random(payments.length)]!.id])
    },
    () => w.record(some(), { type: 'cashed', on: day() }),
    () => w.record(some(), { type: 'filed' }),
    () => w.record(some(), { type: 'reopened' }),
    () => w.core.sayService(some(), day()),
    () =>
      w.platform.move(
        w.numberOf(some()),
        ['MISE_A_DISPOSITION', 'SUSPENDUE', 'REJETEE', 'MISE_EN_PAIEMENT'][random(4)]!,
      ),
    () => w.pass(random(40) * DAY),
  ]
  for (let turn = 0; turn < 60; turn++) {
    await things[random(things.length)]!()
    if (turn % 12 === 0) await w.run(2)
    expectSums(w.core)
  }
  expectFresh(w.core)
  expect(w.failures).toEqual([])
})

it('is paid by parts, closes with the last, opens again when one is taken back, and counts nothing twice', async () => {
  const w = await followed(1)
  const [id] = w.ids as [string]
  const { core } = w
  const owed = () => core.paymentsView('', '').owed.cents
  const all = owed()
  expect(core.addPayments(id, [{ on: '2026-12-01', cents: all - 1500, kind: 'transfer' }]).ok).toBe(true)
  expect([w.stage(id), owed()]).toEqual(['followed', 1500])
  core.addPayments(id, [{ on: '2026-12-05', cents: 1500, kind: 'fees' }])
  expect([w.get(id), owed()]).toMatchObject([{ stage: 'closed', outcome: 'cashed', closedOn: '2026-12-05' }, 0])
  // Interest that comes afterwards is kept, and pays nothing of the invoice.
  core.addPayments(id, [{ on: '2026-12-20', cents: 5000, kind: 'interest' }])
  expect(core.paymentClock(id)).toMatchObject({ paid: all, payments: [{}, {}, { kind: 'interest' }] })
  const { payments } = core.paymentClock(id)!
  w.record(id, { type: 'paid', payments: [payments[0]!] })
  expect(core.paymentClock(id)!.paid).toBe(all)
  core.takeBackPayments(id, [payments[1]!.id])
  expect([w.stage(id), owed()]).toEqual(['followed', 1500])
  // « Noter encaissée » and its undo go the same way.
  core.actOnMany([id], { do: 'cashed', on: '2026-12-24' })
  expect([w.get(id), owed()]).toMatchObject([{ stage: 'closed', closedOn: '2026-12-24' }, 0])
  core.actOnMany([id], { do: 'reopened' })
  expect([w.stage(id), owed()]).toEqual(['followed', 1500])
})

it('says what is late and what it costs, refuses without the rate, and calculates once it is entered', async () => {
  const w = await followed(2)
  const { core } = w
  const [id] = w.ids as [string]
  for (const each of w.ids) w.platform.move(w.numberOf(each), 'MISE_A_DISPOSITION')
  await w.run(2)
  w.pass(100 * DAY)
  core.runDue().catch(() => undefined)
  const { due } = core.paymentClock(id)!.clock
  const semester = `${due!.slice(0, 4)}-S2`
  expect(core.paymentClock(id)).toMatchObject({ missingRate: semester })
  expect(core.paymentClock(id)).not.toHaveProperty('interest')
  expect(core.paymentsView('', '').interest).toEqual({ cents: 0, missing: [{ semester, count: 2 }] })
  expect(core.interestRates('').missing).toContain(semester)
  core.setInterestRate(semester, 215)
  const { interest, payable, today } = core.paymentClock(id)!
  const days = daysBetween(due!, today)
  expect(interest).toMatchObject({ days, interest: Math.round((payable * 1015 * days) / 3_650_000), indemnity: 4000 })
  expect(core.paymentsView('', '').interest).toEqual({
    cents: w.ids.reduce((sum, each) => sum + core.paymentClock(each)!.interest!.total, 0),
    missing: [],
  })
  core.setInterestRate(semester, null)
  expect(core.paymentClock(id)).toMatchObject({ missingRate: semester })
})

it('ages what is owed day by day, at each of its bounds', async () => {
  const w = await followed(1)
  const { due } = w.core.paymentClock(w.ids[0]!)!.clock
  const seen = [0, 1, 30, 31, 60, 61, 90, 91].map((late) => {
    w.pass(daysBetween(w.core.paymentsView('', '').today, addDays(due!, late)) * DAY)
    const { ages, late: sum, owed } = w.core.paymentsView('', '')
    expect(sum.cents).toBe(late > 0 ? owed.cents : 0)
    return Object.keys(ages).join()
  })
  expect(seen).toEqual(['later', 'late30', 'late30', 'late60', 'late60', 'late90', 'late90', 'lateMore'])
})
