import type { Figure } from './amounts.ts'
import type { Cell, TextDocument } from './document.ts'

/** A line of money with its words as printed; `cents` below zero takes off. `name` is its field on Chorus Pro, if it has one. */
export type MoneyRow = {
  label: string
  cents: number
  name: 'prepaid' | 'discount' | 'retention' | undefined
  figure: Figure
}

const FIELDS: [NonNullable<MoneyRow['name']>, RegExp][] = [
  ['retention', /ret(?:enue)?\.? (?:de )?gar|\br\.?g\.?\b/],
  ['prepaid', /acompte|avance(?!s? pour)|arrhes|deja (?:regle|verse|paye|percu|facture)|provision|versement/],
  ['discount', /remise|rabais|ristourne|escompte|geste commercial/],
]
/** What else is taken off even where no minus is printed. */
const TAKEN_OFF = /dedu|penalit|subvention|\baides?\b|\bprime\b|\bavoir|prorata|imput/

/** The lines of money between two figures, down their column or along their line, from the first to the second. */
export function rowsBetween(document: TextDocument, figures: Figure[], first: Figure, last: Figure): MoneyRow[] {
  const [from, to] = [first.at.cell, last.at.cell]
  if (from.sheet !== to.sheet) return []
  const isAlong = Math.abs(middle(from) - middle(to)) < 0.5 * to.size
  const between = figures.filter((figure) => {
    const { cell } = figure.at
    if (cell.sheet !== to.sheet || isTotal(figure) || figure.cents === 0) return false
    if (isAlong)
      return Math.abs(middle(cell) - middle(to)) < 0.5 * to.size && cell.left > from.left && cell.left < to.left
    return middle(cell) > middle(from) + 1 && middle(cell) < middle(to) - 1 && isInColumn(figure, last)
  })
  return between.map((figure) => rowOf(document, figure, isAlong))
}

const middle = ({ top, bottom }: Cell) => (top + bottom) / 2

const isInColumn = ({ at: a }: Figure, { at: b }: Figure) => {
  // « Acompte ......... -500,00 » in one piece: the lines start together.
  if (isLine(a.cell) && isLine(b.cell)) return Math.abs(a.cell.left - b.cell.left) < b.cell.size
  const [left, right] = [a.cell.edges[a.from] ?? a.cell.left, a.cell.edges[a.to] ?? a.cell.right]
  return right > (b.cell.edges[b.from] ?? b.cell.left) && left < (b.cell.edges[b.to] ?? b.cell.right)
}

const isLine = ({ plain }: Cell) => /^\p{L}{2}/u.test(plain)

const isTotal = ({ callings }: Figure) =>
  callings.some(({ name, score }) => score >= 16 && ['netTotal', 'taxTotal', 'grossTotal', 'payable'].includes(name))

function rowOf(document: TextDocument, figure: Figure, isAlong: boolean): MoneyRow {
  const { cell, from } = figure.at
  const words = isAlong ? document.above(cell, 3)[0] : document.lefts(cell).find(({ plain }) => /\p{L}{2}/u.test(plain))
  const isOwn = /\p{L}{2}/u.test(cell.plain.slice(0, from))
  const label = (isOwn ? cell.text.slice(0, from) : (words?.text ?? '')).replace(/[\s.:…_-]+$/, '')
  const plain = isOwn ? cell.plain.slice(0, from) : (words?.plain ?? '')
  const name = FIELDS.find(([, pattern]) => pattern.test(plain))?.[0]
  const isOff = figure.cents < 0 || name !== undefined || TAKEN_OFF.test(plain)
  return { label, name, figure, cents: isOff ? -Math.abs(figure.cents) : figure.cents }
}
