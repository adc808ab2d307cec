import { z } from 'zod'
import patience from '../../tables/patience.json' with { type: 'json' }
import { leftBy } from './left-by.ts'
import { elapsed } from '../../base/elapsed.ts'
import type { InvoiceEvent, EventOf } from './events.ts'
import { fileThatLeaves, isByHand, type InvoiceAt, type Invoice } from './invoice.ts'
import { LotSyntax } from './lot.ts'
import { SubmissionFormat } from '../document/submission-format.ts'
import type { JobKind } from './step.ts'

/** How an invoice has left its shipment; null while nothing is certain about it. */
export const ShipmentOutcome = z.enum(['registered', 'refused', 'withdrawn', 'removed']).nullable()
export type ShipmentOutcome = z.infer<typeof ShipmentOutcome>

const common = {
  id: z.string(),
  /** The connection it leaves by: the lane of its jobs. */
  connection: z.string(),
  mode: z.enum(['unit', 'lot']),
  circuit: SubmissionFormat,
  openedAt: z.number(),
  /** How many times it was sent again: what may be there already is looked for before anything leaves. */
  resends: z.number().int(),
  invoices: z.array(z.object({ id: z.string(), outcome: ShipmentOutcome })),
  /** The number of the flow it was, once Chorus Pro has said it. */
  flow: z.string().optional(),
  /** Of a lot: what its files are, and how many bytes together. */
  syntax: LotSyntax.optional(),
  bytes: z.number().optional(),
}

/**
 * Shipment (batch) of one invoice or many: what leaves at once. It owns leaving, uncertain and sent: jobs, claims and searches are
 * its own, and the invoices of which nothing is certain yet are always at its stage. Times are epoch ms.
 */
export const Shipment = z.discriminatedUnion('state', [
  z.object({ state: z.literal('leaving'), ...common }),
  z.object({
    state: z.literal('uncertain'),
    ...common,
    since: z.number(),
    searches: z.number().int(),
    lastSearchAt: z.number(),
    /** Milliseconds from search to search so far, as far as the clock can be believed (elapsed.ts). */
    waited: z.number(),
  }),
  z.object({ state: z.literal('sent'), ...common, flow: z.string(), depositedOn: z.string() }),
  z.object({ state: z.literal('done'), ...common }),
])
export type Shipment = z.infer<typeof Shipment>
type In<S extends Shipment['state']> = Extract<Shipment, { state: S }>

/** What becomes of one invoice for certain: it leaves its shipment. */
export type Told = { id: string; event: EventOf<'registered' | 'refused' | 'withdrawn' | 'exampleRemoved'> }
/** What happens to all of a shipment that is still in it, or what is certain of single invoices. */
export type ShipmentEvent = EventOf<'receipted' | 'lost' | 'notFound' | 'resent'> | { type: 'told'; invoices: Told[] }
/** `news`: what happens to its invoices with it. */
export type ShipmentStep = { shipment: Shipment; news: { id: string; event: InvoiceEvent }[] }

/** The invoices of which nothing is certain yet. */
export const openIn = ({ invoices }: Pick<Shipment, 'invoices'>): string[] =>
  invoices.filter(({ outcome }) => outcome === null).map(({ id }) => id)

/** The one thing to do next for a shipment. */
export const jobOfShipment = ({ state }: Shipment): JobKind | undefined =>
  (({ leaving: 'deposit', uncertain: 'search', sent: 'outcome', done: undefined }) as const)[state]

/** The event as one of a shipment; undefined when it is the invoice's own affair. */
export function asShipmentEvent(id: string, event: InvoiceEvent): ShipmentEvent | undefined {
  switch (event.type) {
    case 'receipted':
    case 'lost':
    case 'notFound':
    case 'resent':
      return event
    case 'registered':
    case 'refused':
    case 'withdrawn':
    case 'exampleRemoved':
      return { type: 'told', invoices: [{ id, event }] }
    default:
      return undefined
  }
}

/** State machine (table) of a shipment: news that comes late or twice means nothing, and gives undefined. `at` is epoch ms. */
export function advanceShipment(shipment: Shipment, event: ShipmentEvent, at: number): ShipmentStep | undefined {
  if (event.type === 'told') return toTold(shipment, event.invoices)
  const moved = move(shipment, event, at)
  return moved && { shipment: moved, news: openIn(shipment).map((id) => ({ id, event })) }
}

function move(shipment: Shipment, event: Exclude<ShipmentEvent, { type: 'told' }>, at: number): Shipment | undefined {
  const { state } = shipment
  if (state === 'leaving' && event.type === 'receipted')
    return { ...shipment, state: 'sent', flow: event.flow, depositedOn: event.depositedOn }
  if (state === 'leaving' && event.type === 'lost')
    return { ...shipment, state: 'uncertain', since: at, searches: 0, lastSearchAt: at, waited: 0 }
  if (state === 'uncertain' && event.type === 'notFound') return searched(shipment, at)
  if (state === 'uncertain' && event.type === 'resent') return sentAgain(shipment, event.by, at)
  return undefined
}

const searched = (shipment: In<'uncertain'>, at: number): In<'uncertain'> => ({
  ...shipment,
  searches: shipment.searches + 1,
  lastSearchAt: at,
  waited: waitedBy(shipment, at),
})

function sentAgain(shipment: In<'uncertain'>, by: EventOf<'resent'>['by'], at: number): In<'leaving'> | undefined {
  // Sent again by itself: one more search has just been answered, and did not find it either.
  if (by === 'app' && !maySendAgain(searched(shipment, at), at)) return undefined
  const { since, searches, lastSearchAt, waited, ...common } = shipment
  return { ...common, state: 'leaving', resends: shipment.resends + 1 }
}

/**
 * The application may send again by itself, one time, after enough answered searches that did not find it, spread widely
 * enough: an hour for what answers at once, a day for a flow, which shows up later (patience.json). Chorus Pro
 * refusing a known number is the second guard (architecture, « Never twice, never lost »).
 */
export function maySendAgain(
  shipment: Pick<In<'uncertain'>, 'circuit' | 'resends' | 'searches' | 'lastSearchAt' | 'waited'>,
  at: number,
): boolean {
  const { searches: enough, spreadMinutes } = patience.sendAgain[shipment.circuit]
  return shipment.resends === 0 && shipment.searches >= enough && waitedBy(shipment, at) >= spreadMinutes * 60_000
}
const waitedBy = ({ waited, lastSearchAt }: Pick<In<'uncertain'>, 'waited' | 'lastSearchAt'>, at: number) =>
  waited + elapsed(lastSearchAt, at)

/** Invoices leave one by one; what may have left cannot be called back. */
function toTold(shipment: Shipment, told: Told[]): ShipmentStep | undefined {
  const open = new Set(openIn(shipment))
  const mayBeWithdrawn = shipment.state === 'leaving' && shipment.resends === 0
  const news = told.filter(({ id, event }) => open.has(id) && (event.type !== 'withdrawn' || mayBeWithdrawn))
  if (news.length === 0) return undefined
  const outcomes = new Map(news.map(({ id, event }) => [id, outcomeOf(event)]))
  const invoices = shipment.invoices.map(({ id, outcome }) => ({ id, outcome: outcomes.get(id) ?? outcome }))
  const left = { ...shipment, invoices }
  return { shipment: openIn(left).length ? left : ended(left), news }
}
const outcomeOf = ({ type }: Told['event']): ShipmentOutcome => (type === 'exampleRemoved' ? 'removed' : type)
function ended({
  id,
  connection,
  mode,
  circuit,
  openedAt,
  resends,
  invoices,
  flow,
  syntax,
  bytes,
}: Shipment): In<'done'> {
  return {
    state: 'done',
    ...{ id, connection, mode, circuit, openedAt, resends, invoices },
    ...(flow !== undefined && { flow }),
    ...(syntax !== undefined && { syntax }),
    ...(bytes !== undefined && { bytes }),
  }
}

/** Is it one whose deposit a shipment carries? What was deposited by hand on the portal is nobody's job. */
export const isShipped = (invoice: Invoice): invoice is InvoiceAt<'leaving' | 'uncertain' | 'sent'> =>
  ['leaving', 'uncertain', 'sent'].includes(invoice.stage) && !isByHand(invoice)

/** One shipment takes one syntax (domaine.md §13) and one connection; a plain PDF always leaves alone. */
export const mayLeaveTogether = (invoices: Invoice[]): invoices is InvoiceAt<'leaving'>[] =>
  new Set(invoices.map((invoice) => (invoice.stage === 'leaving' ? invoice.document.kind : undefined))).size === 1 &&
  new Set(invoices.map(leftBy)).size === 1 &&
  invoices.every((invoice) => invoice.stage === 'leaving' && invoice.circuit === 'flux')

/**
 * A shipment of invoices of one stage and circuit as they stand: approved just now, or left by a version that knew of no
 * shipments.
 */
export function shipmentOf(
  invoices: InvoiceAt<'leaving' | 'uncertain' | 'sent'>[],
  { id, connection, at }: { id: string; connection: string; at: number },
): Shipment {
  const [first] = invoices as [InvoiceAt<'leaving' | 'uncertain' | 'sent'>]
  const common = {
    ...({ id, connection, mode: invoices.length > 1 ? 'lot' : 'unit', circuit: first.circuit, openedAt: at } as const),
    ...{ resends: first.resends, invoices: invoices.map((invoice) => ({ id: invoice.id, outcome: null })) },
    ...(invoices.length > 1 && { ...syntaxOf(first), bytes: sum(invoices.map((one) => fileThatLeaves(one).bytes)) }),
  }
  switch (first.stage) {
    case 'leaving':
      return { ...common, state: 'leaving' }
    case 'uncertain': {
      const { since, searches, lastSearchAt = at, waited = 0 } = first
      return { ...common, state: 'uncertain', since, searches, lastSearchAt, waited }
    }
    case 'sent':
      return { ...common, state: 'sent', flow: first.flow, depositedOn: first.depositedOn }
  }
}

const syntaxOf = ({ document: { kind } }: InvoiceAt<'leaving' | 'uncertain' | 'sent'>) =>
  kind === 'other' ? {} : { syntax: kind }
const sum = (numbers: number[]) => numbers.reduce((total, one) => total + one, 0)
