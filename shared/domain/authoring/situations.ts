import type { AuthoredInvoice, Progress } from './authored.ts'
import { share } from './decimal.ts'
import { lineAmounts } from './totals.ts'

/** Progress of an item of works in percent of the contract, hundredths: before, by this situation, to date. */
export type Percents = { before: number; now: number; toDate: number }

/** Percents of an item; what was invoiced before is a sum of money, so its share is rounded. */
export function percentsOf({ contract, previous, toDate }: Progress): Percents {
  const before = contract ? share([previous, 10_000], BigInt(contract)) : 0
  return { before, now: toDate - before, toDate }
}

/**
 * Next situation of a works contract from the last one: its rank, and for each item as invoiced before what the last one had
 * brought it to; the progress stays where it stood until it is typed. Takes its number and day.
 */
export const nextSituation = (last: AuthoredInvoice, number: string, issueDate: string): AuthoredInvoice => ({
  ...last,
  number,
  issueDate,
  situation: {
    rank: (last.situation?.rank ?? 0) + 1,
    before:
      `${last.situation?.before ?? ''} Situation n° ${last.situation?.rank ?? 1} : facture ${last.number}.`.trim(),
  },
  performedFrom: '',
  performedTo: '',
  lines: last.lines.map((line) =>
    line.progress
      ? { ...line, progress: { ...line.progress, previous: line.progress.previous + lineAmounts(line).net } }
      : line,
  ),
})
