/** Undo history of drafts: autosaves are not in the journal, what they replaced is kept here until the draft has left. */
export const draftUndo = `
  CREATE TABLE draft_undo (
    step INTEGER PRIMARY KEY,
    invoice_id TEXT NOT NULL REFERENCES invoices,
    way TEXT NOT NULL,
    at INTEGER NOT NULL,
    patch TEXT NOT NULL
  ) STRICT;
  CREATE INDEX draft_undo_by_invoice ON draft_undo (invoice_id, way);
`
