import type { Forms } from './forms.ts'
import { day, minute, moment } from './time.ts'

/** Dates whose form the sources do not agree on (chorus-pro-api.md §2.3). Instants are epoch milliseconds. */

export const instantOf = (instant: number, { forms }: { forms: Forms }): string =>
  moment(instant, { hasMilliseconds: forms.instants === 'milliseconds' })

/** When an answer to a buyer was taken in. */
export const replyDateOf = (instant: number, { forms }: { forms: Forms }): string =>
  ({ minute, day, instant: (at: number) => instantOf(at, { forms }) })[forms.replyDates](instant)
