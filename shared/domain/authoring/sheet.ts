import { z } from 'zod'
import { parseCents } from '../../base/money.ts'
import type { AuthoredLine } from './authored.ts'
import { parseDecimal, PRICE_DECIMALS, QUANTITY_DECIMALS, toDecimalText } from './decimal.ts'
import { motiveOf } from './motives.ts'

const text = z.string().default('')

/** Row of the sheet of lines, cell by cell as it is typed: what is no number yet is kept as well. */
export const SheetLine = z.object({
  reference: text,
  designation: text,
  details: text,
  quantity: text,
  unit: z.string().default('C62'),
  price: text,
  discount: text,
  /** A rate in hundredths of a percent, or the id of a motive for none (vat-motives.json). */
  vat: text,
  /** Of a situation: the contract and what was invoiced before in euros, what is done in percent. */
  contract: text,
  toDate: text,
  previous: text,
  /** Of a credit note: the quantity that was invoiced. */
  invoiced: text,
})
export type SheetLine = z.infer<typeof SheetLine>
export type Cell = keyof SheetLine

/** Row nothing has been typed into: its unit and VAT come by themselves. */
export const blankLine = (vat = '2000'): SheetLine => SheetLine.parse({ vat })
export const isBlankLine = ({ unit, vat, invoiced, ...cells }: SheetLine): boolean =>
  Object.values(cells).every((cell) => !cell.trim())

/** Percent as people type it, « 5,5 % », in hundredths; undefined when it is none. */
export function parsePercent(typed: string): number | undefined {
  const value = parseDecimal(typed.replace('%', ''), 2)
  return value !== undefined && value >= 0 && value <= 10_000 ? value : undefined
}

/** Cells of a row that are no number, with the line they give where those count as nothing. */
export type ReadLine = { line: AuthoredLine; unread: Cell[] }

/**
 * Line of a row. A quantity that is not typed is one, once there is a price; a progress is of the contract. `isProgress` for a situation.
 */
export function lineOf(row: SheetLine, isProgress: boolean): ReadLine {
  const unread: Cell[] = []
  const numberIn = (cell: Cell, parse: (typed: string) => number | undefined, empty = 0) => {
    if (!row[cell].trim()) return empty
    const value = parse(row[cell])
    if (value === undefined) unread.push(cell)
    return value ?? empty
  }
  const isMotive = motiveOf(row.vat) !== undefined
  const line = {
    reference: row.reference.trim(),
    designation: row.designation.trim(),
    details: row.details.trim(),
    unit: row.unit,
    rate: isMotive ? 0 : Number(row.vat) || 0,
    motive: isMotive ? row.vat : '',
  }
  if (isProgress) {
    const [contract, toDate] = [numberIn('contract', parseCents), numberIn('toDate', parsePercent)]
    const progress = { contract, toDate, previous: numberIn('previous', parseCents) }
    return { line: { ...line, quantity: 10_000, unitPrice: 0, discount: 0, progress }, unread }
  }
  const quantity = numberIn(
    'quantity',
    (typed) => parseDecimal(typed, QUANTITY_DECIMALS),
    row.price.trim() ? 10_000 : 0,
  )
  const unitPrice = numberIn('price', (typed) => parseDecimal(typed.replace('€', ''), PRICE_DECIMALS))
  return {
    line: { ...line, quantity, unitPrice, discount: numberIn('discount', parsePercent), progress: null },
    unread,
  }
}

const comma = (value: number, decimals: number, least = 0) => toDecimalText(value, decimals, least).replace('.', ',')

/** Row that gives this line, as a person would have typed it. */
export const rowOf = (line: AuthoredLine): SheetLine =>
  SheetLine.parse({
    reference: line.reference,
    designation: line.designation,
    details: line.details,
    quantity: line.progress ? '' : comma(line.quantity, QUANTITY_DECIMALS),
    unit: line.unit,
    price: line.progress ? '' : comma(line.unitPrice, PRICE_DECIMALS, 2),
    discount: line.discount ? comma(line.discount, 2) : '',
    vat: line.motive || String(line.rate),
    contract: line.progress ? comma(line.progress.contract, 2, 2) : '',
    toDate: line.progress ? comma(line.progress.toDate, 2) : '',
    previous: line.progress?.previous ? comma(line.progress.previous, 2, 2) : '',
  })
