import type { Trust } from '../../../../shared/domain/document/reading.ts'
import type { AmountName, Calling, Figure } from './amounts.ts'

/** An amount decided on: where it was read (nowhere when it follows from the others) and how far it may be trusted. */
export type Decided = {
  cents: number
  trust: Trust
  from?: Figure
  calling?: Calling
  reason?: string
  rivals?: Named[]
}

export type Totals = Partial<
  Record<'netTotal' | 'taxTotal' | 'grossTotal' | 'discount' | 'prepaid' | 'retention' | 'payable', Decided>
>

/** A figure under one of its names; under no name at all its score is 1. */
export type Named = { figure?: Figure; cents: number; score: number; calling?: Calling | undefined }

/** A firm’s software may be a cent off (chorus-pro-api.md §8.6). */
export const TOLERANCE = 1

export const INFERRED = 'déduit des autres montants, n’est pas imprimé'

/** Totals come low on the page; a further page may hold an example or an annex. */
const leaning = ({ at: { cell } }: Figure) => 3 * cell.depth - (cell.page > 1 ? 3 : 0)

/** Figures called so, the surest first. */
export const named = (figures: Figure[], ...names: AmountName[]): Named[] =>
  figures
    .flatMap((figure) =>
      figure.callings
        .filter(({ name }) => names.includes(name))
        .map((calling) => ({
          figure,
          cents: figure.cents,
          score: calling.score + leaning(figure),
          calling,
        })),
    )
    .toSorted((a, b) => b.score - a.score)

/** Of as good figures the last of the document counts: totals come at the end. */
export const bestOf = (figures: Figure[], ...names: AmountName[]) => {
  const found = named(figures, ...names)
  return found.findLast(({ score }) => score >= (found[0]?.score ?? 0))
}

/** A figure chosen for a total. */
export const decided = ({ cents, figure, calling }: Named, trust: Trust, reason?: string): Decided => ({
  cents,
  trust,
  ...(figure ? { from: figure } : {}),
  ...(calling ? { calling } : {}),
  ...(reason ? { reason } : {}),
})
