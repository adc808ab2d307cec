import type { Candidate, Cell, Span, TextDocument } from './document.ts'
import { best } from './document.ts'
import type { LabelHit } from './labels.ts'
import { datesIn, type Shape } from '../../../../shared/domain/page/shapes.ts'

type Role = 'issueDate' | 'dueDate' | 'other'
type Announced = { role: Role; weight: number; label?: Span }
type DateFound = Candidate<string> & { role: Role }

/** The day of the invoice and the day it is due. A date that only might be meant comes with a low score. */
export function readDates(document: TextDocument): { issueDate?: Candidate<string>; dueDate?: Candidate<string> } {
  const dates = document.cells.flatMap((cell) =>
    [...datesIn(cell.plain), ...dateOverTwoLines(document, cell)].map(({ value, from, to }): DateFound => {
      const { role, weight, label } = roleOf({ document, cell, from })
      const score = weight * 10 - (cell.page > 1 ? 4 : 0) - cell.depth * 2
      return { role, value, score, at: { cell, from, to }, ...(label ? { label } : {}) }
    }),
  )
  const issueDate = best(dates.filter(({ role, score }) => role === 'issueDate' && score > 0))
  const due = dates.filter(({ role, value }) => role === 'dueDate' && (!issueDate || value >= issueDate.value))
  const dueDate = best(due)
  return { ...(issueDate ? { issueDate } : {}), ...(dueDate ? { dueDate } : {}) }
}

/** « 11 mars » at the end of a line, and « 2025 » under it. */
function dateOverTwoLines(document: TextDocument, cell: Cell): Shape<string>[] {
  const start = cell.plain.search(/\d{1,2}(?:er)?\s\p{L}{3,9}\.?$/u)
  const year = start < 0 ? undefined : /^20\d\d\b/.exec(document.below(cell, 0.6)[0]?.plain ?? '')?.[0]
  const dates = year ? datesIn(`${cell.plain.slice(start)} ${year}`) : []
  return dates.map(({ value }) => ({ value, from: start, to: cell.plain.length }))
}

type At = { document: TextDocument; cell: Cell; from: number }

/** What announces a date: words before it in its cell, else the cell on its left, else the one above. */
function roleOf({ document, cell, from }: At): Announced {
  if (isPeriod(cell.plain, from)) return { role: 'other', weight: 0 }
  const before = cell.plain.slice(0, from)
  if (/(?:avant le|avant|au plus tard(?: le)?)\s*:?\s*$/.test(before) && /pay|regl|ttc|montant|net\b/.test(before)) {
    return { role: 'dueDate', weight: 2.5 }
  }
  const inside = cell.labels.findLast(({ to }) => to <= from)
  const gap = inside ? cell.plain.slice(inside.to, from) : ''
  if (inside && gap.length < 40) {
    const found = announced(inside, cell)
    return /\p{L}{4}/u.test(gap) ? { ...found, weight: found.weight - 1.2 } : found
  }
  if (/(?:^|[\p{L}\s,])le\s*:?\s*(?:(?:lun|mar|mercre|jeu|vendre|same)di\s*|dimanche\s*)?$/u.test(before) && from < 45)
    return { role: 'issueDate', weight: 2 }
  if (/^(?:du|le|en date du)\s*:?\s*$/.test(before) && isUnderNumber(document, cell))
    return { role: 'issueDate', weight: 2.2 }
  if (/\p{L}{3}/u.test(before)) return { role: 'other', weight: 0 }
  const left = document.lefts(cell)[0]
  const onLeft = left && lastLabel(left)
  if (left && onLeft) return announced(onLeft, left)
  const above = document.above(cell, 2.6).find((other) => !isDateAlone(other))
  const overhead = above && lastLabel(above)
  if (above && overhead && (!above.isColumnHead || overhead.weight > 2)) return announced(overhead, above)
  if (/^\W*$/.test(before) && isDateAlone(cell) && isUnderNumber(document, cell))
    return { role: 'issueDate', weight: 1.5 }
  const isLoose =
    cell.page === 1 && cell.depth < 0.5 && !document.lefts(cell).some(({ text }) => /\p{L}{3}/u.test(text))
  return { role: isLoose && !above?.isColumnHead ? 'issueDate' : 'other', weight: 0.5 }
}

/** « Du 6 février » on the line under « Facture n° 12 ». */
const isUnderNumber = (document: TextDocument, cell: Cell) =>
  [...document.above(cell, 2), ...document.lefts(cell)].some(({ labels }) =>
    labels.some(({ name, weight }) => name === 'number' && weight > 1),
  )

/** « du 1er au 31 mars 2025 » is when the work was done. */
const isPeriod = (plain: string, from: number) =>
  /(?:\bau|\bto|\bbis|[-–])\s*$/.test(plain.slice(0, from)) &&
  /\d\D{0,12}$/.test(plain.slice(0, from).replace(/(?:au|to|bis|[-–])\s*$/, ''))
    ? true
    : /^\S*[\s\S]{0,14}?\b(?:au|jusqu'au|to)\s+\d/.test(plain.slice(from, from + 30))

const isDateAlone = (cell: Cell) => datesIn(cell.plain).some(({ from, to }) => to - from > cell.plain.length - 3)

/** A label at the end of a cell speaks of what comes next; one followed by its own value does not. */
function lastLabel(cell: Cell) {
  const last = cell.labels.at(-1)
  return last && !/[\p{L}\d]/u.test(cell.plain.slice(last.to)) ? last : undefined
}

function announced(hit: LabelHit, cell: Cell): Announced {
  const label = { cell, from: hit.from, to: hit.to }
  if (hit.name === 'issueDate' || hit.name === 'dueDate') return { role: hit.name, weight: hit.weight, label }
  // « À payer : 12/04/2026 »
  if (hit.name === 'payable') return { role: 'dueDate', weight: 1, label }
  if (hit.name === 'number') return { role: 'issueDate', weight: hit.weight - 0.5, label }
  return { role: 'other', weight: 0 }
}
