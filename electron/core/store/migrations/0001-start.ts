export const start = `
  CREATE TABLE invoices (
    id TEXT PRIMARY KEY,
    sha256 TEXT NOT NULL UNIQUE,
    stage TEXT NOT NULL,
    -- supplier and number, written one way: who else bears this number is asked at every keystroke
    twin_key TEXT NOT NULL,
    body TEXT NOT NULL
  ) STRICT;
  CREATE INDEX invoices_by_twin ON invoices (twin_key) WHERE twin_key <> '';
  CREATE INDEX invoices_by_stage ON invoices (stage);

  CREATE TABLE journal (
    id INTEGER PRIMARY KEY,
    invoice_id TEXT NOT NULL REFERENCES invoices,
    at INTEGER NOT NULL,
    event TEXT NOT NULL
  ) STRICT;
  CREATE INDEX journal_by_invoice ON journal (invoice_id, id);

  CREATE TABLE jobs (
    invoice_id TEXT PRIMARY KEY REFERENCES invoices,
    kind TEXT NOT NULL,
    due_at INTEGER NOT NULL,
    attempt INTEGER NOT NULL DEFAULT 0,
    claimed_at INTEGER,
    last_failure TEXT
  ) STRICT;
  CREATE INDEX jobs_by_due ON jobs (due_at) WHERE claimed_at IS NULL;

  -- what Chorus Pro said of a buyer, its own lists, and what the firm knows of a buyer
  CREATE TABLE recipients (siret TEXT PRIMARY KEY, asked_at INTEGER NOT NULL, body TEXT) STRICT;
  CREATE TABLE referentials (name TEXT PRIMARY KEY, asked_at INTEGER NOT NULL, body TEXT NOT NULL) STRICT;
  CREATE TABLE buyers (siret TEXT PRIMARY KEY, body TEXT NOT NULL) STRICT;

  -- files that could not be taken in, with the reason
  CREATE TABLE strays (path TEXT PRIMARY KEY, at INTEGER NOT NULL, body TEXT NOT NULL) STRICT;

  CREATE TABLE settings (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;
`
