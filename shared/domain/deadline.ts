import delays from '../tables/delays.json' with { type: 'json' }
import { addDays, daysBetween } from './dates.ts'
import type { StatusEntry } from './status.ts'

export type BuyerKind = 'default' | 'health' | 'publicCompany'

/** The new delay after a suspension is at least this long (CCP R2192-29, domaine.md §10.3). */
const RESTART_DAYS = delays.restartDays

export type Deadline = {
  /** ISO date the money is due. */
  on: string
  /** The start is not known for certain: a deposit stands in for the day it was made available (domaine.md §10.2). */
  isEstimated: boolean
  /** Days left; negative when late. */
  daysLeft: number
}

/** Longest legal delay for a kind of buyer, in days (domaine.md §10.1). */
export const delayDays = (kind: BuyerKind = 'default'): number =>
  delays.entries.find((entry) => entry.kind === kind)!.days

/**
 * When an invoice is due: the day it was made available to the buyer, or else the day it was deposited, plus the legal
 * delay; the first day is not counted (domaine.md §10.2). A suspension stops the clock once; the answer starts it again for
 * what was left, 30 days at least (§10.3). Undefined while the clock is stopped or nothing has been deposited. `history` is
 * oldest first, days are ISO.
 */
export function deadline(
  { history, depositedOn, kind }: { history: StatusEntry[]; depositedOn: string; kind?: BuyerKind },
  today: string,
): Deadline | undefined {
  const dayOfLast = (code: string) => history.findLast((entry) => entry.code === code)?.at.slice(0, 10)
  if (history.at(-1)?.code === 'SUSPENDUE') return undefined
  const available = dayOfLast('MISE_A_DISPOSITION')
  const start = available ?? depositedOn
  if (!start) return undefined
  const planned = addDays(start, delayDays(kind))
  const stopped = dayOfLast('SUSPENDUE')
  const answered = dayOfLast('COMPLETEE')
  const on = stopped && answered ? addDays(answered, Math.max(RESTART_DAYS, daysBetween(stopped, planned))) : planned
  return { on, isEstimated: !available, daysLeft: daysBetween(today, on) }
}
