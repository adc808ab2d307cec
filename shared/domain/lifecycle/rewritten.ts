import patience from '../../tables/patience.json' with { type: 'json' }
import { normalNumber } from '../fields/fields.ts'
import type { InvoiceAt } from './invoice.ts'
import { areNear } from './duplicates.ts'

type Draft = InvoiceAt<'draft'>
/** What is known of the same file at two instants. */
type State = Pick<Draft, 'arrivedAt'> & Partial<Pick<Draft, 'fields'>>

/**
 * Follow-up state of one file: `newer` is `older` written again (a copier page by page, a program that saves twice), another
 * invoice under the name of the first, or nobody can tell. Two numbers decide; where one is missing, the time between both
 * (patience.json).
 */
export function isRewritten(older: State, newer: State): 'same' | 'other' | 'unknown' {
  const [one, two] = [older, newer].map(({ fields }) => fields?.number ?? '') as [string, string]
  if (one && two) return normalNumber(one) === normalNumber(two) || areNear(one, two) ? 'same' : 'other'
  const between = newer.arrivedAt - older.arrivedAt
  return between >= 0 && between <= patience.rewritten.minutes * 60_000 ? 'same' : 'unknown'
}

/** No hand has been laid on it: nothing was typed, confirmed, attached, asked for, sent or refused. */
export const isUntouched = ({ origins, pieces, asked, refusal, replaces, joined }: Draft): boolean =>
  Object.values(origins).every(({ trust }) => trust !== 'typed') &&
  pieces.length === 0 &&
  !asked &&
  !joined &&
  !refusal &&
  !replaces
