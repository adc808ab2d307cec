/**
 * What leaves at once, one invoice or many (shared/domain/lifecycle/shipment.ts). An invoice of which nothing is certain yet is in no other
 * shipment. Those that were under way become shipments at the next start (core/shipments/shipping.ts, `adopt`).
 */
export const shipments = `
  CREATE TABLE shipments (id TEXT PRIMARY KEY, state TEXT NOT NULL, body TEXT NOT NULL) STRICT;
  CREATE TABLE shipment_invoices (
    shipment_id TEXT NOT NULL REFERENCES shipments,
    invoice_id TEXT NOT NULL REFERENCES invoices,
    -- how it has left the shipment
    outcome TEXT,
    PRIMARY KEY (shipment_id, invoice_id)
  ) STRICT;
  CREATE UNIQUE INDEX one_shipment_at_a_time ON shipment_invoices (invoice_id) WHERE outcome IS NULL;
`
