import type { Cell, Span, TextDocument } from './document.ts'
import type { LabelHit, LabelName } from './labels.ts'
import { amountsIn, datesIn, ibansIn, ratesIn, siretsIn } from '../../../../shared/domain/document/page/shapes.ts'

export type AmountName = Extract<
  LabelName,
  'netTotal' | 'taxTotal' | 'grossTotal' | 'payable' | 'prepaid' | 'discount' | 'retention' | 'adjustment' | 'notTotal'
>

/** What words near an amount call it, and how good a sign they are. */
export type Calling = {
  name: AmountName
  score: number
  label: Span
  /** A rate printed in the label or between it and the amount, in hundredths. */
  rate?: number
}

/** An amount of the document, with everything it may be called. */
export type Figure = { cents: number; at: Span; callings: Calling[] }

const NAMES: readonly string[] = [
  'netTotal',
  'taxTotal',
  'grossTotal',
  'payable',
  'prepaid',
  'discount',
  'retention',
  'adjustment',
  'notTotal',
]

/** All amounts of a document with their names. Whole numbers count only right after a label. */
export function figuresOf(document: TextDocument): Figure[] {
  return withoutRepeats(document, allFigures(document))
}

/** A label met again and again is that of each article, « Montant TVA : 0,48 », not of a total. */
function withoutRepeats({ pages }: TextDocument, figures: Figure[]): Figure[] {
  const wordsOf = ({ label: { cell, from, to } }: Calling) => cell.plain.slice(from, to)
  const often = Math.max(3, pages.length + 1)
  const places = Map.groupBy(
    figures.flatMap(({ callings }) => callings),
    wordsOf,
  )
  const isRepeated = (calling: Calling) =>
    new Set(places.get(wordsOf(calling))?.map(({ label }) => label.cell)).size > often
  return figures.map((figure) => ({
    ...figure,
    callings: figure.callings.map((one) => (isRepeated(one) ? { ...one, score: one.score - 16 } : one)),
  }))
}

function allFigures(document: TextDocument): Figure[] {
  const isCommaDecimal = document.cells.some(({ plain }) => /\d,\d\d(?!\d)/.test(plain))
  return document.cells.flatMap((cell) => {
    const taken = [...datesIn(cell.plain), ...siretsIn(cell.plain), ...ibansIn(cell.plain)]
    const amounts = amountsIn(cell.plain, { isCommaDecimal }).filter(
      ({ from, to }) => !taken.some((other) => from < other.to && to > other.from),
    )
    return amounts.flatMap(({ value, from, to }): Figure[] => {
      const isInBrackets =
        /\($/.test(cell.plain.slice(0, from).trimEnd()) ||
        (cell.plain.charAt(from) === '(' && to - from < cell.plain.length)
      const callings = isInBrackets ? [] : callingsOf({ document, cell, from, to })
      const isAmount = value.hasCurrency || value.hasDecimals
      const isWholeNumber = callings.some(({ score }) => score >= 26) && cell.plain.slice(to).trim() === ''
      return isAmount || isWholeNumber ? [{ cents: value.cents, at: { cell, from, to }, callings }] : []
    })
  })
}

type Spot = { document: TextDocument; cell: Cell; from: number; to: number }

/** Words before the amount in its cell or after it; else those on its left and those above: the nearer the better. */
function callingsOf(spot: Spot): Calling[] {
  const { document, cell, from, to } = spot
  const before = cell.labels.findLast((hit) => hit.to <= from && !isAside(cell.plain, hit, from))
  if (before) {
    const between = cell.plain.slice(before.to, from).replace(/[\s._…]{3,}|\([^)]*\)/g, ' ')
    const isFar = between.length >= 45 || /[.;]\s|\p{L}{4,}.*\p{L}{4,}.*\p{L}{4,}/u.test(between)
    return isFar ? [] : calling(before, cell, { nearness: 3, between })
  }
  const after = cell.labels.find((hit) => hit.from >= to && cell.plain.slice(to, hit.from).trim() === '')
  if (after) return calling(after, cell, { nearness: 2, between: '' })
  if (/\p{L}{3}/u.test(cell.plain.slice(0, from))) return []
  return [...onItsLeft(spot), ...overhead(document, cell)]
}

/** « Net à payer (TVA non applicable) : 615,00 »: what stands in brackets says nothing of the amount after them. */
const isAside = (plain: string, { from, to }: LabelHit, until: number) =>
  plain.lastIndexOf('(', from) > Math.max(0, plain.lastIndexOf(')', from)) && plain.slice(to, until).includes(')')

const isTotal = ({ name }: LabelHit) => NAMES.includes(name)

function calling(hit: LabelHit, cell: Cell, { nearness, between }: { nearness: number; between: string }): Calling[] {
  if (!isTotal(hit)) return []
  const rate = ratesIn(`${cell.plain.slice(hit.from)} ${between}`).at(0)?.value
  // « TVA 20 % sur 1 000,00 » is what the tax was worked out on.
  const name =
    hit.name === 'taxTotal' && /\b(?:sur|base|of|de)\s*:?\s*$/.test(between) ? 'netTotal' : (hit.name as AmountName)
  const score = name === hit.name ? hit.weight * 8 + nearness : 6
  return [{ name, score, label: { cell, from: hit.from, to: hit.to }, ...(rate === undefined ? {} : { rate }) }]
}

/** « Débours (non soumis à TVA) » */
const isInBrackets = (plain: string, at: number) => plain.lastIndexOf('(', at) > plain.lastIndexOf(')', at)

/** Words that say nothing of what an amount is. */
const EMPTY_WORDS = /\b(?:euros?|eur|sur|taux|base|en)\b/g

/** The first cell on the left that holds words: its label speaks, or the line is one of the articles. */
function onItsLeft({ document, cell }: Spot): Calling[] {
  const passed: string[] = []
  for (const left of document.lefts(cell)) {
    const totals = left.labels.filter(isTotal)
    const label = totals.findLast(({ from }) => !isInBrackets(left.plain, from)) ?? totals.at(-1)
    const isLast = label && !(label.from > 2 && /\p{L}{4}/u.test(left.plain.slice(label.to).replace(EMPTY_WORDS, '')))
    const nearness = 2.5 - Math.min(1, passed.filter((text) => /\d/.test(text)).length * 0.5)
    if (isLast) return calling(label, left, { nearness, between: [left.plain.slice(label.to), ...passed].join(' ') })
    if (/\p{L}{3}/u.test(left.plain.replace(EMPTY_WORDS, ''))) return []
    passed.unshift(left.plain)
  }
  return []
}

/** Several figures under a head: they are those of articles or rates, the last one perhaps their sum. */
const isColumn = (document: TextDocument, head: Cell) =>
  document.below(head, 8).filter(({ plain }) => amountsIn(plain).some(({ value }) => value.hasDecimals)).length > 1

/** A head above, with nothing but figures between. That of a column, or one far above, says little. */
function overhead(document: TextDocument, cell: Cell): Calling[] {
  for (const above of document.above(cell, 12)) {
    const isFigure = amountsIn(above.plain).some(({ value }) => value.hasDecimals || value.hasCurrency)
    if (isFigure || !/\p{L}{2}/u.test(above.plain)) continue
    const label = above.labels.find(isTotal)
    if (!label) return []
    const isClose = cell.top - above.bottom < 2.5 * cell.size && !above.isColumnHead && !isColumn(document, above)
    return calling(label, above, { nearness: 1.5, between: '' }).map((one) =>
      isClose ? one : { ...one, score: Math.min(one.score, 6) },
    )
  }
  return []
}
