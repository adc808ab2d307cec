import type { Candidate, Cell, TextDocument } from './document.ts'

/**
 * The day a delay leads to, « Règlement à 30 jours », where no day is printed. Counted from the day of the invoice, and only
 * when the page leaves no choice: « fin de mois » is worked out in two ways, « à réception » starts at a day nobody knows.
 */
export function dueByTerms(document: TextDocument, issueDate: string): Candidate<string> | undefined {
  const found = document.cells.flatMap((cell) => termsIn(document, cell))
  const [first] = found
  if (!first || found.some(({ days }) => days !== first.days)) return undefined
  const value = dayAfter(issueDate, first.days)
  return { value, score: 1, at: first.at, reason: `déduit de « ${first.days} jours », n’est pas imprimé` }
}

const DELAY = /(?<![\d,.])(\d{1,2})\s?(?:jours|jrs|j|days)(?![a-z])/g
const OF_PAYMENT = /reglement|paiement|payable|echeance|delai|payment|terms|due/
/** When else things happen in so many days. */
const OTHERWISE =
  /retard|penalit|rembours|escompte|retract|suspen|relance|interet|livr|valab|validit|fin de mois|fdm|reception|garantie/

function termsIn(document: TextDocument, cell: Cell) {
  if (OTHERWISE.test(cell.plain)) return []
  return [...cell.plain.matchAll(DELAY)].flatMap(({ 0: words, 1: digits, index }) => {
    const before = cell.plain.slice(0, index)
    const isAlone = /^(?:a |sous )?$/.test(before) && cell.plain.length - words.length - before.length < 25
    const around = [document.lefts(cell)[0], document.above(cell, 2.6)[0]]
    const isSaid = OF_PAYMENT.test(before.slice(-45)) || (isAlone && around.some((other) => isOfPayment(other)))
    const at = { cell, from: index, to: index + words.length }
    return isSaid ? [{ days: Number(digits), at }] : []
  })
}

const isOfPayment = (cell: Cell | undefined) =>
  cell !== undefined && cell.plain.length < 40 && OF_PAYMENT.test(cell.plain) && !OTHERWISE.test(cell.plain)

const dayAfter = (day: string, days: number) =>
  new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10)
