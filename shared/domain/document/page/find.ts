import type { FieldName } from '../../fields/fields.ts'
import type { Place } from './place.ts'
import { plain } from './plain.ts'
import { amountsIn, datesIn, ibansIn, siretsIn, type Shape } from './shapes.ts'
import { kinds, type Value } from './take.ts'
import { around, type PageCell } from './words.ts'

/** Where a typed value is printed; undefined unless it is there exactly once. Takes the cells of all pages. */
export function placeOfValue(name: FieldName, value: Value, cells: PageCell[]): Place | undefined {
  const places = cells.flatMap((cell) =>
    spansOf(name, value, cell).flatMap(({ from, to }) => {
      const place = around(cell.words.filter((word) => word.from < to && word.to > from))
      return place ? [place] : []
    }),
  )
  return places.length === 1 ? places[0] : undefined
}

type Span = Pick<Shape<unknown>, 'from' | 'to'>

function spansOf(name: FieldName, value: Value, { plain: text }: PageCell): Span[] {
  switch (kinds[name]) {
    case 'amount':
      return amountsIn(text, { isCommaDecimal: true }).filter(
        ({ value: { cents, hasCurrency, hasDecimals } }) => cents === value && (hasCurrency || hasDecimals),
      )
    case 'day':
      return datesIn(text).filter((shape) => shape.value === value)
    case 'siret':
      return siretsIn(text).filter((shape) => shape.value === value)
    case 'iban':
      return ibansIn(text).filter((shape) => shape.value === value)
    case 'code':
    case 'words':
      return wordsLike(text, plain(String(value)))
    default:
      return []
  }
}

/** Whole words only: « 12 » is not found in « 2012 » nor in « 12-3 ». */
function wordsLike(text: string, wanted: string): Span[] {
  if (wanted.trim() === '') return []
  const pattern = wanted.replace(/[.*+?^${}()|[\]\\/]/g, String.raw`\$&`)
  return [...text.matchAll(new RegExp(String.raw`(?<![\p{L}\d/_-])${pattern}(?![\p{L}\d]|[/_-][\p{L}\d])`, 'gu'))].map(
    ({ 0: all, index }) => ({ from: index, to: index + all.length }),
  )
}
