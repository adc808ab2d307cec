import type { Candidate, Cell, Span, TextDocument } from './document.ts'
import { choose, withDoubts } from './rivals.ts'
import type { LabelHit } from './labels.ts'
import { datesIn, type Shape } from '../../../../shared/domain/document/page/shapes.ts'

type Role = 'issueDate' | 'dueDate' | 'other'
type Announced = { role: Role; weight: number; label?: Span }
type DateFound = Candidate<string> & { role: Role }

/** The day of the invoice and the day it is due. A date that only might be meant comes with a low score. */
export function readDates(document: TextDocument): { issueDate?: Candidate<string>; dueDate?: Candidate<string> } {
  const dates = document.cells.flatMap((cell) =>
    [...datesIn(cell.plain), ...dateOverTwoLines(document, cell), ...dayInFigures(document, cell)].map(
      ({ value, from, to }): DateFound => {
        const { role, weight, label } = roleOf({ document, cell, from })
        const score = weight * 10 - (cell.page > 1 ? 4 : 0) - cell.depth * 2
        return { role, value, score, at: { cell, from, to }, ...(label ? { label } : {}) }
      },
    ),
  )
  const issued = choose(
    dates.filter(({ role, score }) => role === 'issueDate' && score > 0),
    sameText,
  )
  const issueDate = issued.chosen && withRivals(issued.chosen, issued.rivals)
  const due = dates.filter(({ role, value }) => role === 'dueDate' && (!issueDate || value >= issueDate.value))
  const { chosen, rivals } = choose(due, sameText)
  const dueDate = chosen && withRivals(chosen, rivals)
  return { ...(issueDate ? { issueDate } : {}), ...(dueDate ? { dueDate } : {}) }
}

const sameText = (value: string) => value
const shown = (iso: string) => iso.split('-').toReversed().join('/')

/** A day with a rival is no better than a guess. */
function withRivals(chosen: Candidate<string>, rivals: Candidate<string>[]): Candidate<string> {
  const doubted = withDoubts(chosen, rivals, shown)
  return doubted === chosen ? chosen : { ...doubted, score: Math.min(chosen.score, DOUBTED) }
}
/** Below what makes a day probable. */
const DOUBTED = 8

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
  const before = cell.plain.slice(0, from)
  if (isPeriod(cell.plain, from) || isPrintedByBrowser(cell.plain, from)) return { role: 'other', weight: 0 }
  if (isOfDiscount(cell.plain, from)) return { role: 'other', weight: 0 }
  if (/(?:avant le|avant|au plus tard(?: le)?)\s*:?\s*$/.test(before) && /pay|regl|ttc|montant|net\b/.test(before)) {
    return { role: 'dueDate', weight: 2.5 }
  }
  const inside = cell.labels.findLast(({ to }) => to <= from)
  const gap = inside ? cell.plain.slice(inside.to, from) : ''
  if (inside && gap.length < 40) {
    if (inside.name === 'number' && isNumberLike(cell, from)) return { role: 'other', weight: 0 }
    const found = announced(inside, cell)
    return /\p{L}{4}/u.test(gap) ? { ...found, weight: found.weight - 1.2 } : found
  }
  if (LE.test(before) && from < 45)
    return OTHER_DAY.test(before) ? { role: 'other', weight: 0 } : { role: 'issueDate', weight: 1.8 }
  if (AFTER_PLACE.test(before) && !OTHER_DAY.test(before) && isOnFirstHalf(cell))
    return { role: 'issueDate', weight: 1.4 }
  if (/^(?:du|le|en date du)\s*:?\s*$/.test(before) && isUnderNumber(document, cell))
    return { role: 'issueDate', weight: 2.2 }
  if (/\p{L}{3}/u.test(before.replace(WEEKDAY, ''))) return { role: 'other', weight: 0 }
  const isNumber = isNumberLike(cell, from)
  const left = document.lefts(cell)[0]
  const onLeft = left && lastLabel(left)
  if (isNumber && onLeft?.name === 'number') return { role: 'other', weight: 0 }
  if (left && onLeft) return announced(onLeft, left)
  const above = document.above(cell, 2.6).find((other) => !isDateAlone(other))
  const overhead = above && lastLabel(above)
  if (isNumber && overhead?.name === 'number') return { role: 'other', weight: 0 }
  if (above && overhead && (!above.isColumnHead || overhead.weight > 2)) return announced(overhead, above)
  if (/^\W*$/.test(before) && isDateAlone(cell) && isUnderNumber(document, cell))
    return { role: 'issueDate', weight: 1.5 }
  const isLoose =
    cell.page === 1 && cell.depth < 0.5 && !document.lefts(cell).some(({ text }) => /\p{L}{3}/u.test(text))
  return { role: isLoose && !above?.isColumnHead ? 'issueDate' : 'other', weight: 0.5 }
}

/** « Facture n° 20261112 »: a number, however much it looks like a day. */
const isNumberLike = ({ plain }: Cell, from: number) => /^20\d{6}(?!\d)/.test(plain.slice(from))

/** « Saint-André-des-Eaux, 12 novembre 2026 » */
const AFTER_PLACE = /^\p{L}[\p{L}' -]{2,40},\s*$/u

const WEEKDAY = /\b(?:lun|mar|mercre|jeu|vendre|same)di\b|\bdimanche\b/

/** « Plouvara, le », « Le lundi ». */
const LE = /(?:^|[\p{L}\s,])le\s*:?\s*(?:(?:lun|mar|mercre|jeu|vendre|same)di\s*|dimanche\s*)?$/u

/** « Intervention le », « Reçu le »: what happened on that day was not the invoice. */
const OTHER_DAY =
  /intervention|travaux|\brecue?s?\b|arrivee?\b|courrier|livre|livraison|prestation|realis|effectu|execut|deliber|conseil|seance|commande|devis|signe|visite|notifi|depann|\bvus?\b|marche|periode|payee?|regle|acquitt|encaiss|expedi|retir|enlev|rendez|chantier|\bpose|installation|maintenance|entretien|contrat|convention|ordre de service|\bpv\b|mise en|naissance|inscription|debut|fin\b|evenement|spectacle|stage|formation|reunion|releve|mission|repas|sejour|location|escompte/

/** « En cas de paiement avant le 20/03 : escompte de 2 % »: in one sentence, unless there is none. */
const isOfDiscount = (plain: string, from: number) => {
  const start = Math.max(plain.lastIndexOf('. ', from), plain.lastIndexOf(' - ', from), plain.lastIndexOf(';', from))
  const rest = plain.slice(Math.max(0, start))
  return /escompte/.test(rest) && !/(?:pas|sans|aucun)\s(?:d')?escompte|escompte\s*:?\s*(?:neant|aucun|0)/.test(rest)
}

/** A browser prints the day and the hour over the page, and its address under it. */
const isPrintedByBrowser = (plain: string, from: number) =>
  /^\S*,?\s+\d{1,2}:\d\d/.test(plain.slice(from)) || /(?:https?:|www\.|file:)\S*$/.test(plain.slice(0, from))

/** « Date : 12 11 2026 », « Date : 12112026 »: figures alone are a day only right after their label. */
function dayInFigures(document: TextDocument, cell: Cell): Shape<string>[] {
  const start = /^\d{2} ?\d{2} ?20\d\d$/.test(cell.plain)
    ? [document.lefts(cell)[0], document.above(cell, 2.6)[0]].some((other) => other && isDayLabel(lastLabel(other))) &&
      0
    : cell.labels.findLast((hit) => isDayLabel(hit))?.to
  const [all = '', lead = '', day, month, year] =
    typeof start === 'number' ? (/^(\s*:?\s*)(\d{2}) ?(\d{2}) ?(20\d\d)(?!\d)/.exec(cell.plain.slice(start)) ?? []) : []
  if (typeof start !== 'number' || !all) return []
  const [found] = datesIn(`${day}/${month}/${year}`)
  return found ? [{ value: found.value, from: start + lead.length, to: start + all.length }] : []
}

const isDayLabel = (hit: LabelHit | undefined) => hit?.name === 'issueDate' || hit?.name === 'dueDate'

const isOnFirstHalf = ({ page, depth }: Cell) => page === 1 && depth < 0.5

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
