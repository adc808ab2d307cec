import Database from 'better-sqlite3'
import { renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { DATABASE, migrate } from '../../electron/core/store/database.ts'
import { migrations } from '../../electron/core/store/migrations/index.ts'

/** The version of 30 November 2026: jobs of invoices, and no shipments. */
export const NOVEMBER = 5

/**
 * Writes the database of a data folder as the version of 30 November had it: an invoice under way has its job and all that its
 * searches have come to itself, nothing says by which connection it left, and Chorus Pro's own key is a number.
 */
export function asOfNovember(dataFolder: string): void {
  const file = join(dataFolder, DATABASE)
  const before = `${file}.november`
  const db = new Database(before)
  migrate(db, migrations.slice(0, NOVEMBER))
  db.prepare(`ATTACH ? AS now`).run(file)
  const tables = db
    .prepare(`SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table' AND name NOT LIKE 'sqlite%'`)
    .pluck()
    .all() as string[]
  for (const table of tables.filter((name) => name !== 'jobs')) {
    const columns = db.prepare(`SELECT group_concat(name) FROM pragma_table_info(?)`).pluck().get(table) as string
    db.exec(`INSERT INTO ${table} (${columns}) SELECT ${columns} FROM now.${table}`)
  }
  db.exec(`
    INSERT INTO jobs
      SELECT COALESCE(invoice_id, subject), kind, due_at, attempt, claimed_at, last_failure
      FROM now.jobs LEFT JOIN now.shipment_invoices ON shipment_id = subject AND outcome IS NULL;
    UPDATE invoices SET body = json_patch(body, (
      SELECT json_object('lastSearchAt', shipments.body -> '$.lastSearchAt', 'waited', shipments.body -> '$.waited')
      FROM now.shipments JOIN now.shipment_invoices ON shipment_id = shipments.id
      WHERE invoice_id = invoices.id AND outcome IS NULL))
    WHERE stage = 'uncertain';
    UPDATE invoices SET body = json_remove(body, '$.connection');
    ${withOldKey('invoices', 'body')};
    ${withOldKey('journal', 'event')}`)
  db.close()
  for (const suffix of ['-wal', '-shm']) rmSync(file + suffix, { force: true })
  renameSync(before, file)
}

const withOldKey = (table: string, column: string) => `
  UPDATE ${table} SET ${column} =
    json_set(json_remove(${column}, '$.remoteKey'), '$.remoteId', CAST(${column} ->> '$.remoteKey' AS INTEGER))
  WHERE ${column} ->> '$.remoteKey' IS NOT NULL`
