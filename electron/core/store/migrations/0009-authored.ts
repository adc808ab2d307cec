/**
 * Invoices made here. A draft has no number. An issued one has its number for good and, once its file is made and has arrived, the
 * invoice it became; until then it is finished at the next start (core/authoring/issuing.ts). A series counts what a firm (its SIREN)
 * has issued under one pattern and year.
 */
export const authored = `
  CREATE TABLE authored_drafts (id TEXT PRIMARY KEY, saved_at INTEGER NOT NULL, body TEXT NOT NULL) STRICT;
  CREATE TABLE authored (
    id TEXT PRIMARY KEY,
    firm TEXT NOT NULL,
    number TEXT NOT NULL,
    at INTEGER NOT NULL,
    sha256 TEXT,
    invoice_id TEXT,
    body TEXT NOT NULL,
    UNIQUE (firm, number)
  ) STRICT;
  CREATE UNIQUE INDEX authored_by_file ON authored (sha256) WHERE sha256 IS NOT NULL;
  CREATE INDEX authored_by_invoice ON authored (invoice_id);
  CREATE TABLE number_series (
    firm TEXT NOT NULL,
    series TEXT NOT NULL,
    last INTEGER NOT NULL,
    last_day TEXT NOT NULL,
    PRIMARY KEY (firm, series)
  ) STRICT;
  CREATE TABLE articles (
    firm TEXT NOT NULL,
    name TEXT NOT NULL,
    used INTEGER NOT NULL,
    body TEXT NOT NULL,
    PRIMARY KEY (firm, name)
  ) STRICT;
`
