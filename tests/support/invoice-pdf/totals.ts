import type { Fields, VatLine } from '../../../shared/domain/fields/fields.ts'
import type { Line } from '../invoice-pdf.ts'

/** The amount of one line, in cents. */
export const amountOf = ({ quantity, price }: Line): number => Math.round(quantity * price)

/** What the lines add up to: totals in cents, and VAT rate by rate. */
export function totalsOf(lines: Line[]): Pick<Fields, 'netTotal' | 'taxTotal' | 'grossTotal' | 'payable' | 'vatLines'> {
  const rates = [...new Set(lines.map(({ rate }) => rate))].toSorted((a, b) => b - a)
  const vatLines = rates.map((rate): VatLine => {
    const base = sum(lines.filter((line) => line.rate === rate).map(amountOf))
    return { rate, base, tax: Math.round((base * rate) / 10_000) }
  })
  const netTotal = sum(vatLines.map(({ base }) => base))
  const taxTotal = sum(vatLines.map(({ tax }) => tax))
  return { netTotal, taxTotal, grossTotal: netTotal + taxTotal, payable: netTotal + taxTotal, vatLines }
}

const sum = (numbers: number[]) => numbers.reduce((total, number) => total + number, 0)
