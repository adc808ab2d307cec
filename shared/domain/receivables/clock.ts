import delays from '../../tables/delays.json' with { type: 'json' }
import { addDays, daysBetween, isDate } from '../../base/dates.ts'
import type { BuyerKind } from '../buyers/buyer-kind.ts'
import { wordsOf, type StatusEntry } from '../platform/status.ts'

/** Min days of the new delay after an interruption (CCP R2192-29, domaine.md §10.3). */
const RESTART_DAYS = delays.restartDays
const ARTICLES = delays.articles

/** Longest legal delay for a kind of buyer: days, and its article (domaine.md §10.1). */
const delayOf = (kind: BuyerKind = 'default') => delays.entries.find((entry) => entry.kind === kind)!
/** Longest legal delay for a kind of buyer, in days (domaine.md §10.1). */
export const delayDays = (kind?: BuyerKind): number => delayOf(kind).days

export type Course = {
  /** Oldest first; days are ISO. */
  history: StatusEntry[]
  depositedOn: string
  /** As the person said. */
  kind?: BuyerKind | undefined
  /** As its name says, while the person has not. */
  likely?: BuyerKind | undefined
  /** The day the work was done, ISO, where the person has said that it was after the invoice came (CCP R2192-13). */
  serviceOn?: string | undefined
}

/** One step of the payment clock: its day (ISO; empty while it is not known) and the article that says so. */
export type ClockStep = { on: string; article: string } & (
  | { kind: 'deposited' | 'answered' | 'awaited' | 'ordered' }
  | { kind: 'available'; isStart: boolean }
  | { kind: 'service'; isStart: boolean; isNoticed: boolean }
  | { kind: 'delay'; days: number; buyer: BuyerKind; isSaid: boolean }
  | { kind: 'stopped'; elapsed: number; left: number }
  | { kind: 'stoppedAgain' }
  | { kind: 'due'; from: string; days: number; isIfAnsweredToday: boolean }
  | { kind: 'interest'; days: number }
)

export type PaymentClock = {
  /** `stopped`: the buyer waits for an answer; `unset`: it is to be made available anew, or no day is known. */
  state: 'running' | 'stopped' | 'unset'
  /** The day from which it is counted (ISO), which is itself not counted. */
  start?: string
  days: number
  /** The legal day of payment (ISO); absent while the clock is stopped or unset. */
  due?: string
  /** What it would have been without the interruption. */
  planned?: string
  /** The one interruption: since when, days gone and left then, and when it was answered. */
  stop?: { on: string; elapsed: number; left: number; answered?: string }
  /** The day of « mise en paiement », ISO: interest runs no further (CCP R2192-32). */
  orderedOn?: string
  /** A deposit stands in for the day it was made available, or nobody has said what kind of buyer this is. */
  isEstimated: boolean
  steps: ClockStep[]
}

/**
 * Payment clock of an invoice (domaine.md §10.1 to §10.3): the later of the day it was made available and the day the work was
 * done, plus the legal delay in calendar days; that first day is not counted, and nothing is put off to a working day. The buyer may
 * interrupt it once, before it orders the payment: the answer starts it again for what was left, 30 days at least. What is to
 * be recycled has no clock until it is made available anew (§9). A day nobody can read counts as not said.
 */
export function paymentClock(
  { history: all, depositedOn, kind, likely, serviceOn }: Course,
  today: string,
): PaymentClock {
  const history = all.flatMap(({ code, at }) => (isDate(at.slice(0, 10)) ? { code, on: at.slice(0, 10) } : []))
  const { days, text } = delayOf(kind ?? likely)
  const recycled = history.findLastIndex(({ code }) => code === 'A_RECYCLER')
  const life = history.slice(recycled + 1)
  const first = (code: string) => life.find((entry) => entry.code === code)?.on
  const available = first('MISE_A_DISPOSITION')
  const isUnset = recycled >= 0 && recycled === history.length - 1
  const deposited = recycled >= 0 ? life[0]?.on : depositedOn
  const came = available ?? deposited
  const isLaterService = serviceOn !== undefined && isDate(serviceOn) && (!came || serviceOn > came)
  const start = isLaterService ? serviceOn : came
  const isEstimated = !available || !kind
  const before = beforeTheDelay({ deposited, available, serviceOn, isLaterService, noticed: first('SERVICE_FAIT') })
  if (isUnset || !start || !isDate(start)) {
    const awaited = { kind: 'awaited', on: '', article: ARTICLES.available } as const
    return { state: 'unset', days, isEstimated: true, steps: [...before, awaited] }
  }
  const orderedOn = life.find(({ code }) => wordsOf(code).group === 'ordered')?.on
  const delay = {
    kind: 'delay',
    on: '',
    days,
    article: text,
    buyer: kind ?? likely ?? 'default',
    isSaid: !!kind,
  } as const
  const { stop, ignored } = interruption(life, start, days)
  const planned = addDays(start, days)
  const left = stop && Math.max(RESTART_DAYS, stop.left)
  const due = stop ? stop.answered && addDays(stop.answered, left!) : planned
  const dueStep = {
    kind: 'due',
    on: due ?? addDays(today, left!),
    from: due ? (stop?.answered ?? start) : today,
    days: left ?? days,
    isIfAnsweredToday: !due,
    article: stop ? ARTICLES.restart : text,
  } as const
  const late = due ? daysBetween(due, orderedOn ?? today) : 0
  return {
    state: due ? 'running' : 'stopped',
    start,
    days,
    isEstimated,
    ...(due && { due }),
    ...(stop && { stop, planned }),
    ...(orderedOn && { orderedOn }),
    steps: [
      ...before,
      delay,
      ...(stop ? stopSteps(stop) : []),
      ...ignored.map((on) => ({ kind: 'stoppedAgain', on, article: ARTICLES.stop }) as const),
      dueStep,
      ...(orderedOn ? [{ kind: 'ordered', on: orderedOn, article: ARTICLES.until } as const] : []),
      ...(due && late > 0
        ? [{ kind: 'interest', on: addDays(due, 1), days: late, article: ARTICLES.accrual } as const]
        : []),
    ],
  }
}

type Before = {
  deposited?: string | undefined
  available?: string | undefined
  serviceOn?: string | undefined
  noticed?: string | undefined
  isLaterService: boolean
}
/** What comes before the delay: the deposit, which starts nothing (CCP R2192-15), and the two days of which the later one does. */
function beforeTheDelay({ deposited, available, serviceOn, noticed, isLaterService }: Before): ClockStep[] {
  const service = serviceOn ?? noticed
  return [
    ...(deposited ? [{ kind: 'deposited', on: deposited, article: ARTICLES.available } as const] : []),
    ...(available
      ? [{ kind: 'available', on: available, isStart: !isLaterService, article: ARTICLES.available } as const]
      : []),
    // The status says when the buyer noticed it, not when the work was done: it starts nothing by itself.
    ...(service
      ? [
          {
            kind: 'service',
            on: service,
            isStart: isLaterService,
            isNoticed: serviceOn === undefined,
            article: ARTICLES.service,
          } as const,
        ]
      : []),
  ]
}

const stopSteps = ({ on, elapsed, left, answered }: NonNullable<PaymentClock['stop']>): ClockStep[] => [
  { kind: 'stopped', on, elapsed, left, article: ARTICLES.stop },
  { kind: 'answered', on: answered ?? '', article: ARTICLES.restart },
]

type Entry = { code: string; on: string }
/** Only the first one counts, and only before the payment is ordered (CCP R2192-27); further ones change nothing. */
function interruption(life: Entry[], start: string, days: number) {
  const ordering = life.findIndex(({ code }) => ['MANDATEE', 'MISE_EN_PAIEMENT'].includes(code))
  const stops = life.flatMap(({ code, on }, index) => (code === 'SUSPENDUE' ? { on, index } : []))
  const first = stops.find(({ index }) => ordering < 0 || index < ordering)
  const ignored = stops.filter((stop) => stop !== first && stop.on !== first?.on).map(({ on }) => on)
  if (!first) return { stop: undefined, ignored }
  const answered = life.slice(first.index).find(({ code }) => resumes(code))?.on
  const elapsed = Math.max(0, daysBetween(start, first.on))
  const stop = { on: first.on, elapsed, left: Math.max(0, days - elapsed), ...(answered && { answered }) }
  return { stop, ignored }
}
/** The answer itself; or, where the list has skipped it, what only comes after one. */
const resumes = (code: string) =>
  code === 'COMPLETEE' || (wordsOf(code).rank ?? 0) > (wordsOf('COMPLETEE').rank ?? Infinity)
