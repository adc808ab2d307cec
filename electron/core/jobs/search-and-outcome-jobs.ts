import type { InvoiceAt } from '../../../shared/domain/lifecycle/invoice.ts'
import { maySendAgain, openIn, type Shipment, type Told } from '../../../shared/domain/lifecycle/shipment.ts'
import type { Transport } from '../transports/port.ts'
import type { Store } from '../store/database.ts'
import { lookFor, mayHaveLeft } from './resend-guard.ts'
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
    const found: Told[] = []
    for (const id of openIn(shipment))
      try {
        const event = await lookFor(over(job.lane).depositor, invoices.get(id) as InvoiceAt<'uncertain'>)
        if (event) found.push({ id, event })
      } catch (error) {
        // What has been found counts; the others are looked for another time.
        if (found.length === 0) throw error
        return moved({ type: 'told', invoices: found })
      }
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
    const mayBeThere = mayHaveLeft(shipment, settings)
    const told: Told[] = []
    for (const { id, event } of outcomes) {
      // Sent a second time, « no » may mean « I have it already ».
      const isSecond = event.type === 'refused' && mayBeThere
      const found = isSecond ? await lookFor(depositor, invoices.get(id) as InvoiceAt<'sent'>) : undefined
      told.push({ id, event: found ?? event })
    }
    return moved({ type: 'told', invoices: told })
  }
