import { ReceivedArchive, ReceivedEntry } from '../../../shared/domain/document/received.ts'
import type { Db } from './db.ts'
import type { Quarantine } from './quarantine.ts'

/** An entry and where it is: in which archive, at which place. */
export type PlacedEntry = { archiveId: string; place: number; entry: ReceivedEntry }
/** A draft that came with an archive, and an older invoice that may bear its number (duplicates.ts). */
export type NumberTwin = { place: number; invoice: string; twin: string }

/** Archives that came in, and what each of their entries has become. */
export function createArchives(db: Db, quarantine: Quarantine) {
  const put = db.prepare(`
    INSERT INTO archives (id, sha256, at, body) VALUES (@id, @sha256, @at, @body)
    ON CONFLICT (id) DO UPDATE SET at = excluded.at, body = excluded.body`)
  const get = db.prepare(`SELECT id, body FROM archives WHERE id = ?`)
  const bySha = db.prepare(`SELECT id, body FROM archives WHERE sha256 = ?`)
  const last = db.prepare(`SELECT id, body FROM archives ORDER BY at DESC, rowid DESC LIMIT ?`)
  const putEntry = db.prepare(`
    INSERT INTO archive_entries (archive_id, place, kind, invoice_id, body)
    VALUES (@archiveId, @place, @kind, @invoiceId, @body)
    ON CONFLICT (archive_id, place) DO UPDATE
    SET kind = excluded.kind, invoice_id = excluded.invoice_id, body = excluded.body`)
  const columns = `archive_id AS archiveId, place, body`
  const entries = db.prepare(`SELECT ${columns} FROM archive_entries WHERE archive_id = ? ORDER BY place`)
  const entry = db.prepare(`SELECT ${columns} FROM archive_entries WHERE archive_id = ? AND place = ?`)
  const pieces = db.prepare(`SELECT ${columns} FROM archive_entries WHERE invoice_id = ? AND kind = 'piece'`)
  const clear = db.prepare(`DELETE FROM archive_entries WHERE archive_id = ?`)
  const counts = db.prepare(`SELECT kind, COUNT(*) AS count FROM archive_entries WHERE archive_id = ? GROUP BY kind`)
  const twins = db.prepare(`
    SELECT place, invoices.id AS invoice, other.id AS twin FROM archive_entries
    JOIN invoices ON invoices.id = archive_entries.invoice_id
    JOIN invoices AS other ON other.twin_key = invoices.twin_key AND other.id <> invoices.id
    WHERE archive_id = ? AND kind = 'invoice' AND invoices.stage = 'draft' AND invoices.twin_key <> ''
      AND other.stage <> 'discarded' AND other.rowid < invoices.rowid
    ORDER BY place, other.rowid`)

  type Row = { id: string; body: string }
  const read = (row: unknown): ReceivedArchive | undefined => {
    if (!row) return undefined
    const { id, body } = row as Row
    return quarantine.read({ table: 'archives', key: id, text: body }, (json) => ReceivedArchive.parse(json))
  }
  const readEntry = (row: unknown): PlacedEntry[] => {
    const { body, ...where } = row as Omit<PlacedEntry, 'entry'> & { body: string }
    const key = `${where.archiveId} ${where.place}`
    const entry = quarantine.read({ table: 'archive_entries', key, text: body }, (json) => ReceivedEntry.parse(json))
    return entry ? [{ ...where, entry }] : []
  }
  return {
    /** Undefined when there is none, or it cannot be read. */
    find: (id: string) => read(get.get(id)),
    /** The archive of these bytes. */
    ofBytes: (sha256: string) => read(bySha.get(sha256)),
    /** The last ones, newest first. */
    list: (most: number) => last.all(most).flatMap((row) => read(row) ?? []),
    put: (archive: ReceivedArchive) => void put.run({ ...archive, body: JSON.stringify(archive) }),
    putEntry: (archiveId: string, place: number, entry: ReceivedEntry) =>
      void putEntry.run({
        ...{ archiveId, place, kind: columnOf(entry), body: JSON.stringify(entry) },
        invoiceId: 'invoiceId' in entry ? entry.invoiceId : null,
      }),
    /** In their order. */
    entries: (id: string) => entries.all(id).flatMap(readEntry),
    entry: (id: string, place: number): PlacedEntry | undefined => entry.all(id, place).flatMap(readEntry)[0],
    /** What goes with an invoice. */
    piecesOf: (invoiceId: string) => pieces.all(invoiceId).flatMap(readEntry),
    clearEntries: (id: string) => void clear.run(id),
    /** How many entries of each kind; those whose bytes were an invoice already are of their own. */
    counts: (id: string): Partial<Record<ReceivedEntry['kind'] | 'known', number>> =>
      Object.fromEntries((counts.all(id) as { kind: string; count: number }[]).map(({ kind, count }) => [kind, count])),
    /** Drafts of an archive whose number an older invoice may bear too. */
    twins: (id: string) => twins.all(id) as NumberTwin[],
  }
}

const columnOf = (entry: ReceivedEntry) => (entry.kind === 'invoice' && entry.isKnown ? 'known' : entry.kind)
