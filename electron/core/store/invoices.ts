import { InvoiceEvent, type EventType } from '../../../shared/domain/lifecycle/events.ts'
import { emptyFields, normalNumber, type Fields } from '../../../shared/domain/fields/fields.ts'
import { Invoice, isKnown, type Stage } from '../../../shared/domain/lifecycle/invoice.ts'
import { contentKey, numberKey, twinOf } from '../../../shared/domain/lifecycle/duplicates.ts'
import type { Twin } from '../../../shared/domain/rules/rule.ts'
import type { Db } from './db.ts'
import { keepUnknown } from './keep-unknown.ts'
import { OLD_KEY, withRemoteKey } from './remote-key.ts'
import type { Quarantine } from './quarantine.ts'

/** One line of an invoice's life. `at` is epoch ms. */
export type JournalEntry = { id: number; invoiceId: string; at: number; event: InvoiceEvent }

/**
 * Invoices and their journal, which only grows. What leaves the database has been parsed; a row that cannot be is set aside, and
 * keeps its hash, its keys and its job: nothing arrives anew, nothing is sent twice because of it.
 */
export function createInvoices(db: Db, quarantine: Quarantine) {
  const open = db.prepare(
    `INSERT INTO invoices (id, sha256, stage, twin_key, content_key, body)
     VALUES (@id, @sha256, @stage, @twinKey, @contentKey, @body) ON CONFLICT (sha256) DO NOTHING`,
  )
  const get = db.prepare(`SELECT body FROM invoices WHERE id = ?`).pluck()
  const bySha = db.prepare(`SELECT id FROM invoices WHERE sha256 = ?`).pluck()
  const inOrder = db.prepare(`SELECT id FROM invoices WHERE stage <> 'discarded' ORDER BY rowid DESC`).pluck()
  // One that is settled has nothing to be done about it.
  const idle = db
    .prepare(
      `SELECT id FROM invoices WHERE stage IN ('arrived', 'leaving', 'uncertain', 'sent', 'followed')
       AND NOT EXISTS (SELECT 1 FROM jobs WHERE subject = invoices.id)
       AND NOT EXISTS (SELECT 1 FROM shipment_invoices JOIN jobs ON subject = shipment_id
       WHERE invoice_id = invoices.id AND outcome IS NULL)
       AND (stage <> 'followed' OR EXISTS
       (SELECT 1 FROM invoice_rows WHERE id = invoices.id AND mark NOT IN ('ordered', 'refused', 'withdrawn')))`,
    )
    .pluck()
  const at = db.prepare(`SELECT id FROM invoices WHERE stage = ? ORDER BY rowid`).pluck()
  const ofBuyer = db
    .prepare(
      `SELECT id FROM invoices WHERE content_key >= ? AND content_key < ? ORDER BY rowid DESC LIMIT ${MOST_RECENT}`,
    )
    .pluck()
  const stageOf = db.prepare(`SELECT stage FROM invoices WHERE id = ?`).pluck()
  const twins = db.prepare(`SELECT id FROM invoices WHERE twin_key = @twinKey AND twin_key <> '' AND id <> @id`).pluck()
  const beginning = db
    .prepare(
      `SELECT CASE WHEN json_valid(body) THEN COALESCE(body ->> '$.fields.number', body ->> '$.kept.fields.number') END
       FROM invoices WHERE twin_key >= @key AND twin_key < @key || '~'`,
    )
    .pluck()
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
  const entry = `id, invoice_id AS invoiceId, at, event`
  const type = `CASE WHEN json_valid(event) THEN event ->> '$.type' END`
  // Autosaves were journalled once.
  const journal = db.prepare(
    `SELECT ${entry} FROM journal WHERE invoice_id = ? AND ${type} IS NOT 'edited' ORDER BY id`,
  )
  const latest = db.prepare(
    `SELECT ${entry} FROM journal WHERE at >= ? AND ${type} IN (SELECT value FROM json_each(?)) ORDER BY id DESC LIMIT ?`,
  )

  function find(id: string): Invoice | undefined {
    const body = get.get(id) as string | undefined
    if (body === undefined) return undefined
    return quarantine.read({ table: 'invoices', key: id, text: body }, (json) => Invoice.parse(withRemoteKey(json)))
  }
  const idOf = (sha256: string) => bySha.get(sha256) as string | undefined
  /** LRU cache of what was shown lately and has not been written since: it is not parsed again. */
  const recent = new Map<string, Invoice>()
  /** The twins of those, as long as none with the same keys has been written. */
  const twinsOf = new Map<string, { fields: Fields; twins: Twin[] }>()
  function recall(id: string): Invoice | undefined {
    const invoice = recent.get(id) ?? find(id)
    if (!invoice) return undefined
    recent.delete(id)
    recent.set(id, invoice)
    const [oldest] = recent.size > MOST_RECENT ? recent.keys() : []
    if (oldest !== undefined) drop(oldest)
    return invoice
  }
  function drop(id: string) {
    recent.delete(id)
    twinsOf.delete(id)
  }
  const known = (id: string) => recent.get(id) ?? find(id)
  /** Called before it is written and after: those that were like it, and those that will be, have other twins. */
  function forget(id: string) {
    drop(id)
    for (const other of sharing.all(keys.get(id) ?? noKeys) as string[]) twinsOf.delete(other)
  }
  function findTwins(id: string, fields: Fields): Twin[] {
    const wanted = { id, ...keysOf(fields) }
    return [twins, alike].flatMap((found) =>
      (found.all(wanted) as string[]).flatMap((other) => {
        const invoice = known(other)
        return (invoice ? twinOf(fields, invoice) : unreadTwin(other)) ?? []
      }),
    )
    /** All that is known of it are its keys and its stage: it counts as the same number, or the same contents. */
    function unreadTwin(other: string): Twin {
      const hasNumber = (keys.get(other) as Keys).twinKey === wanted.twinKey
      return {
        id: other,
        number: hasNumber ? fields.number : '',
        stage: String(stageOf.get(other)),
        ...(!hasNumber && { likeness: 'content' }),
      }
    }
  }
  const parseEntry = (row: unknown): JournalEntry[] => {
    const { event: text, ...entry } = row as Omit<JournalEntry, 'event'> & { event: string }
    const event = quarantine.read({ table: 'journal', key: `${entry.id}`, text }, (json) =>
      InvoiceEvent.parse(withRemoteKey(json)),
    )
    return event ? [{ ...entry, event }] : []
  }
  const bodyOf = keepUnknown(Invoice, [OLD_KEY])
  const row = (invoice: Invoice) => ({
    id: invoice.id,
    stage: invoice.stage,
    ...keysOf(isKnown(invoice) ? invoice.fields : undefined),
    body: bodyOf(get.get(invoice.id) as string | undefined, invoice),
  })
  return {
    /** False when the same bytes are already an invoice. */
    open: (invoice: Invoice, sha256: string) => {
      const { changes } = open.run({ ...row(invoice), sha256 })
      forget(invoice.id)
      return changes === 1
    },
    /** Throws when there is no such invoice, or it cannot be read. */
    get: (id: string) => find(id) ?? raiseUnknown(id),
    /** Undefined when there is none, or it cannot be read. */
    find,
    /** What is shown of an invoice; undefined, and it is set aside, when that cannot be worked out. */
    show: <T>({ id }: Invoice, view: 'row' | 'page' | 'name' | 'news', work: () => T): T | undefined =>
      quarantine.show({ table: 'invoices', key: id, view }, work),
    /** It is there and cannot be read, or not be shown. */
    isUnreadable: (id: string) => quarantine.has('invoices', id),
    /** Which invoice these bytes are, whether or not it can be read. */
    idOf,
    findBySha: (sha256: string) => find(idOf(sha256) ?? ''),
    /** As `find`, for what is shown again and again. */
    recall,
    /** All but those put aside by hand, newest first, one after the other: for the command line and tests. */
    *each(): Generator<Invoice> {
      for (const id of inOrder.all() as string[]) {
        const invoice = find(id)
        if (invoice) yield invoice
      }
    },
    /** Those about which something is under way, and that have no job. */
    idle: () => (idle.all() as string[]).flatMap((id) => find(id) ?? []),
    at: <S extends Stage>(stage: S) =>
      (at.all(stage) as string[]).flatMap((id) => find(id) ?? []) as Extract<Invoice, { stage: S }>[],
    /** Others that bear the same number or nearly, or ask the same buyer for the same amount on the same day. */
    twins: (id: string, fields: Fields): Twin[] => {
      const before = twinsOf.get(id)
      if (before?.fields === fields) return before.twins
      const twins = findTwins(id, fields)
      const invoice = recent.get(id)
      if (invoice && isKnown(invoice) && invoice.fields === fields) twinsOf.set(id, { fields, twins })
      return twins
    },
    /** The last ones for this buyer that have a day and an amount, newest first. */
    ofBuyer: (siret: string) =>
      (ofBuyer.all(`${siret} `, `${siret}!`) as string[]).flatMap((id) => known(id) ?? []).filter(isKnown),
    /** The invoice of this supplier that bears this number, other than `id`: what a credit note corrects. */
    ofNumber: (id: string, { supplierSiret }: Fields, number: string) => {
      const wanted = { ...emptyFields, supplierSiret, number }
      const found = (twins.all({ id, ...keysOf(wanted) }) as string[]).flatMap((other) => known(other) ?? [])
      return found.filter(isKnown).find((other) => normalNumber(other.fields.number) === normalNumber(number))
    },
    /** Numbers of this supplier that begin with these signs, or nearly. */
    numbersFrom: (supplierSiret: string, signs: string) => {
      const { twinKey } = keysOf({ ...emptyFields, supplierSiret, number: signs })
      return twinKey ? (beginning.all({ key: twinKey }) as (string | null)[]).filter((number) => number !== null) : []
    },
    put: (invoice: Invoice) => {
      forget(invoice.id)
      put.run(row(invoice))
      forget(invoice.id)
    },
    note: (id: string, at: number, event: InvoiceEvent) => void note.run(id, at, JSON.stringify(event)),
    journal: (id: string) => journal.all(id).flatMap(parseEntry),
    /** The latest events of these types of all invoices since an instant, newest first. */
    latest: (since: number, types: readonly EventType[], most: number) =>
      latest.all(since, JSON.stringify(types), most).flatMap(parseEntry),
  }
}

/** Max invoices kept parsed: a few pages of lists. */
const MOST_RECENT = 500

type Keys = { twinKey: string; contentKey: string }
const noKeys: Keys = { twinKey: '', contentKey: '' }
const keysOf = (fields: Fields | undefined): Keys =>
  fields ? { twinKey: numberKey(fields), contentKey: contentKey(fields) } : noKeys
const raiseUnknown = (id: string): never => {
  throw new Error(`No invoice ${id}`)
}
