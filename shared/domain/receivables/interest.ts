import table from '../../tables/interest.json' with { type: 'json' }
import { addDays, daysBetween } from '../../base/dates.ts'
import type { Payment } from '../lifecycle/payment.ts'

/** Rate of the ECB of a half-year (« 2026-S2 »), in hundredths of a percent, as the person has entered it, and on which ISO day. */
export type EnteredRate = { semester: string; ecb: number; on: string }
/** Rate of a half-year: the ECB's and that of late interest, in hundredths of a percent. */
export type SemesterRate = { semester: string; ecb: number; rate: number; enteredOn?: string; isSure: boolean }

/** Half-year of an ISO day: « 2026-S1 » from January to June. */
export const semesterOf = (day: string): string => `${day.slice(0, 4)}-S${day.slice(5, 7) <= '06' ? 1 : 2}`
/** First day of a half-year, ISO: the rate of that day counts (CCP R2192-31). */
export const firstDayOf = (semester: string): string =>
  `${semester.slice(0, 4)}-${semester.endsWith('1') ? '01' : '07'}-01`

/** Rates of late interest by half-year, oldest first: the dated table, where the person has entered nothing else (domaine.md §10.4). */
export function ratesWith(entered: EnteredRate[]): SemesterRate[] {
  const rates = new Map<string, SemesterRate>(
    table.entries.map(({ semester, ecb, confidence }) => [
      semester,
      { semester, ecb, rate: ecb + table.pointsAdded, isSure: confidence === 'sure' },
    ]),
  )
  for (const { semester, ecb, on } of entered)
    rates.set(semester, { semester, ecb, rate: ecb + table.pointsAdded, enteredOn: on, isSure: true })
  return [...rates.values()].sort((a, b) => a.semester.localeCompare(b.semester))
}

/** One stretch of days during which the same amount was late, ends included; `interest` in cents. */
export type Stretch = { cents: number; from: string; to: string; days: number; interest: number }
export type LateInterest = {
  rate: SemesterRate
  stretches: Stretch[]
  days: number
  /** Cents: their sum, the indemnity (CCP D2192-35), both. */
  interest: number
  indemnity: number
  total: number
  /** Cents added by each further day; 0 once the payment was ordered or nothing remains. */
  perDay: number
}
type Owed = {
  /** Cents, incl. VAT. */
  cents: number
  /** ISO day of payment by law. */
  due: string
  payments: Payment[]
  /** Interest runs to the day the payment was ordered, included (CCP R2192-32); ISO. */
  orderedOn?: string | undefined
}

/**
 * Late interest of an invoice up to a day (domaine.md §10.4): from the day after it was due to the day of payment included, at the
 * one rate of the half-year in which it begins, on what was still owed on each day, over 365 days, each stretch to the cent.
 * Undefined when nothing was paid late; the half-year to enter where its rate is not known: never the one before.
 * A credit note and a guarantee held back take their amount off from the first day: the reading that claims less.
 */
export function lateInterest(
  { cents, due, payments, orderedOn }: Owed,
  today: string,
  rates: SemesterRate[],
): LateInterest | { missing: string } | undefined {
  const from = addDays(due, 1)
  const off = sumOf(payments.filter(({ kind }) => kind === 'credit' || kind === 'retention'))
  const money = payments.filter(({ kind }) => kind === 'transfer' || kind === 'fees')
  const stretches = stretchesOf(
    cents - off,
    from,
    money,
    [orderedOn, today].filter((day) => day !== undefined).sort()[0]!,
  )
  if (!stretches.length) return undefined
  const semester = semesterOf(from)
  const rate = rates.find((each) => each.semester === semester)
  if (!rate) return { missing: semester }
  const counted = stretches.map((stretch) => ({ ...stretch, interest: interestOf(stretch, rate.rate) }))
  const interest = counted.reduce((sum, stretch) => sum + stretch.interest, 0)
  const last = counted.at(-1)!
  const isRunning = last.to === today && orderedOn === undefined && cents - off - sumOf(money) > 0
  return {
    rate,
    stretches: counted,
    days: counted.reduce((sum, { days }) => sum + days, 0),
    interest,
    indemnity: table.indemnityCents,
    total: interest + table.indemnityCents,
    perDay: isRunning ? interestOf({ cents: last.cents, days: 1 }, rate.rate) : 0,
  }
}

const sumOf = (payments: Payment[]) => payments.reduce((sum, { cents }) => sum + cents, 0)

/** What was owed, day by day, between the payments: the day of each is still counted with what it paid. */
function stretchesOf(cents: number, from: string, payments: Payment[], until: string): Omit<Stretch, 'interest'>[] {
  const sorted = payments.toSorted((a, b) => a.on.localeCompare(b.on))
  let owed = cents - sumOf(sorted.filter(({ on }) => on < from))
  let start = from
  const stretches: Omit<Stretch, 'interest'>[] = []
  const add = (to: string) => {
    if (owed > 0 && to >= start) stretches.push({ cents: owed, from: start, to, days: daysBetween(start, to) + 1 })
    if (to >= start) start = addDays(to, 1)
  }
  for (const payment of sorted.filter(({ on }) => on >= from)) {
    add(payment.on < until ? payment.on : until)
    owed -= payment.cents
  }
  add(until)
  return stretches
}

/** Cents × rate × days / 365, rounded to the cent; whole numbers throughout. */
function interestOf({ cents, days }: { cents: number; days: number }, rate: number): number {
  const over = BigInt(10_000 * table.dayBase)
  return Number((2n * BigInt(cents) * BigInt(rate) * BigInt(days) + over) / (2n * over))
}
