import { PRICE_DECIMALS, QUANTITY_DECIMALS, toDecimalText } from '../../../shared/domain/authoring/decimal.ts'
import { categoryOf } from '../../../shared/domain/authoring/motives.ts'
import type { LineAmounts } from '../../../shared/domain/authoring/totals.ts'
import { formatCents, formatRate, toDecimal } from '../../../shared/base/money.ts'
import { NO_REASON, reasonOf, type Reason } from './reasons.ts'
import type { Terms } from './terms.ts'

/** Line as files write it: decimal texts for quantity and price, amounts in cents, rates in hundredths of a percent. */
export type PricedLine = {
  id: string
  reference: string
  designation: string
  details: string
  quantity: string
  unit: string
  unitPrice: string
  discount: number
  category: string
  rate: number
  /** BT-120 and BT-121 said again on the line; empty where the profile has no place for them. */
  reason: Reason
  amounts: LineAmounts
}

/**
 * Lines of an invoice in the words of EN 16931. An item of a situation becomes one lump of what this situation adds: a price is
 * never negative (chorus-pro-api.md §8.6), so what is taken back is minus one lump; the progress stands in its description.
 */
export const pricedLines = ({ invoice, totals, isExtended }: Terms): PricedLine[] =>
  invoice.lines.map((line, index) => {
    const amounts = totals.lines[index]!
    const { progress, rate } = line
    const category = categoryOf(line)
    const own = totals.rates.find((each) => each.category === category && each.rate === rate)!
    const done = progress
      ? `Marché ${formatCents(progress.contract)} HT, avancement ${formatRate(progress.toDate)}, déjà facturé ${formatCents(progress.previous)} HT`
      : ''
    return {
      id: String(index + 1),
      reference: line.reference,
      designation: line.designation,
      details: [line.details, done].filter(Boolean).join('. '),
      quantity: progress ? (amounts.net < 0 ? '-1' : '1') : toDecimalText(line.quantity, QUANTITY_DECIMALS),
      unit: progress ? 'LS' : line.unit,
      unitPrice: progress ? toDecimal(Math.abs(amounts.net)) : toDecimalText(line.unitPrice, PRICE_DECIMALS, 2),
      discount: line.discount,
      category,
      rate,
      reason: isExtended ? reasonOf(own) : NO_REASON,
      amounts,
    }
  })
