import type { BuyerKind } from '../buyers/buyer-kind.ts'
import delays from '../../tables/delays.json' with { type: 'json' }
import { daysBetween } from '../../base/dates.ts'
import { paymentClock, type Course } from './clock.ts'

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

const healthWords = new RegExp(`\\b(${delays.healthWords.join('|')})\\b`)
/** A hospital, by its name: likely, never sure. */
export const likelyKind = (name: string): BuyerKind | undefined =>
  healthWords.test(name.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase()) ? 'health' : undefined

/** Due date of an invoice, from its payment clock (clock.ts); undefined while the clock is stopped, or nothing has been deposited. */
export function deadline(course: Course, today: string): Deadline | undefined {
  const { due, isEstimated } = paymentClock(course, today)
  return due === undefined ? undefined : { on: due, isEstimated, daysLeft: daysBetween(today, due) }
}
