import type { AgeName, ClientAge } from '../../../shared/contract/payments.ts'
import { addDays } from '../../../shared/base/dates.ts'
import interest from '../../../shared/tables/interest.json' with { type: 'json' }
import type { SemesterRate } from '../../../shared/domain/receivables/interest.ts'
import type { Db } from './db.ts'

/** Whose invoices, by SIRET (empty for all of them), the day it is (ISO), and a year of their own day (empty for all). */
type Around = { firm: string; today: string; year: string }
export type Aged = { age: AgeName; count: number; cents: number }

/** To be paid; nobody pays a credit note (migration 0011, `rows_owed`). */
const OWED = `stage = 'followed' AND mark NOT IN ('refused', 'withdrawn') AND is_credit = 0`
const NARROW = `(@firm = '' OR firm IN ('', @firm)) AND (@year = '' OR year = @year)`
/** How long it is since the day of payment by law. */
const AGE = `CASE
  WHEN mark = 'ordered' THEN 'ordered'
  WHEN halted = 1 THEN 'halted'
  WHEN due >= '9999' THEN 'undated'
  WHEN due >= @today THEN 'later'
  WHEN due >= @d30 THEN 'late30'
  WHEN due >= @d60 THEN 'late60'
  WHEN due >= @d90 THEN 'late90'
  ELSE 'lateMore' END`
/** Half-year in which interest on a line begins (CCP R2192-31). */
const SEMESTER = `substr(date(due, '+1 day'), 1, 4) || IIF(substr(date(due, '+1 day'), 6, 2) <= '06', '-S1', '-S2')`

const days = ({ today }: Around) => ({ d30: addDays(today, -30), d60: addDays(today, -60), d90: addDays(today, -90) })

/** What is owed and what was paid: sums over the read model and the payments, all in SQL. */
export function createReceivables(db: Db) {
  const ages = db.prepare(
    `SELECT ${AGE} AS age, COUNT(*) AS count, SUM(owed) AS cents FROM invoice_rows WHERE ${OWED} AND ${NARROW} GROUP BY 1`,
  )
  const clientAges = db.prepare(
    `SELECT buyer_siret AS siret, MAX(buyer_name) AS name, ${AGE} AS age, COUNT(*) AS count, SUM(owed) AS cents
     FROM invoice_rows WHERE ${OWED} AND ${NARROW} GROUP BY buyer_siret, age`,
  )
  const months = db.prepare(
    `SELECT substr(due, 1, 7) AS month, COUNT(*) AS count, SUM(owed) AS cents FROM invoice_rows
     WHERE ${OWED} AND mark <> 'ordered' AND due >= @today AND due < '9999' AND ${NARROW} GROUP BY 1 ORDER BY 1`,
  )
  const paces = db.prepare(
    `SELECT buyer_siret AS siret, COUNT(*) AS count, AVG(pace) AS days FROM invoice_rows
     WHERE settled <> '' AND settled >= @from AND settled < @to AND ${NARROW} GROUP BY 1`,
  )
  const over = 2 * 10_000 * interest.dayBase
  const late = db.prepare(
    `WITH line AS MATERIALIZED (SELECT owed, due, ${SEMESTER} AS semester FROM invoice_rows
       WHERE ${OWED} AND mark <> 'ordered' AND due < @today AND ${NARROW})
     SELECT semester, rates.value AS rate, COUNT(*) AS count, SUM(owed) AS cents,
       SUM((2 * owed * rates.value * CAST(julianday(@today) - julianday(due) AS INTEGER) + ${over / 2}) / ${over}) AS interest
     FROM line LEFT JOIN json_each(@rates) AS rates ON rates.key = semester GROUP BY 1 ORDER BY 1`,
  )
  const heldBack = db
    .prepare(
      `SELECT TOTAL(cents) FROM payments JOIN invoice_rows ON invoice_rows.id = invoice_id
       WHERE kind = 'retention' AND ${NARROW}`,
    )
    .pluck()
  const lines = db.prepare(`SELECT DISTINCT line FROM payments WHERE line IN (SELECT value FROM json_each(?))`).pluck()
  const ofBatch = db.prepare(`SELECT invoice_id AS id, id AS payment FROM payments WHERE batch = ?`)
  const candidates = db.prepare(
    `SELECT id, owed AS cents, buyer_siret AS siret, buyer_name AS buyer, due FROM invoice_rows
     WHERE ${OWED} AND owed > 0 AND ${NARROW} ORDER BY due, seq`,
  )
  const labels = db
    .prepare(
      `SELECT DISTINCT label FROM payments JOIN invoice_rows ON invoice_rows.id = invoice_id
       WHERE buyer_siret = ? AND label <> '' ORDER BY on_day DESC LIMIT 10`,
    )
    .pluck()

  return {
    /** What is owed by how long it has been due. */
    ages: (around: Around) => ages.all({ ...around, ...days(around) }) as Aged[],
    /** The same of each buyer. */
    clientAges: (around: Around) => clientAges.all({ ...around, ...days(around) }) as ClientAge[],
    /** What falls due from today on, by month. */
    months: (around: Around) => months.all(around) as { month: string; count: number; cents: number }[],
    /** How many days each buyer took, on average, over what it settled between two ISO days (the second not included). */
    paces: (around: Around, from: string, to: string) =>
      paces.all({ ...around, from, to }) as { siret: string; count: number; days: number }[],
    /**
     * What is late by the half-year in which its interest began: cents of interest up to today on what is still owed; null where the
     * rate is not known.
     */
    late: (around: Around, rates: SemesterRate[]) => {
      const known = JSON.stringify(Object.fromEntries(rates.map(({ semester, rate }) => [semester, rate])))
      const found = late.all({ ...around, rates: known })
      return found as { semester: string; rate: number | null; count: number; cents: number; interest: number | null }[]
    },
    /** Cents held back as guarantees. */
    heldBack: (around: Around) => heldBack.get(around) as number,
    /** Which lines of a bank statement are payments already. */
    knownLines: (wanted: string[]) => new Set(lines.all(JSON.stringify(wanted)) as string[]),
    /** Payments of one application of a statement. */
    ofBatch: (batch: string) => ofBatch.all(batch) as { id: string; payment: string }[],
    /** All that is to be paid, the longest due first. */
    candidates: (around: Around) =>
      candidates.all(around) as { id: string; cents: number; siret: string; buyer: string; due: string }[],
    /** Words on the last transfers of a buyer. */
    labels: (siret: string) => labels.all(siret) as string[],
  }
}
