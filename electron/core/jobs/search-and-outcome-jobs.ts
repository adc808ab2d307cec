import type { InvoiceAt } from '../../../shared/domain/lifecycle/invoice.ts'
import { maySendAgain, openIn, type Shipment } from '../../../shared/domain/lifecycle/shipment.ts'
import type { Transport } from '../transports/port.ts'
import type { Store } from '../store/database.ts'
import { lookForAll, mayHaveLeft, withFound } from './resend-guard.ts'
import { later, moved, type Handler } from '../engine/worker.ts'

type Deps = Pick<Store, 'invoices' | 'shipments' | 'settings'> & {
  over: (connection: string) => Pick<Transport, 'depositor'>
  now: () => number
}

/** Job: a search. Did it arrive? Asked for as long as it takes, invoice by invoice; sent again by itself only where that is safe. */
export const searchJob =
  ({ invoices, shipments, over, now }: Deps): Handler =>
  async (job) => {
    const shipment = shipments.find(job.subject) as Shipment & { state: 'uncertain' }
    const lost = openIn(shipment).map((id) => invoices.get(id) as InvoiceAt<'uncertain'>)
    const { told: found, isWhole } = await lookForAll(over(job.lane).depositor, lost, shipment)
    // What has been found counts; the others are looked for another time.
    if (!isWhole) return moved({ type: 'told', invoices: found })
    const looked = { ...shipment, searches: shipment.searches + 1 }
    const rest = maySendAgain(looked, now())
      ? ({ type: 'resent', by: 'app' } as const)
      : ({ type: 'notFound' } as const)
    return moved({ type: 'told', invoices: found }, rest)
  }

/** Job: the outcome of a flow that Chorus Pro has. What has become of each of its invoices? */
export const outcomeJob =
  ({ invoices, shipments, settings, over }: Deps): Handler =>
  async (job) => {
    const shipment = shipments.find(job.subject) as Shipment & { state: 'sent' }
    const sent = openIn(shipment).map((id) => invoices.get(id) as InvoiceAt<'sent'>)
    const { depositor } = over(job.lane)
    const outcomes = await depositor.outcomes({ number: shipment.flow, isLot: shipment.mode === 'lot' }, sent)
    if (outcomes.length === 0) return later('still being processed')
    // Sent a second time, « no » may mean « I have it already ».
    const doubtful = mayHaveLeft(shipment, settings) ? outcomes.filter(({ event }) => event.type === 'refused') : []
    const refused = sent.filter(({ id }) => doubtful.some((told) => told.id === id))
    const { told: found, isWhole } = await lookForAll(depositor, refused, { ...shipment, isThorough: true })
    const certain = isWhole ? outcomes : outcomes.filter((told) => !doubtful.includes(told))
    return moved({ type: 'told', invoices: withFound(certain, found) })
  }
