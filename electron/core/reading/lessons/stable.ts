import type { Fields } from '../../../../shared/domain/fields/fields.ts'
import type { Cell, TextDocument } from '../text/document.ts'
import { readParties } from '../text/parties.ts'
import { plain } from '../../../../shared/domain/document/page/plain.ts'
import { amountsIn } from '../../../../shared/domain/document/page/shapes.ts'
import { headOf } from './words.ts'

/** Longer ones are sentences. */
const LONGEST = 60
const TOTALS: readonly string[] = ['netTotal', 'taxTotal', 'grossTotal', 'payable']

export type Stability = { isOurs: (cell: Cell) => boolean; stable: Cell[] }

/**
 * What of a page belongs to the layout: neither the buyer’s block, nor a value of this invoice; and of that what is found
 * at the same place again, which articles are not.
 */
export function stability(document: TextDocument, fields: Fields): Stability {
  const { buyer } = readParties(document).sides
  const values = Object.entries(fields).flatMap(([name, value]) =>
    typeof value === 'string' && name !== 'supplierName' ? lettersIn(value) : [],
  )
  const isValue = (cell: Cell) => {
    const [text = ''] = lettersIn(cell.text)
    return values.some(
      (value) => ` ${text} `.includes(` ${value} `) || (text !== '' && ` ${value} `.includes(` ${text} `)),
    )
  }
  const isOurs = (cell: Cell) => !buyer.has(cell) && !isValue(cell)
  const tables = tablesOf(document)
  const isArticle = (cell: Cell) =>
    tables.some(({ sheet, top, bottom }) => cell.sheet === sheet && cell.top > top && cell.bottom < bottom) ||
    (cell.labels.length === 0 && hasAmount(document.right(cell)))
  const stable = document.cells.filter(
    (cell) => headOf(cell.plain) !== '' && cell.text.length < LONGEST && isOurs(cell) && !isArticle(cell),
  )
  return { isOurs, stable }
}

/** The letters of a value, without its figures; nothing where there are too few to tell. */
const lettersIn = (value: string) =>
  [
    plain(value)
      .replace(/[^\p{L}]+/gu, ' ')
      .trim(),
  ].filter((text) => text.length > 2)

const hasAmount = (cell: Cell | undefined) =>
  cell !== undefined && amountsIn(cell.plain).some(({ value }) => value.hasDecimals || value.hasCurrency)

/** From the head of a table to the first total under it. */
function tablesOf({ cells }: TextDocument) {
  return [...Map.groupBy(cells, ({ sheet }) => sheet)].flatMap(([sheet, own]) => {
    const heads = own.filter(({ isColumnHead }) => isColumnHead)
    if (heads.length === 0) return []
    const top = Math.min(...heads.map((head) => head.bottom))
    const totals = own.filter((cell) => cell.top > top && cell.labels.some(({ name }) => TOTALS.includes(name)))
    return [
      {
        sheet,
        top,
        bottom: Math.min(...totals.filter((cell) => !cell.isColumnHead).map((cell) => cell.top), Infinity),
      },
    ]
  })
}
