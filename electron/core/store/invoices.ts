import { InvoiceEvent } from '../../../shared/domain/events.ts'
import { emptyFields, normalNumber, type Fields } from '../../../shared/domain/fields.ts'
import { Invoice, isKnown, type Stage } from '../../../shared/domain/invoice.ts'
import { contentKey, numberKey, twinOf } from '../../../shared/domain/likeness.ts'
import type { Twin } from '../../../shared/domain/rules/rule.ts'
import type { Db } from './database.ts'

/** One line of an invoice's life. `at` is epoch ms. */
export type JournalEntry = { id: number; invoiceId: string; at: number; event: InvoiceEvent }

/** Invoices and their journal, which only grows. What leaves the database has been parsed. */
export function createInvoices(db: Db) {
  const open = db.prepare(
    `INSERT INTO invoices (id, sha256, stage, twin_key, content_key, body)
     VALUES (@id, @sha256, @stage, @twinKey, @contentKey, @body) ON CONFLICT (sha256) DO NOTHING`,
  )
  const get = db.prepare(`SELECT body FROM invoices WHERE id = ?`).pluck()
  const bySha = db.prepare(`SELECT body FROM invoices WHERE sha256 = ?`).pluck()
  const list = db.prepare(`SELECT body FROM invoices WHERE stage <> 'discarded' ORDER BY rowid DESC`).pluck()
  const at = db.prepare(`SELECT body FROM invoices WHERE stage = ? ORDER BY rowid`).pluck()
  const twins = db
    .prepare(`SELECT body FROM invoices WHERE twin_key = @twinKey AND twin_key <> '' AND id <> @id`)
    .pluck()
  // One is enough to be told of; there may be many, one a month.
  const alike = db
    .prepare(
      `SELECT body FROM invoices WHERE content_key = @contentKey AND content_key <> ''
       AND twin_key <> @twinKey AND id <> @id LIMIT 1`,
    )
    .pluck()
  const put = db.prepare(
    `UPDATE invoices SET stage = @stage, twin_key = @twinKey, content_key = @contentKey, body = @body WHERE id = @id`,
  )
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
  const known = (body: unknown) => listed.get(String(body)) ?? parse(body)
  const parseEntry = (row: unknown): JournalEntry => {
    const { event, ...entry } = row as Omit<JournalEntry, 'event'> & { event: string }
    return { ...entry, event: InvoiceEvent.parse(JSON.parse(event)) }
  }
  const row = (invoice: Invoice) => ({
    id: invoice.id,
    stage: invoice.stage,
    ...keysOf(isKnown(invoice) ? invoice.fields : undefined),
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
    /** Others that bear the same number or nearly, or ask the same buyer for the same amount on the same day. */
    twins: (id: string, fields: Fields): Twin[] =>
      [twins, alike].flatMap((found) =>
        found.all({ id, ...keysOf(fields) }).flatMap((body) => twinOf(fields, known(body)) ?? []),
      ),
    /** The invoice of this supplier that bears this number, other than `id`: what a credit note corrects. */
    ofNumber: (id: string, { supplierSiret }: Fields, number: string) => {
      const wanted = { ...emptyFields, supplierSiret, number }
      const found = twins.all({ id, ...keysOf(wanted) }).map(parse)
      return found.filter(isKnown).find((other) => normalNumber(other.fields.number) === normalNumber(number))
    },
    put: (invoice: Invoice) => void put.run(row(invoice)),
    note: (id: string, at: number, event: InvoiceEvent) => void note.run(id, at, JSON.stringify(event)),
    journal: (id: string) => journal.all(id).map(parseEntry),
    /** The latest news of all invoices since an instant, newest first. */
    latest: (since: number, most: number) => latest.all(since, most).map(parseEntry),
  }
}

const keysOf = (fields: Fields | undefined) =>
  fields ? { twinKey: numberKey(fields), contentKey: contentKey(fields) } : { twinKey: '', contentKey: '' }
const raiseUnknown = (id: string): never => {
  throw new Error(`No invoice ${id}`)
}
