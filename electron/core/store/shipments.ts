import { Shipment } from '../../../shared/domain/lifecycle/shipment.ts'
import type { Db } from './db.ts'
import { keepUnknown } from './keep-unknown.ts'
import type { Quarantine } from './quarantine.ts'

/**
 * Shipments and which invoices are in them. One that cannot be read is set aside: its invoices stay in it, and its job keeps its
 * claim, so that nothing is sent twice because of it.
 */
export function createShipments(db: Db, quarantine: Quarantine) {
  const get = db.prepare(`SELECT body FROM shipments WHERE id = ?`).pluck()
  const put = db.prepare(`
    INSERT INTO shipments (id, state, body) VALUES (@id, @state, @body)
    ON CONFLICT (id) DO UPDATE SET state = excluded.state, body = excluded.body`)
  const invoicesOf = db.prepare(`
    SELECT invoice_id AS id, outcome FROM shipment_invoices WHERE shipment_id = ? ORDER BY rowid`)
  const putInvoice = db.prepare(`
    INSERT INTO shipment_invoices (shipment_id, invoice_id, outcome) VALUES (@shipmentId, @id, @outcome)
    ON CONFLICT (shipment_id, invoice_id) DO UPDATE SET outcome = excluded.outcome
    WHERE outcome IS NOT excluded.outcome`)
  const holding = db
    .prepare(`SELECT shipment_id FROM shipment_invoices WHERE invoice_id = ? AND outcome IS NULL`)
    .pluck()
  const bodyOf = keepUnknown(Shipment)
  const textOf = (id: string) => get.get(id) as string | undefined
  return {
    /** Undefined when there is none, or it cannot be read. */
    find: (id: string): Shipment | undefined => {
      const text = textOf(id)
      if (text === undefined) return undefined
      return quarantine.read({ table: 'shipments', key: id, text }, (json) =>
        Shipment.parse({ ...(json as object), invoices: invoicesOf.all(id) }),
      )
    },
    /** The id of the shipment this invoice is in, as long as nothing is certain of it; whether or not it can be read. */
    idOf: (invoiceId: string) => holding.get(invoiceId) as string | undefined,
    /** Within a transaction. Throws when one of its invoices is in another shipment. */
    put: ({ invoices, ...shipment }: Shipment) => {
      const { id: shipmentId, state } = shipment
      put.run({ id: shipmentId, state, body: bodyOf(textOf(shipmentId), shipment) })
      for (const { id, outcome } of invoices) putInvoice.run({ shipmentId, id, outcome })
    },
  }
}
