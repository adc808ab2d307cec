import { describe, expect, it } from 'vitest'
import type { EventOf } from '../../shared/domain/lifecycle/events.ts'
import type { InvoiceAt } from '../../shared/domain/lifecycle/invoice.ts'
import {
  advanceShipment,
  jobOfShipment,
  maySendAgain,
  mayLeaveTogether,
  openIn,
  Shipment,
  shipmentOf,
  type ShipmentEvent,
} from '../../shared/domain/lifecycle/shipment.ts'
import { readingOf } from '../support/world.ts'

const at = Date.UTC(2026, 10, 23, 8)
const MINUTE = 60_000
const common = {
  ...({ id: 's', connection: 'principal', mode: 'lot', circuit: 'flux', openedAt: at, resends: 0 } as const),
  invoices: [
    { id: 'a', outcome: null },
    { id: 'b', outcome: null },
    { id: 'c', outcome: 'refused' as const },
  ],
}
const lost = { since: at, searches: 0, lastSearchAt: at, waited: 0 }
type In<S extends Shipment['state']> = Extract<Shipment, { state: S }>
const uncertain: In<'uncertain'> = { ...common, state: 'uncertain', ...lost }
const shipments: Record<Shipment['state'] | 'leaving again', Shipment> = {
  leaving: { ...common, state: 'leaving' },
  'leaving again': { ...common, state: 'leaving', resends: 1 },
  uncertain,
  sent: { ...common, state: 'sent', flow: 'CPP1', depositedOn: '2026-11-23' },
  done: { ...common, state: 'done', invoices: common.invoices.map(({ id }) => ({ id, outcome: 'registered' })) },
}
const registered: EventOf<'registered'> = {
  ...{ type: 'registered', remoteKey: '7', remoteNumber: 'FA', status: 'DEPOSEE', depositedOn: '2026-11-23' },
}
const told = (...ids: string[]): ShipmentEvent => ({
  type: 'told',
  invoices: ids.map((id) => ({ id, event: registered })),
})
const withdrawn: ShipmentEvent = { type: 'told', invoices: [{ id: 'a', event: { type: 'withdrawn' } }] }
const events: Record<string, ShipmentEvent> = {
  receipted: { type: 'receipted', flow: 'CPP1', depositedOn: '2026-11-23' },
  lost: { type: 'lost', why: 'cut' },
  notFound: { type: 'notFound' },
  'resent by a person': { type: 'resent', by: 'user' },
  'resent by itself': { type: 'resent', by: 'app' },
  'told of one': told('a'),
  'told of all': told('a', 'b'),
  'told of one that has left it': told('c'),
  withdrawn,
}
/** Every state × event: where it leads, the job, and whose invoices move; what is not here changes nothing. */
const expected: Record<string, string> = {
  'leaving receipted': 'sent, outcome, ab',
  'leaving lost': 'uncertain, search, ab',
  'leaving told of one': 'leaving, deposit, a',
  'leaving told of all': 'done, ab',
  'leaving withdrawn': 'leaving, deposit, a',
  'leaving again receipted': 'sent, outcome, ab',
  'leaving again lost': 'uncertain, search, ab',
  'leaving again told of one': 'leaving, deposit, a',
  'leaving again told of all': 'done, ab',
  'uncertain notFound': 'uncertain, search, ab',
  'uncertain resent by a person': 'leaving, deposit, ab',
  'uncertain told of one': 'uncertain, search, a',
  'uncertain told of all': 'done, ab',
  'sent told of one': 'sent, outcome, a',
  'sent told of all': 'done, ab',
}

describe.each(Object.entries(shipments))('%s', (state, shipment) => {
  it.each(Object.entries(events))('%s', (name, event) => {
    const step = advanceShipment(shipment, event, at)
    const ids = step?.news.map(({ id }) => id).join('')
    const outcome = step && [step.shipment.state, jobOfShipment(step.shipment), ids].filter(Boolean).join(', ')
    expect(outcome).toBe(expected[`${state} ${name}`])
    if (!step) return
    // What comes out is a whole shipment of its state, with every invoice that was ever in it.
    expect(Shipment.parse(step.shipment)).toEqual(step.shipment)
    expect(step.shipment.invoices.map(({ id }) => id)).toEqual(['a', 'b', 'c'])
    if (event.type === 'told') for (const { id } of step.news) expect(openIn(step.shipment)).not.toContain(id)
  })
})

it('counts each time it is sent again, and forgets the search', () => {
  const step = advanceShipment({ ...uncertain, searches: 3 }, { type: 'resent', by: 'user' }, at)
  expect(step?.shipment).toEqual({ ...common, state: 'leaving', resends: 1 })
})

it('keeps the number of its flow once all is known', () => {
  expect(advanceShipment(shipments.sent, told('a', 'b'), at)?.shipment).toMatchObject({ state: 'done', flow: 'CPP1' })
})

describe('sending again by itself', () => {
  const pdf = { ...uncertain, circuit: 'pdf' } as const
  const HALF_A_DAY = 720 * MINUTE
  it.each<[string, Partial<In<'uncertain'>>, number, boolean]>([
    ['four searches in an hour', { searches: 4 }, 60, true],
    ['three searches', { searches: 3 }, 60, false],
    ['four searches in less than an hour', { searches: 4 }, 59, false],
    ['a second time', { searches: 9, resends: 1 }, 600, false],
    ['a flow, twelve searches in a day', { searches: 12, circuit: 'flux', waited: HALF_A_DAY }, 720, true],
    ['a flow before a day is over', { searches: 24, circuit: 'flux', waited: HALF_A_DAY }, 719, false],
    ['a flow, too few searches', { searches: 11, circuit: 'flux', waited: 9 * HALF_A_DAY }, 60, false],
    ['a flow, a second time', { searches: 99, resends: 1, circuit: 'flux', waited: 9 * HALF_A_DAY }, 60, false],
    ['a flow, by a clock set ahead by a year', { searches: 12, circuit: 'flux' }, 365 * 1440, false],
    ['four searches, by a clock set back', { searches: 4 }, -600, false],
  ])('%s', (_what, more, minutes, may) => {
    expect(maySendAgain({ ...pdf, ...more }, at + minutes * MINUTE)).toBe(may)
  })
  it('counts the search that has just been answered', () => {
    const searched = { ...pdf, searches: 3 }
    const again = (minutes: number) =>
      advanceShipment(searched, { type: 'resent', by: 'app' }, at + minutes * MINUTE)?.shipment.state
    expect([again(59), again(60)]).toEqual([undefined, 'leaving'])
  })
  it('counts the time from search to search', () => {
    const [first, second] = [at + 30 * MINUTE, at + 60 * MINUTE]
    const once = advanceShipment(uncertain, { type: 'notFound' }, first)!.shipment
    expect(advanceShipment(once, { type: 'notFound' }, second)!.shipment).toMatchObject({
      ...{ searches: 2, lastSearchAt: second, waited: 60 * MINUTE, since: at },
    })
  })
})

describe('of invoices as they stand', () => {
  const { document, fields, origins } = readingOf({}, { kind: 'cii' })
  const known = { file: { name: 'a.xml', bytes: 1, sha256: 'x' }, arrivedAt: at, document, fields, origins, pieces: [] }
  const leaving = (id: string): InvoiceAt<'leaving'> => ({
    ...known,
    ...({ id, circuit: 'flux', savedAt: at, approvedAt: at, resends: 0, stage: 'leaving' } as const),
  })
  const around = { id: 's', connection: 'principal', at }
  it('takes over where the searches of an earlier version had got to', () => {
    const searched = { ...leaving('a'), stage: 'uncertain', resends: 1, ...lost, searches: 3, waited: 9 } as const
    expect(shipmentOf([searched], around)).toMatchObject({ mode: 'unit', resends: 1, searches: 3, waited: 9 })
    const { waited, lastSearchAt, ...bare } = searched
    expect(shipmentOf([bare], around)).toMatchObject({ waited: 0, lastSearchAt: at })
    const sent = { ...leaving('a'), stage: 'sent', flow: 'CPP1', depositedOn: '2026-11-23' } as const
    expect(shipmentOf([sent], around)).toMatchObject({ state: 'sent', flow: 'CPP1' })
  })
  it('takes several of one syntax only', () => {
    const two = [leaving('a'), leaving('b')]
    expect(shipmentOf(two, around)).toMatchObject({ mode: 'lot', state: 'leaving', circuit: 'flux' })
    expect(mayLeaveTogether(two)).toBe(true)
    expect(mayLeaveTogether([])).toBe(false)
    expect(mayLeaveTogether([leaving('a'), { ...leaving('b'), circuit: 'pdf' }])).toBe(false)
    const ubl = { ...leaving('b'), document: { ...document, kind: 'ubl' as const } }
    expect(mayLeaveTogether([leaving('a'), ubl])).toBe(false)
  })
})
