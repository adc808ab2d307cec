import type { Figure } from './amounts.ts'
import type { TextDocument } from './document.ts'
import type { Named } from './chosen.ts'

type Sum = { net: Named; tax: Named; gross: Named; off: number; score: number }

/**
 * Lines that say HT, TVA and TTC side by side, « Total facturé : 12,49 2,50 14,99 »: three figures of which the third is the
 * sum. On a line that starts with a total they are worth a label each; elsewhere it may be an article, and says nothing.
 */
export function rowSums(document: TextDocument, figures: Figure[]): Sum[] {
  const totals = document.cells.filter(({ plain }) => /^(?:sous-)?tota(?:l|ux)\b/.test(plain))
  return totals.flatMap((cell) => {
    const line = figures.filter(({ at }) => at.cell === cell || document.lefts(at.cell).includes(cell))
    return line.flatMap((net, index) =>
      line
        .slice(index + 1)
        .flatMap((tax) =>
          line
            .filter(
              (gross) =>
                gross !== net && gross !== tax && gross.cents === net.cents + tax.cents && isTax(tax.cents, net.cents),
            )
            .map((gross) => ({ net: plainly(net), tax: plainly(tax), gross: plainly(gross), off: 0, score: 36 })),
        ),
    )
  })
}

const isTax = (tax: number, net: number) => tax !== 0 && Math.abs(tax) <= 0.3 * Math.abs(net)
const plainly = (figure: Figure): Named => ({ figure, cents: figure.cents, score: 12 })
