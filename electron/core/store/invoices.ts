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
  const list = db.prepare(`SELECT id FROM invoices WHERE stage <> 'discarded' ORDER BY rowid DESC`).pluck()
  const at = db.prepare(`SELECT body FROM invoices WHERE stage = ? ORDER BY rowid`).pluck()
  const twins = db.prepare(`SELECT id FROM invoices WHERE twin_key = @twinKey AND twin_key <> '' AND id <> @id`).pluck()
  // One is enough to be told of; there may be many, one a month.
  const alike = db
    .prepare(
      `SELECT id FROM invoices WHERE content_key = @contentKey AND content_key <> ''
       AND twin_key <> @twinKey AND id <> @id LIMIT 1`,
    )
    .pluck()
  const keys = db.prepare(`SELECT twin_key AS twinKey, content_key AS contentKey FROM invoices WHERE id = ?`)
  const sharing = db
    .prepare(
      `SELECT id FROM invoices WHERE twin_key = @twinKey AND twin_key <> ''
       UNION SELECT id FROM invoices WHERE content_key = @contentKey AND content_key <> ''`,
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
  /** What has been listed and not been written since: it is not parsed again. */
  const listed = new Map<string, Invoice>()
  /** The twins of what has been listed, as long as none of those with the same keys has been written. */
  const twinsOf = new Map<string, { fields: Fields; twins: Twin[] }>()
  const known = (id: string) => listed.get(id) ?? parse(get.get(id))
  /** Called before it is written and after: those that were like it, and those that will be, have other twins. */
  function forget(id: string) {
    listed.delete(id)
    for (const other of sharing.all(keys.get(id) ?? noKeys) as string[]) twinsOf.delete(other)
  }
  function findTwins(id: string, fields: Fields): Twin[] {
    const wanted = { id, ...keysOf(fields) }
    return [twins, alike].flatMap((found) =>
      (found.all(wanted) as string[]).flatMap((other) => twinOf(fields, known(other)) ?? []),
    )
  }
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
    open: (invoice: Invoice, sha256: string) => {
      const { changes } = open.run({ ...row(invoice), sha256 })
      forget(invoice.id)
      return changes === 1
    },
    /** Throws when there is no such invoice. */
    get: (id: string) => parse(get.get(id) ?? raiseUnknown(id)),
    find: (id: string) => find(get.get(id)),
    findBySha: (sha256: string) => find(bySha.get(sha256)),
    /** Newest first, without those put aside. */
    list: () =>
      (list.all() as string[]).map((id) => {
        const invoice = known(id)
        listed.set(id, invoice)
        return invoice
      }),
    at: <S extends Stage>(stage: S) => at.all(stage).map(parse) as Extract<Invoice, { stage: S }>[],
    /** Others that bear the same number or nearly, or ask the same buyer for the same amount on the same day. */
    twins: (id: string, fields: Fields): Twin[] => {
      const before = twinsOf.get(id)
      if (before?.fields === fields) return before.twins
      const twins = findTwins(id, fields)
      const invoice = listed.get(id)
      if (invoice && isKnown(invoice) && invoice.fields === fields) twinsOf.set(id, { fields, twins })
      return twins
    },
    /** The invoice of this supplier that bears this number, other than `id`: what a credit note corrects. */
    ofNumber: (id: string, { supplierSiret }: Fields, number: string) => {
      const wanted = { ...emptyFields, supplierSiret, number }
      const found = (twins.all({ id, ...keysOf(wanted) }) as string[]).map(known)
      return found.filter(isKnown).find((other) => normalNumber(other.fields.number) === normalNumber(number))
    },
    put: (invoice: Invoice) => {
      forget(invoice.id)
      put.run(row(invoice))
      forget(invoice.id)
    },
    note: (id: string, at: number, event: InvoiceEvent) => void note.run(id, at, JSON.stringify(event)),
    journal: (id: string) => journal.all(id).map(parseEntry),
    /** The latest news of all invoices since an instant, newest first. */
    latest: (since: number, most: number) => latest.all(since, most).map(parseEntry),
  }
}

const noKeys = { twinKey: '', contentKey: '' }
const keysOf = (fields: Fields | undefined) =>
  fields ? { twinKey: numberKey(fields), contentKey: contentKey(fields) } : noKeys
const raiseUnknown = (id: string): never => {
  throw new Error(`No invoice ${id}`)
}
