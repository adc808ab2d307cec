import type { BuyerKind } from '../buyers/buyer-kind.ts'
import delays from '../../tables/delays.json' with { type: 'json' }
import { addDays, daysBetween, isDate } from '../../base/dates.ts'
import type { StatusEntry } from '../platform/status.ts'

/** The new delay after a suspension is at least this long (CCP R2192-29, domaine.md §10.3). */
const RESTART_DAYS = delays.restartDays

export type Deadline = {
  /** ISO date the money is due. */
  on: string
  /**
   * Not known for certain: a deposit stands in for the day it was made available (domaine.md §10.2), or nobody has said what
   * kind of buyer this is.
   */
  isEstimated: boolean
  /** Days left; negative when late. */
  daysLeft: number
}

/** Longest legal delay for a kind of buyer, in days (domaine.md §10.1). */
export const delayDays = (kind: BuyerKind = 'default'): number =>
  delays.entries.find((entry) => entry.kind === kind)!.days

const healthWords = new RegExp(`\\b(${delays.healthWords.join('|')})\\b`)
/** A hospital, by its name: likely, never sure. */
export const likelyKind = (name: string): BuyerKind | undefined =>
  healthWords.test(name.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase()) ? 'health' : undefined

type Course = {
  /** Oldest first; days are ISO. */
  history: StatusEntry[]
  depositedOn: string
  /** As the person said. */
  kind?: BuyerKind | undefined
  /** As its name says, while the person has not. */
  likely?: BuyerKind | undefined
}

/**
 * When an invoice is due: the day it was made available to the buyer, or else the day it was deposited, plus the legal
 * delay; the first day is not counted (domaine.md §10.2). A suspension stops the clock once; the answer starts it again for
 * what was left, 30 days at least (§10.3). What is to be recycled has no date until it is made available anew (§9).
 * Undefined while the clock is stopped or nothing has been deposited. A day nobody can read counts as not said.
 */
export function deadline({ history: all, depositedOn, kind, likely }: Course, today: string): Deadline | undefined {
  const history = all.filter(({ at }) => isDate(at.slice(0, 10)))
  const last = all.at(-1)?.code
  if (last === 'SUSPENDUE' || last === 'A_RECYCLER') return undefined
  const life = history.slice(history.findLastIndex(({ code }) => code === 'A_RECYCLER') + 1)
  const dayOfLast = (code: string) => life.findLast((entry) => entry.code === code)?.at.slice(0, 10)
  const available = dayOfLast('MISE_A_DISPOSITION')
  const start = available ?? (life.length < history.length ? life[0]?.at.slice(0, 10) : depositedOn)
  if (!start || !isDate(start)) return undefined
  const planned = addDays(start, delayDays(kind ?? likely))
  const stopped = dayOfLast('SUSPENDUE')
  const answered = dayOfLast('COMPLETEE')
  const on = stopped && answered ? addDays(answered, Math.max(RESTART_DAYS, daysBetween(stopped, planned))) : planned
  return { on, isEstimated: !available || !kind, daysLeft: daysBetween(today, on) }
}
