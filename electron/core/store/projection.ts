import { createHash } from 'node:crypto'
import type { Db } from './db.ts'
import type { SearchText } from './search-text.ts'

/** Where there is no day of payment. */
export const NEVER = '9999-12-31'

/** A line of the read model: what lists filter, sort and sum (migration 0006). Days are ISO, amounts cents. */
export type RowColumns = {
  id: string
  stage: string
  mark: string
  gone: boolean
  waits: boolean
  rank: number
  act: string
  talks: boolean
  day: string
  due: string
  amount: number
  owed: number
  isCredit: boolean
  firm: string
  buyerSiret: string
  buyerName: string
  buyer: string
  number: string
  state: string
  isExample: boolean
  /** It is deposited on the portal by the person, or was. */
  byHand: boolean
  originKey: string
  refersTo: string
  /** Cents paid; ISO day and days the buyer took, '' and -1 where it has not paid; its clock is stopped. */
  paid: number
  settled: string
  pace: number
  halted: boolean
}

const hashOf = ({ words, codes, amount }: SearchText) =>
  createHash('sha1').update(`${words}\n${codes}\n${amount}`).digest('base64')

const NAMES = [
  ...['seq', 'id', 'stage', 'mark', 'gone', 'waits', 'rank', 'act', 'talks', 'day', 'year', 'due', 'amount', 'owed'],
  ...['isCredit', 'firm', 'buyerSiret', 'buyerName', 'buyer', 'number', 'state', 'isExample', 'byHand', 'originKey'],
  ...['refersTo', 'textHash', 'paid', 'settled', 'pace', 'halted'],
]
/** « buyerSiret » → « buyer_siret ». */
const asColumn = (name: string) => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)

/** Marks of the read model kept between two runs: hour and version, and whether one may talk with the platforms. */
const MARKS = { projection: 'mark.projection', talk: 'mark.projection.talk' }
/** Those that are to be acted upon come first: they are few. */
const FIRST = `stage IN ('arrived', 'draft', 'leaving', 'portal', 'uncertain', 'sent')`

/** Read model (projection) of the invoices: which lines are stale, and writing them anew. Triggers mark them (migration 0006). */
export function createProjection(db: Db) {
  const stale = db.prepare(`SELECT id FROM stale_rows LIMIT ?`).pluck()
  const staleFirst = db
    .prepare(
      `SELECT id FROM invoices WHERE ${FIRST} AND EXISTS (SELECT 1 FROM stale_rows WHERE stale_rows.id = invoices.id) LIMIT ?`,
    )
    .pluck()
  const count = db.prepare(`SELECT COUNT(*) FROM stale_rows`).pluck()
  const fresh = db.prepare(`DELETE FROM stale_rows WHERE id = ?`)
  const seqOf = db.prepare(`SELECT rowid FROM invoices WHERE id = ?`).pluck()
  const old = db.prepare(`SELECT seq, text_hash AS hash FROM invoice_rows WHERE id = ?`)
  const out = db.prepare(`DELETE FROM invoice_rows WHERE seq = ?`)
  const wordsOut = db.prepare(`DELETE FROM invoice_words WHERE rowid = ?`)
  const put = db.prepare(
    `INSERT INTO invoice_rows (${NAMES.map(asColumn).join(', ')}) VALUES (${NAMES.map((name) => `@${name}`).join(', ')})`,
  )
  const putWords = db.prepare(
    `INSERT INTO invoice_words (rowid, words, codes, amount) VALUES (?, @words, @codes, @amount)`,
  )
  const markAll = {
    drafts: db.prepare(
      `INSERT OR IGNORE INTO stale_rows SELECT id FROM invoice_rows WHERE stage IN ('arrived', 'draft', 'portal')`,
    ),
    talks: db.prepare(`INSERT OR IGNORE INTO stale_rows SELECT id FROM invoice_rows WHERE talks = 1`),
    everything: db.prepare(`INSERT OR IGNORE INTO stale_rows SELECT id FROM invoices`),
  }
  const again = db.prepare(`INSERT OR IGNORE INTO stale_rows VALUES (?)`)
  const mark = db.prepare(`SELECT value FROM settings WHERE name = ?`).pluck()
  const setMark = db.prepare(
    `INSERT INTO settings VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value`,
  )

  return {
    /** Ids of lines that are not as they should be, at most so many; those that are shown to act upon first. */
    stale: (most: number): string[] => {
      const some = stale.all(most + 1) as string[]
      const first = some.length > most ? (staleFirst.all(most) as string[]) : []
      return first.length ? first : some.slice(0, most)
    },
    /** How many there are. */
    staleCount: () => count.get() as number,
    /** Writes the line of an invoice; undefined takes it out. Within a transaction. */
    put: (id: string, line?: { columns: RowColumns; text: SearchText }) => {
      fresh.run(id)
      const before = old.get(id) as { seq: number; hash: string } | undefined
      const hash = line && hashOf(line.text)
      if (before) out.run(before.seq)
      if (before && before.hash !== hash) wordsOut.run(before.seq)
      if (!line) return
      const { columns, text } = line
      const seq = before?.seq ?? (seqOf.get(id) as number)
      const flags = Object.entries(columns).map(([name, value]) => [name, typeof value === 'boolean' ? +value : value])
      put.run({ ...Object.fromEntries(flags), seq, textHash: hash, year: columns.day.slice(0, 4) })
      if (before?.hash !== hash) putWords.run(seq, text)
    },
    /** What they depend on has changed: before sending, what one may talk about with the platform, or all of them. */
    markStale: (which: keyof typeof markAll) => void markAll[which].run(),
    /** These are to be tried again. */
    retry: (ids: Iterable<string>) => {
      for (const id of ids) again.run(id)
    },
    /** For which day, by which version and with what to talk with the lines were last worked out. */
    mark: (of: keyof typeof MARKS = 'projection') => (mark.get(MARKS[of]) as string | undefined) ?? '',
    setMark: (value: string, of: keyof typeof MARKS = 'projection') => void setMark.run(MARKS[of], value),
  }
}
