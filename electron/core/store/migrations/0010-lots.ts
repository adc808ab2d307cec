/**
 * Lots: which shipments are of many, lots that are deposited on the portal by hand, and archives that came in with what each of
 * their entries has become (core/intake/received.ts).
 */
export const lots = `
  CREATE INDEX shipments_of_many ON shipments (id)
    WHERE CASE WHEN json_valid(body) THEN json_extract(body, '$.mode') END = 'lot';
  CREATE INDEX shipments_by_invoice ON shipment_invoices (invoice_id);
  CREATE TABLE hand_lots (id TEXT PRIMARY KEY, at INTEGER NOT NULL, body TEXT NOT NULL) STRICT;
  CREATE TABLE archives (
    id TEXT PRIMARY KEY,
    sha256 TEXT NOT NULL UNIQUE,
    at INTEGER NOT NULL,
    body TEXT NOT NULL
  ) STRICT;
  CREATE TABLE archive_entries (
    archive_id TEXT NOT NULL REFERENCES archives,
    -- its place in the archive, from 0
    place INTEGER NOT NULL,
    kind TEXT NOT NULL,
    -- the invoice it is, or goes with
    invoice_id TEXT,
    body TEXT NOT NULL,
    PRIMARY KEY (archive_id, place)
  ) STRICT;
  CREATE INDEX archive_entries_by_invoice ON archive_entries (invoice_id) WHERE kind = 'piece';
`
