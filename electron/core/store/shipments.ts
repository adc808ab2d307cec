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
  const lots = db.prepare(`SELECT id FROM shipments WHERE ${IS_LOT} ORDER BY rowid DESC LIMIT ?`).pluck()
  // Refused, and still waiting to be put right: it has not left again since.
  const toCorrect = db.prepare(`
    SELECT inside.shipment_id AS lot, COUNT(*) AS count
    FROM invoices INDEXED BY invoices_by_stage
    JOIN shipment_invoices AS inside ON inside.invoice_id = invoices.id AND inside.outcome = 'refused'
    JOIN shipments ON shipments.id = inside.shipment_id AND ${IS_LOT.replaceAll('body', 'shipments.body')}
    WHERE stage = 'draft' AND NOT EXISTS (
      SELECT 1 FROM shipment_invoices AS later WHERE later.invoice_id = invoices.id AND later.rowid > inside.rowid)
    GROUP BY inside.shipment_id`)
  const bodyOf = keepUnknown(Shipment)
  const textOf = (id: string) => get.get(id) as string | undefined
  function find(id: string): Shipment | undefined {
    const text = textOf(id)
    if (text === undefined) return undefined
    return quarantine.read({ table: 'shipments', key: id, text }, (json) =>
      Shipment.parse({ ...(json as object), invoices: invoicesOf.all(id) }),
    )
  }
  return {
    /** Undefined when there is none, or it cannot be read. */
    find,
    /** The last ones of many invoices, newest first. */
    lots: (most: number): Shipment[] => (lots.all(most) as string[]).flatMap((id) => find(id) ?? []),
    /** How many invoices of each lot were refused and are drafts that have not left again, by the lot's id. */
    toCorrect: (): Map<string, number> =>
      new Map((toCorrect.all() as { lot: string; count: number }[]).map(({ lot, count }) => [lot, count])),
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

/** As in migration 0010: a row that cannot be read is no lot. */
const IS_LOT = `CASE WHEN json_valid(body) THEN json_extract(body, '$.mode') END = 'lot'`
