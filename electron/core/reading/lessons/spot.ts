import type { Anchor, Beside, Spot, TaughtField } from '../../../../shared/domain/document/layout-hint.ts'
import type { Cell, Span, TextDocument } from '../text/document.ts'
import { candidates, type Found } from './forms.ts'
import { headOf, leadIn, leadOf, shownAs, wordsOf } from './words.ts'

/** How far above a value its head may stand, in heights of letters. */
const REACH = 4
/** As many anchors are kept: enough for a few of them to be missing the next time. */
const MOST_ANCHORS = 6
/** This share of the anchors’ words is printed somewhere: it is the same layout. */
const SAME_LAYOUT = 0.6
/** So many anchors point to a value without a word beside it; more where the words beside it are not those shown. */
const ENOUGH = 2
const ENOUGH_OTHERWISE = 3
/** Longer words beside a value tell it by themselves; « Siret » and « Total TTC » may stand anywhere. */
const TELLING = 12

type Described = {
  document: TextDocument
  at: Span
  pattern: string
  /** Words there may be beside a value, and cells that stay where they are from one invoice to the next. */
  isOurs: (cell: Cell) => boolean
  stable: Cell[]
}

/** Describes where a value stands, without the value. */
export function describeSpot({ document, at, pattern, isOurs, stable }: Described): Spot {
  const { cell } = at
  const own = boxOf(at)
  const width = widthOf(document, cell)
  const share = (length: number) => Math.round((length / width) * 10_000) / 10_000
  const beside = besides(document, at, isOurs)
  // The words beside it tell nothing more by their place.
  const told = beside.map(({ words }) => words)
  const anchors = stable
    .filter((other) => other.sheet === cell.sheet && other !== cell && !told.includes(wordsOf(other.plain)))
    .map((other) => ({ other, distance: Math.hypot(other.left - own.left, 2 * (other.bottom - own.bottom)) }))
    .toSorted((a, b) => a.distance - b.distance)
    .slice(0, MOST_ANCHORS)
    .map(({ other }): Anchor => {
      const [left, right, down] = [own.left - other.left, own.right - other.left, own.bottom - other.bottom].map(share)
      return { words: headOf(other.plain), left: left!, right: right!, down: down! }
    })
  return { page: pageOf(document, cell), beside, anchors, pattern }
}

function besides(document: TextDocument, at: Span, isOurs: (cell: Cell) => boolean): Beside[] {
  const lead = leadOf(at.cell.plain.slice(0, at.from))
  const shown = leadIn(at.cell.text.slice(0, at.from))
  const found: Beside[] = lead ? [{ side: 'inside', words: lead, shown }] : []
  for (const side of ['left', 'above'] as const) {
    const cell = isFirst(at) ? cellBeside(document, at, side) : undefined
    const words = cell && isOurs(cell) ? wordsOf(cell.plain) : ''
    if (cell && words) found.push({ side, words, shown: shownAs(cell.text) })
  }
  return found
}

const cellBeside = (document: TextDocument, { cell }: Span, side: 'left' | 'above') =>
  side === 'left' ? document.lefts(cell)[0] : document.above(cell, REACH)[0]

/**
 * A value where a lesson says it is: `isPlaced` when words around it are as far from it as they were, `isFirm` when its look
 * and more than one sign speak for it.
 */
export type Pointed = Found & { isPlaced: boolean; isFirm: boolean; label: Span | undefined }

type Asked = { document: TextDocument; field: TaughtField; spot: Spot; isStrict: boolean }

/**
 * Looks for the value of a field where it was shown. Undefined when this is another layout, when nothing fits, or when two
 * values fit as well. `isStrict`: all the words around it must be there.
 */
export function pointed({ document, field, spot, isStrict }: Asked): Pointed | undefined {
  const heads = headsOf(document)
  if (!isLaidOut(heads, spot, isStrict)) return undefined
  const enough = spot.beside.length > 0 ? ENOUGH_OTHERWISE : ENOUGH
  const [first, second] = candidates(document, field, spot.pattern)
    .filter(({ at: { cell } }) => isOnPage(pageOf(document, cell), spot.page))
    .map((one) => ({
      ...one,
      ...besideIt(document, one.at, spot),
      anchors: anchorsOf(document, one.at, { spot, heads }),
    }))
    .filter(({ isLike, besides, isTelling, anchors }) =>
      besides > 0 ? anchors > 0 || (isTelling && !isLike) : !isLike && anchors >= enough,
    )
    .map((one) => ({ ...one, weight: 2 * one.besides + one.anchors - (one.isLike ? 1 : 0) }))
    .toSorted((a, b) => b.weight - a.weight)
  if (!first || (second?.weight === first.weight && second.value !== first.value)) return undefined
  return { ...first, isPlaced: first.anchors > 0, isFirm: isFirm(first) }
}

const isFirm = ({ isLike, besides, anchors }: { isLike: boolean; besides: number; anchors: number }) =>
  !isLike && (besides > 0 ? besides + anchors > 1 : anchors >= ENOUGH_OTHERWISE)

/** Whether the words around a spot are printed in this document, wherever they are. */
export const isSameLayout = (document: TextDocument, spot: Spot): boolean => isLaidOut(headsOf(document), spot, false)

type Heads = Map<string, Cell[]>
const headsOf = ({ cells }: TextDocument): Heads => Map.groupBy(cells, ({ plain }) => headOf(plain))

function isLaidOut(heads: Heads, { anchors, beside }: Spot, isStrict: boolean) {
  const there = anchors.filter(({ words }) => heads.has(words)).length
  if (isStrict) return anchors.length >= ENOUGH_OTHERWISE && there === anchors.length
  return anchors.length > 0 ? there >= SAME_LAYOUT * anchors.length : beside.length > 0
}

const isOnPage = (page: Spot['page'], shown: Spot['page']) =>
  page.fromFirst === shown.fromFirst || page.fromLast === shown.fromLast

/** How many of the words around a value are as far from it as they were. */
function anchorsOf(document: TextDocument, at: Span, { spot, heads }: { spot: Spot; heads: Heads }) {
  const width = widthOf(document, at.cell)
  const own = boxOf(at)
  const isNear = (a: number, b: number) => Math.abs(a - b) < Math.max(0.6 * at.cell.size, 0.008 * width)
  return spot.anchors.filter(({ words, left, right, down }) =>
    (heads.get(words) ?? []).some(
      (cell) =>
        cell.sheet === at.cell.sheet &&
        isNear(cell.bottom + down * width, own.bottom) &&
        (isNear(cell.left + left * width, own.left) ||
          isNear(cell.left + right * width, own.right) ||
          isNear(cell.left + ((left + right) / 2) * width, (own.left + own.right) / 2)),
    ),
  ).length
}

/** How many of the words beside a value are those that were there, and the first of them. */
function besideIt(document: TextDocument, at: Span, { beside }: Spot) {
  const labels = beside.flatMap(({ side, words }): Span[] => {
    if (side === 'inside') {
      const lead = leadOf(at.cell.plain.slice(0, at.from))
      return lead === words || lead.endsWith(` ${words}`) ? [{ cell: at.cell, from: 0, to: at.from }] : []
    }
    const cell = isFirst(at) ? cellBeside(document, at, side) : undefined
    return cell && wordsOf(cell.plain) === words ? [{ cell, from: 0, to: cell.text.length }] : []
  })
  const isTelling = labels.some(({ cell, from, to }) => wordsOf(cell.plain.slice(from, to)).length > TELLING)
  return { besides: labels.length, isTelling, label: labels[0] }
}

/** Nothing but signs before it in its cell. */
const isFirst = ({ cell, from }: Span) => !/[\p{L}\d]/u.test(cell.plain.slice(0, from).replace(/n\s?°\s*$/, ''))

const boxOf = ({ cell, from, to }: Span) => ({
  left: cell.edges[from] ?? cell.left,
  right: cell.edges[to] ?? cell.right,
  bottom: cell.bottom,
})

const widthOf = ({ pages }: TextDocument, { page }: Cell) => pages.find(({ number }) => number === page)?.width ?? 1

function pageOf({ pages }: TextDocument, { page }: Cell): Spot['page'] {
  const last = pages.at(-1)?.number ?? page
  return { fromFirst: page, fromLast: last - page + 1 }
}
