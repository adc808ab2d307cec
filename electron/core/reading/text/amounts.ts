import type { Cell, Span, TextDocument } from './document.ts'
import type { LabelHit, LabelName } from './labels.ts'
import { amountsIn, datesIn, ibansIn, ratesIn, siretsIn } from './shapes.ts'

export type AmountName = Extract<
  LabelName,
  'netTotal' | 'taxTotal' | 'grossTotal' | 'payable' | 'prepaid' | 'discount' | 'notTotal'
>

/** An amount of the document with what it is called by the words around it; `score` 0 when nothing calls it anything. */
export type Figure = {
  cents: number
  at: Span
  name: AmountName | undefined
  score: number
  label?: Span
  /** A rate printed in the label or between it and the amount, in hundredths. */
  rate?: number
  /** « TVA 20 % sur 1 000,00 »: what the tax was worked out on. */
  isBase: boolean
}

const NAMES: readonly string[] = ['netTotal', 'taxTotal', 'grossTotal', 'payable', 'prepaid', 'discount', 'notTotal']

/** All amounts of a document with their names. Whole numbers count only right after a label. */
export function figuresOf(document: TextDocument): Figure[] {
  return document.cells.flatMap((cell) => {
    const taken = [...datesIn(cell.plain), ...siretsIn(cell.plain), ...ibansIn(cell.plain)]
    const amounts = amountsIn(cell.plain).filter(
      ({ from, to }) => !taken.some((other) => from < other.to && to > other.from),
    )
    return amounts.flatMap(({ value, from, to }): Figure[] => {
      const figure = { cents: value.cents, at: { cell, from, to }, ...callingOf({ document, cell, from, to }) }
      const isAmount = value.hasCurrency || value.hasDecimals || (figure.score >= 24 && isAlone(cell, to))
      return isAmount ? [figure] : []
    })
  })
}

const isAlone = ({ plain }: Cell, to: number) => plain.slice(to).trim() === ''

type Spot = { document: TextDocument; cell: Cell; from: number; to: number }
type Calling = Pick<Figure, 'name' | 'score' | 'label' | 'rate' | 'isBase'>

const NOTHING: Calling = { name: undefined, score: 0, isBase: false }

/** Words before the amount in its cell, after it, on its left, then above: the nearer the better. */
function callingOf(spot: Spot): Calling {
  const { document, cell, from, to } = spot
  const before = cell.labels.findLast((hit) => hit.to <= from)
  if (before) {
    const between = cell.plain.slice(before.to, from)
    const isNear = !/[.;]\s|\p{L}{3,}.*\p{L}{3,}.*\p{L}{3,}/u.test(between) && between.length < 45
    return isNear ? calling(before, cell, { nearness: 3, between }) : NOTHING
  }
  const after = cell.labels.find((hit) => hit.from >= to && cell.plain.slice(to, hit.from).trim() === '')
  if (after && isTotal(after)) return calling(after, cell, { nearness: 2, between: '' })
  if (/\p{L}{3}/u.test(cell.plain.slice(0, from))) return NOTHING
  return onItsLeft(spot) ?? overhead(document, cell) ?? NOTHING
}

const isTotal = ({ name }: LabelHit) => NAMES.includes(name)

function calling(hit: LabelHit, cell: Cell, { nearness, between }: { nearness: number; between: string }): Calling {
  if (!isTotal(hit)) return NOTHING
  const rate = ratesIn(cell.plain.slice(hit.from) + ' ' + between).at(0)?.value
  return {
    name: hit.name as AmountName,
    score: hit.weight * 8 + nearness,
    label: { cell, from: hit.from, to: hit.to },
    isBase: /\b(?:sur|base|of|de)\s*:?\s*$/.test(between),
    ...(rate === undefined ? {} : { rate }),
  }
}

/** The first cell on the left that holds words: its label speaks, or the line is one of the articles. */
function onItsLeft({ document, cell }: Spot): Calling | undefined {
  const passed: string[] = []
  for (const left of document.lefts(cell)) {
    const label = left.labels.findLast(isTotal)
    const isLast =
      label && !/\p{L}{4}/u.test(left.plain.slice(label.to).replace(/\b(?:euros?|sur|taux|base|total|montant)\b/g, ''))
    if (isLast)
      return calling(label, left, {
        nearness: 2.5 - Math.min(1, passed.length * 0.5),
        between: [left.plain.slice(label.to), ...passed].join(' '),
      })
    if (/\p{L}{3}/u.test(left.plain.replace(/\beuros?\b/g, '')))
      return left.labels.some(({ name }) => name === 'taxTotal') ? undefined : { ...NOTHING }
    passed.unshift(left.plain)
  }
  return undefined
}

/** A head right above, with nothing but figures between. */
function overhead(document: TextDocument, cell: Cell): Calling | undefined {
  for (const above of document.above(cell, 12)) {
    if (amountsIn(above.plain).some(({ value }) => value.hasDecimals || value.hasCurrency)) continue
    const label = above.labels.find(isTotal)
    if (!label || cell.left > above.right + cell.size || cell.right < above.left - cell.size) return undefined
    const distance = (cell.top - above.bottom) / cell.size
    const head = calling(label, above, { nearness: distance < 2.5 ? 1.5 : 0, between: '' })
    return { ...head, score: above.isColumnHead || distance >= 2.5 ? Math.min(head.score, 6) : head.score }
  }
  return undefined
}
