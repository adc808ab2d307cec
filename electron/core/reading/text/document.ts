import type { Origin, Rival, Trust } from '../../../../shared/domain/document/reading.ts'
import type { Place } from '../../../../shared/domain/document/page/place.ts'
import type { Page } from '../../../../shared/domain/document/page/runs.ts'
import { french } from '../../../../shared/base/french.ts'
import { placeOn } from '../../../../shared/domain/document/page/words.ts'
import { labelsIn, type LabelHit } from './labels.ts'
import { boxOnPage, layOut, type Segment } from '../../../../shared/domain/document/page/layout.ts'
import { joinCurrency } from './currency.ts'
import { joinOverflow } from './overflow.ts'

/** A segment with the labels in it, and where it stands on its page: 0 to 1 from the top, and from the left. */
export type Cell = Segment & { labels: LabelHit[]; isColumnHead: boolean; depth: number; across: number }

/** Part of a cell’s text. */
export type Span = { cell: Cell; from: number; to: number }

/** A value read from the text, with the words that announced it and how good a sign they are. */
export type Candidate<T> = {
  value: T
  score: number
  at: Span
  label?: Span
  reason?: string
  /** Why it is to be looked at whatever announces it, in a few French words. */
  doubt?: string | undefined
  /** Others of the page with as good a claim, the best first. */
  rivals?: Claimant[] | undefined
}
/** A value of the page, and where. */
export type Claimant = { value: string | number; at?: Span | undefined }

/** The text of a PDF, ready to be asked. */
export type TextDocument = {
  cells: Cell[]
  pages: Page[]
  /** The next cell to the right on the same line. */
  right: (cell: Cell) => Cell | undefined
  /** Cells on the same line to the left, the nearest first. */
  lefts: (cell: Cell) => Cell[]
  /** Cells under this one, the nearest first: their columns overlap, and they are not further than `reach` heights of letters. */
  below: (cell: Cell, reach: number) => Cell[]
  above: (cell: Cell, reach: number) => Cell[]
}

/** Lays out the pages of a PDF, finds the labels, and answers which cell is beside which. */
export function createTextDocument(pages: Page[]): TextDocument {
  const segments = joinCurrency(joinOverflow(layOut(pages), pages)).filter(
    ({ text }) => !/^[\s:;.,|_*–—-]+$/.test(text),
  )
  const cells = segments.map((segment): Cell => {
    const { height = 1, width = 1 } = pages.find(({ number }) => number === segment.page) ?? {}
    const { left, top } = boxOnPage(segment)
    const labels = labelsIn(segment.plain)
    return { ...segment, labels, isColumnHead: false, depth: top / height, across: left / width }
  })
  const sheets = Map.groupBy(cells, ({ sheet }) => sheet)
  const onSheet = (cell: Cell) => sheets.get(cell.sheet) ?? []
  /** Cells of its line; else, for a label beside two lines of text, those half a line away. */
  const besides = (cell: Cell, isOnSide: (other: Cell) => boolean) => {
    const others = onSheet(cell).filter((other) => other !== cell && isOnSide(other))
    const onLine = others.filter((other) => isSameLine(cell, other, 0.45))
    return onLine.length > 0 ? onLine : others.filter((other) => isSameLine(cell, other, 0.62))
  }
  const document: TextDocument = {
    cells,
    pages,
    right: (cell) =>
      besides(cell, (other) => other.left >= cell.right - 0.3 * cell.size).toSorted((a, b) => a.left - b.left)[0],
    lefts: (cell) =>
      besides(cell, (other) => other.right <= cell.left + 0.3 * cell.size).toSorted((a, b) => b.right - a.right),
    below: (cell, reach) =>
      onSheet(cell)
        .filter((other) => isSameColumn(cell, other) && other.top > cell.bottom - 0.5 * cell.size)
        .filter((other) => other.top - cell.bottom < reach * Math.max(cell.size, Math.min(other.size, 2 * cell.size)))
        .toSorted((a, b) => a.top - b.top || a.left - b.left),
    above: (cell, reach) =>
      onSheet(cell)
        .filter((other) => isSameColumn(cell, other) && other.bottom < cell.top + 0.5 * cell.size)
        .filter((other) => cell.top - other.bottom < reach * Math.max(other.size, Math.min(cell.size, 2 * other.size)))
        .toSorted((a, b) => b.top - a.top || a.left - b.left),
  }
  for (const cell of cells) joinLabels(document, cell)
  for (const sheet of sheets.values()) markColumnHeads(sheet)
  return document
}

/** Their middles are on one line, whatever their sizes. */
const isSameLine = (a: Cell, b: Cell, tolerance: number) =>
  Math.abs(a.top + a.bottom - b.top - b.bottom) / 2 < tolerance * Math.max(a.size, b.size) &&
  Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > 0.3 * Math.min(a.size, b.size)

/**
 * « Code service » over « exécutant », « Facture » over « n° 12 »: a label printed on two lines is moved to the second, from
 * which its value is looked for. Not where the first line has its own value on its right.
 */
function joinLabels(document: TextDocument, upper: Cell) {
  // No label has a digit: those of most values need not be looked for.
  if (/\d$/.test(upper.plain)) return
  const lower = document.below(upper, 0.5)[0]
  if (
    !lower ||
    /^\d/.test(lower.plain) ||
    Math.abs(lower.size - upper.size) > 0.1 * upper.size ||
    hasValueOnRight(document, upper)
  )
    return
  const gap = upper.plain.length + 1
  const hits = labelsIn(`${upper.plain} ${lower.plain}`)
  const joined = hits.find(({ from, to }) => from < gap - 1 && to > gap)
  if (!joined) return
  upper.labels = hits.filter(({ to }) => to < gap)
  lower.labels = [
    { ...joined, from: 0, to: joined.to - gap },
    ...hits.filter(({ from }) => from >= gap).map((hit) => ({ ...hit, from: hit.from - gap, to: hit.to - gap })),
  ]
}

const hasValueOnRight = (document: TextDocument, cell: Cell) => /\d/.test(document.right(cell)?.plain ?? '')

const isSameColumn = (a: Cell, b: Cell) =>
  a !== b && Math.min(a.right, b.right) - Math.max(a.left, b.left) > -0.4 * Math.min(a.size, b.size)

/** « Libellé », « TVA », « Montant HT » */
const HEADS = new Set<LabelHit['name']>(['column', 'netTotal', 'taxTotal', 'grossTotal'])

/** A line with two words of a table of articles is its head: « Date » in it is not the date of the invoice. */
function markColumnHeads(sheet: Cell[]) {
  for (const cell of sheet) {
    if (!cell.labels.some(({ name }) => name === 'column')) continue
    const line = sheet.filter((other) => Math.abs(other.top + other.bottom - cell.top - cell.bottom) < 1.6 * cell.size)
    const words = line.filter(
      ({ labels, plain }) => !/\d/.test(plain) && labels.some(({ name }) => HEADS.has(name)),
    ).length
    if (words >= 2) for (const other of line) other.isColumnHead = other.isColumnHead || other.text.length < 40
  }
}

/** All labels of these names, in reading order. */
export const labelled = ({ cells }: TextDocument, ...names: LabelHit['name'][]): { cell: Cell; hit: LabelHit }[] =>
  cells.flatMap((cell) => cell.labels.filter(({ name }) => names.includes(name)).map((hit) => ({ cell, hit })))

/** Where a value lies: page, and box in fractions of the page as displayed. */
export function placeOf({ cell, from, to }: Span, pages: Page[]): Place | undefined {
  const page = pages.find(({ number }) => number === cell.page)
  return page && placeOn(page, boxOnPage(cell, from, to))
}

/** What is known of a value: where it is, the words that announce it, why it is believed. */
export type Evidence = {
  at?: Span | undefined
  label?: Span | undefined
  reason?: string | undefined
  trust: Trust
} & {
  rivals?: Claimant[] | undefined
}

/** What is to be said of a value found in the text. A value without a reason of its own has that of its label or its place. */
export function originOf({ at, label, reason, trust, rivals = [] }: Evidence, pages: Page[]): Origin {
  const place = at && placeOf(at, pages)
  const words = label?.cell.text.slice(label.from, label.to).trim()
  const why = reason ?? (words ? `annoncé par « ${words} »` : at ? 'd’après sa place sur la page' : 'n’est pas imprimé')
  return {
    source: 'text',
    trust,
    reason: french(why),
    ...(words ? { label: words } : {}),
    ...(place ? { place } : {}),
    ...(trust === 'check' && rivals.length > 0 && { rivals: rivals.map((rival) => rivalOf(rival, pages)) }),
  }
}

function rivalOf({ value, at }: Claimant, pages: Page[]): Rival {
  const place = at && placeOf(at, pages)
  return { value, ...(place ? { place } : {}) }
}

/** The best candidate; the first one in reading order where several are as good. */
export const best = <T>(candidates: Candidate<T>[]): Candidate<T> | undefined =>
  candidates.reduce<Candidate<T> | undefined>((top, next) => (top && top.score >= next.score ? top : next), undefined)
