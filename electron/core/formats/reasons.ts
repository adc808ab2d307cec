import type { RateTotals } from '../../../shared/domain/authoring/totals.ts'

/** Why no VAT is counted: its words (BT-120) and its code (BT-121); empty where some is. */
export type Reason = { text: string; code: string }
export const NO_REASON: Reason = { text: '', code: '' }

/**
 * BT-120 and BT-121 of one rate. Lines exempt for several reasons are one entry (EN 16931 BR-E-08): its words name them all, and a
 * code stands only for a single one.
 */
export const reasonOf = ({ motives }: RateTotals): Reason => {
  const codes = new Set(motives.map(({ code }) => code))
  return { text: motives.map(({ mention }) => mention).join(' ; '), code: codes.size === 1 ? [...codes][0]! : '' }
}
