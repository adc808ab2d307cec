/** Which invoice each file of the watched folder last was: one that is written anew is another state of the same. */
export const folderFiles = `
  CREATE TABLE folder_files (path TEXT PRIMARY KEY, invoice_id TEXT NOT NULL REFERENCES invoices) STRICT;
  CREATE INDEX folder_files_by_invoice ON folder_files (invoice_id);
`
