import { randomUUID } from 'node:crypto'
import type { InvoiceEvent } from '../../../shared/domain/lifecycle/events.ts'
import type { InvoiceAt, Invoice } from '../../../shared/domain/lifecycle/invoice.ts'
import {
  advanceShipment,
  asShipmentEvent,
  isShipped,
  jobOfShipment,
  mayLeaveTogether,
  shipmentOf,
  type Shipment,
  type ShipmentEvent,
} from '../../../shared/domain/lifecycle/shipment.ts'
import type { JobKind, Step } from '../../../shared/domain/lifecycle/step.ts'
import type { Store } from '../store/database.ts'
import type { Lane } from '../store/jobs.ts'

/** Step of one invoice, and the event it came of. */
export type Moved = { step: Step; event: InvoiceEvent }
type Deps = Pick<Store, 'invoices' | 'shipments' | 'jobs'> & {
  now: () => number
  schedule: (subject: string, kind: JobKind, connection: Lane) => void
  /** The connection an invoice leaves by. */
  laneOf: (invoice: Invoice) => Lane
  /** Moves one invoice, and nothing else. */
  move: (id: string, event: InvoiceEvent) => Step | undefined
}

/**
 * Shipments in the ledger's transactions: a shipment, its job and all its invoices move together or not at all. Everything here
 * is called within one.
 */
export function createShipping({ invoices, shipments, jobs, now, schedule, laneOf, move }: Deps) {
  /** A job that waits for the same already keeps its place. */
  function queue(shipment: Shipment) {
    const { id, connection } = shipment
    const kind = jobOfShipment(shipment)
    if (!kind) jobs.drop(id)
    else if (jobs.get(id)?.kind !== kind || jobs.isClaimed(id)) schedule(id, kind, connection)
  }

  /** Undefined when none of it means anything at this state. Throws when one of its invoices cannot follow. */
  function ship(shipment: Shipment, events: ShipmentEvent[]): Moved[] | undefined {
    let current = shipment
    const moved: Moved[] = []
    for (const event of events) {
      const next = advanceShipment(current, event, now())
      if (!next) continue
      current = next.shipment
      shipments.put(current)
      for (const { id, event } of next.news) moved.push({ step: follow(id, event), event })
    }
    if (moved.length === 0) return undefined
    queue(current)
    return moved
  }
  function follow(id: string, event: InvoiceEvent): Step {
    const step = move(id, event)
    if (!step) throw new Error(`${id} cannot follow its shipment: ${event.type}`)
    return step
  }

  /** A new shipment of what was approved just now. Throws when one of it is in another. */
  function open(approved: InvoiceAt<'leaving'>[]) {
    const shipment = shipmentOf(approved, { id: randomUUID(), connection: laneOf(approved[0]!), at: now() })
    shipments.put(shipment)
    queue(shipment)
  }
  /** Throws NotTogether. */
  function openTogether(ids: string[]): Moved[] {
    const event = { type: 'approved' } as const
    const moved = ids.map((id) => ({ step: move(id, event) ?? raiseNotTogether(), event }))
    const approved = moved.map(({ step }) => step.invoice)
    if (!mayLeaveTogether(approved)) throw new NotTogether()
    open(approved)
    return moved
  }

  /** An invoice that was under way before there were shipments: a shipment of one takes over its job, claim included. */
  function adopt(invoice: InvoiceAt<'leaving' | 'uncertain' | 'sent'>): Shipment {
    const shipment = shipmentOf([invoice], { id: randomUUID(), connection: laneOf(invoice), at: invoice.approvedAt })
    shipments.put(shipment)
    if (!jobs.hand(invoice.id, shipment.id)) queue(shipment)
    return shipment
  }

  /** The shipment an invoice is in; undefined when it is in none, or in one that cannot be read. */
  function of(id: string): Shipment | undefined {
    const held = shipments.idOf(id)
    if (held !== undefined) return shipments.find(held)
    const invoice = invoices.find(id)
    return invoice && isShipped(invoice) ? adopt(invoice) : undefined
  }

  /** Records an event: what happens to an invoice that is in a shipment happens to the shipment. */
  function record(id: string, event: InvoiceEvent): Moved[] | undefined {
    // What is being sent this very moment cannot be called back.
    if ((event.type === 'withdrawn' || event.type === 'answerWithdrawn') && jobs.isClaimed(id)) return undefined
    const shipmentEvent = asShipmentEvent(id, event)
    const shipment = shipmentEvent && of(id)
    if (shipment) return ship(shipment, [shipmentEvent])
    if (shipmentEvent && shipments.idOf(id) !== undefined) return undefined
    const step = move(id, event)
    if (step?.invoice.stage === 'leaving') open([step.invoice])
    return step && [{ step, event }]
  }

  /** Under way, and in no shipment. */
  const unshipped = (): string[] =>
    (['leaving', 'uncertain', 'sent'] as const)
      .flatMap((stage): Invoice[] => invoices.at(stage))
      .filter((invoice) => isShipped(invoice) && shipments.idOf(invoice.id) === undefined)
      .map(({ id }) => id)

  return { record, ship, openTogether, of, unshipped }
}

/** Error: these invoices cannot leave as one shipment. */
export class NotTogether extends Error {
  override name = 'NotTogether' as const
}
/** Throws NotTogether. */
export const raiseNotTogether = (): never => {
  throw new NotTogether()
}
