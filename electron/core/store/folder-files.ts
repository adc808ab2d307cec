import type { Db } from './db.ts'

/** Which invoice each file of the watched folder last was. */
export function createFolderFiles(db: Db) {
  const put = db.prepare(
    `INSERT INTO folder_files VALUES (?, ?) ON CONFLICT (path) DO UPDATE SET invoice_id = excluded.invoice_id`,
  )
  const drop = db.prepare(`DELETE FROM folder_files WHERE path = ?`)
  const invoice = db.prepare(`SELECT invoice_id FROM folder_files WHERE path = ?`).pluck()
  const paths = db.prepare(`SELECT path FROM folder_files WHERE invoice_id = ?`).pluck()
  return {
    put: (path: string, invoiceId: string) => void put.run(path, invoiceId),
    drop: (path: string) => void drop.run(path),
    invoiceOf: (path: string) => invoice.get(path) as string | undefined,
    pathsOf: (invoiceId: string) => paths.all(invoiceId) as string[],
  }
}
