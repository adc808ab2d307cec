import { InvoiceEvent } from '../../../shared/domain/events.ts'
import { normalNumber } from '../../../shared/domain/fields.ts'
import { Invoice, isKnown, type Stage } from '../../../shared/domain/invoice.ts'
import type { Twin } from '../../../shared/domain/rules/rule.ts'
import type { Db } from './database.ts'

/** One line of an invoice's life. `at` is epoch ms. */
export type JournalEntry = { id: number; invoiceId: string; at: number; event: InvoiceEvent }

/** Invoices and their journal, which only grows. What leaves the database has been parsed. */
export function createInvoices(db: Db) {
  const open = db.prepare(
    `INSERT INTO invoices VALUES (@id, @sha256, @stage, @twinKey, @body) ON CONFLICT (sha256) DO NOTHING`,
  )
  const get = db.prepare(`SELECT body FROM invoices WHERE id = ?`).pluck()
  const bySha = db.prepare(`SELECT body FROM invoices WHERE sha256 = ?`).pluck()
  const list = db.prepare(`SELECT body FROM invoices WHERE stage <> 'discarded' ORDER BY rowid DESC`).pluck()
  const at = db.prepare(`SELECT body FROM invoices WHERE stage = ? ORDER BY rowid`).pluck()
  // Asked for every draft of a list: what is told of a twin is taken out of it without parsing the whole.
  const twins = db.prepare(`
    SELECT id, stage, body ->> '$.fields.number' AS number, body ->> '$.status' AS status
    FROM invoices WHERE twin_key = ? AND id <> ?`)
  const put = db.prepare(`UPDATE invoices SET stage = @stage, twin_key = @twinKey, body = @body WHERE id = @id`)
  const note = db.prepare(`INSERT INTO journal (invoice_id, at, event) VALUES (?, ?, ?)`)
  const journal = db.prepare(
    `SELECT id, invoice_id AS invoiceId, at, event FROM journal WHERE invoice_id = ? ORDER BY id`,
  )
  const latest = db.prepare(
    `SELECT id, invoice_id AS invoiceId, at, event FROM journal WHERE at >= ? ORDER BY id DESC LIMIT ?`,
  )

  const parse = (body: unknown) => Invoice.parse(JSON.parse(String(body)))
  /** The last list, by what the database holds of each: what has not changed since is not parsed again. */
  let listed = new Map<string, Invoice>()
  const parseEntry = (row: unknown): JournalEntry => {
    const { event, ...entry } = row as Omit<JournalEntry, 'event'> & { event: string }
    return { ...entry, event: InvoiceEvent.parse(JSON.parse(event)) }
  }
  const row = (invoice: Invoice) => ({
    id: invoice.id,
    stage: invoice.stage,
    twinKey: twinKey(invoice),
    body: JSON.stringify(invoice),
  })
  const find = (body: unknown) => (body === undefined ? undefined : parse(body))
  return {
    /** False when the same bytes are already an invoice. */
    open: (invoice: Invoice, sha256: string) => open.run({ ...row(invoice), sha256 }).changes === 1,
    /** Throws when there is no such invoice. */
    get: (id: string) => parse(get.get(id) ?? raiseUnknown(id)),
    find: (id: string) => find(get.get(id)),
    findBySha: (sha256: string) => find(bySha.get(sha256)),
    /** Newest first, without those put aside. */
    list: () => {
      const before = listed
      listed = new Map()
      return (list.all() as string[]).map((body) => {
        const invoice = before.get(body) ?? parse(body)
        listed.set(body, invoice)
        return invoice
      })
    },
    at: <S extends Stage>(stage: S) => at.all(stage).map(parse) as Extract<Invoice, { stage: S }>[],
    /** Others with the same supplier and number. */
    twins: (id: string, supplierSiret: string, number: string): Twin[] => {
      const key = keyOf(supplierSiret, number)
      return key ? twins.all(key, id).map(toTwin) : []
    },
    put: (invoice: Invoice) => void put.run(row(invoice)),
    note: (id: string, at: number, event: InvoiceEvent) => void note.run(id, at, JSON.stringify(event)),
    journal: (id: string) => journal.all(id).map(parseEntry),
    /** The latest news of all invoices since an instant, newest first. */
    latest: (since: number, most: number) => latest.all(since, most).map(parseEntry),
  }
}

/** Local key of a duplicate (domaine.md §9): supplier and number written one way; empty when one of them is missing. */
const keyOf = (supplierSiret: string, number: string) =>
  supplierSiret && number ? `${supplierSiret} ${normalNumber(number)}` : ''
const twinKey = (invoice: Invoice) =>
  isKnown(invoice) ? keyOf(invoice.fields.supplierSiret, invoice.fields.number) : ''
const toTwin = (row: unknown): Twin => {
  const { status, ...twin } = row as Omit<Twin, 'status'> & { status: string | null }
  return status === null ? twin : { ...twin, status }
}
const raiseUnknown = (id: string): never => {
  throw new Error(`No invoice ${id}`)
}
