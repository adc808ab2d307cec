import { isSiren, isSiret } from '../../../../shared/base/siret.ts'
import limits from '../../../../shared/tables/limits.json' with { type: 'json' }
import { nothingRemembered, type KnownParties } from '../known.ts'
import type { Claim } from './claim.ts'
import type { Candidate, Cell, TextDocument } from './document.ts'
import { best } from './document.ts'
import type { LabelHit } from './labels.ts'
import { ibansIn, sirensIn, siretsIn, type Shape } from '../../../../shared/domain/document/page/shapes.ts'

/** Two parties as the text shows them: which cells are theirs (parties.ts). */
export type Sides = { supplier: ReadonlySet<Cell>; buyer: ReadonlySet<Cell> }

export type Sirets = { supplierSiret?: Candidate<string>; buyerSiret?: Candidate<string> }

/**
 * SIRETs of both parties. Each 14-digit number with its check digit right is given to a side by the words around it, by the
 * block it stands in, and by what a SIREN elsewhere says. Takes the document and the blocks of both parties.
 */
export function readSirets(
  document: TextDocument,
  sides: Sides,
  known: KnownParties = nothingRemembered.parties,
): Sirets {
  const legalSirens = sirensOfSupplier(document)
  const found = document.cells.flatMap((cell) =>
    [...siretsIn(cell.plain), ...siretGoingOn(document, cell)]
      .filter(({ value, from }) => (isSiret(value) || isCalledSiret(document, cell, from)) && !isInIban(cell, from))
      .map(({ value, from, to }) => ({
        value,
        at: { cell, from, to },
        reason: reasonOf(value, known),
        ...sideOf({ document, value, cell, from, sides, legalSirens, known }),
      })),
  )
  const supplier = strongest(found.map((one) => ({ ...one, score: one.supplier - one.buyer })))
  const buyer = strongest(
    found.filter(({ value }) => value !== supplier?.value).map((one) => ({ ...one, score: one.buyer - one.supplier })),
  )
  return { ...(supplier ? { supplierSiret: supplier } : {}), ...(buyer ? { buyerSiret: buyer } : {}) }
}

/** « SIRET » and its groups of figures, printed far apart or on two lines. */
const siretGoingOn = (document: TextDocument, cell: Cell) =>
  siretsIn(cell.plain).length > 0 ? [] : goingOn({ document, cell, after: /siret[^\d]*/, find: siretsIn })

/** Groups of four of an IBAN, in boxes of their own or on two lines. */
const ibanGoingOn = (document: TextDocument, cell: Cell) =>
  goingOn({ document, cell, after: /iban\W*|^(?=[a-z]{2}\s?\d{2}\b)/, find: ibansIn })

/** « 842 103 », « 2A43 »: figures, a letter or two among them. */
const GROUPS = /^[a-z]{0,2}\d[\da-z]{0,4}(?: [a-z]{0,2}\d[\da-z]{0,4})*$/

type Start = { document: TextDocument; cell: Cell; after: RegExp; find: (plain: string) => Shape<string>[] }

/** A value that starts after these words and goes on in the cells on the right, or under it. */
function goingOn({ document, cell, after, find }: Start): Shape<string>[] {
  const word = after.exec(cell.plain)
  if (!word) return []
  const from = word.index + word[0].length
  const start = cell.plain.slice(from)
  const line = lineFrom(document, cell).slice(1)
  const end = line.findIndex(({ plain }) => !GROUPS.test(plain))
  const onRight = end < 0 ? line : line.slice(0, end)
  const under = document.below(cell, 0.8).slice(0, 1)
  return [onRight, under].flatMap((rest) =>
    find([start, ...rest.map(({ plain }) => plain)].join(' '))
      .slice(0, 1)
      .filter((shape) => shape.from < 2 && shape.to > start.length)
      .map(({ value }) => ({ value, from, to: cell.text.length })),
  )
}

function lineFrom(document: TextDocument, cell: Cell) {
  const line: Cell[] = [cell]
  for (let next = document.right(cell); next && line.length < 9; next = document.right(next)) line.push(next)
  return line
}

/** With a wrong check digit it is shown only when the document itself calls it a SIRET: test firms have such numbers. */
function isCalledSiret(document: TextDocument, cell: Cell, at: number) {
  const label = siretLabel(document, cell, at)
  return label !== undefined && (label.cell !== cell || /^[\s:°.n-]*$/.test(cell.plain.slice(label.hit.to, at)))
}

/** The word SIRET before a number: in its cell, else at the end of the cell on its left, else over it. */
function siretLabel(document: TextDocument, cell: Cell, at: number) {
  const inside = cell.labels.findLast(({ name, to }) => to <= at && /siret/i.test(name))
  if (inside || /\p{L}{2}/u.test(cell.plain.slice(0, at))) return inside && { cell, hit: inside }
  const around = [document.lefts(cell)[0], document.above(cell, 2)[0]]
  return around
    .flatMap((other) => (other ? [{ cell: other, hit: other.labels.at(-1) }] : []))
    .find((one): one is { cell: Cell; hit: LabelHit } => {
      const { hit } = one
      return hit !== undefined && /siret/i.test(hit.name) && !/\d/.test(one.cell.plain.slice(hit.to))
    })
}

const strongest = (candidates: Candidate<string>[]) => best(candidates.filter(({ score }) => score > 0))

type Clue = {
  document: TextDocument
  value: string
  cell: Cell
  from: number
  sides: Sides
  legalSirens: ReadonlySet<string>
  known: KnownParties
}

/** Points for either side. */
function sideOf({ document, value, cell, from, sides, legalSirens, known }: Clue) {
  const label = siretLabel(document, cell, from)
  const before = cell.labels.findLast((hit) => hit.to <= from && ['supplier', 'buyer'].includes(hit.name))
  const heading = headingOf(document, cell)
  let supplier = heading === 'supplier' ? 3 : 0
  let buyer = heading === 'buyer' ? 3 : 0
  if (label?.hit.name === 'supplierSiret') supplier += 10
  if (label?.hit.name === 'buyerSiret') buyer += 10
  if (before?.name === 'supplier' && before.weight > 2) supplier += 4
  if (before?.name === 'buyer' && before.weight > 2) buyer += 4
  if (LEGAL.test(cell.plain)) supplier += 4
  if (legalSirens.has(value.slice(0, 9))) supplier += 5
  if (sides.supplier.has(cell)) supplier += 4
  if (sides.buyer.has(cell)) buyer += 6
  // Public bodies have a SIREN in 1 or 2 more often than not: a hint, no proof (domaine.md §4.5).
  if (/^[12]/.test(value)) buyer += 2
  if (value === limits.stateSiret.value) buyer += 8
  if (isAtFoot(cell)) supplier += 2
  if (known.mySirets.includes(value)) supplier += KNOWN
  if (isBuyer(value, known)) buyer += KNOWN
  if (supplier === 0 && buyer === 0) supplier = label ? 1 : 0
  return { supplier, buyer, ...(label ? { label: { cell: label.cell, from: label.hit.from, to: label.hit.to } } : {}) }
}

/** Worth more than the words around a number together, but for a label that names its side. */
const KNOWN = 9
const isBuyer = (siret: string, { buyers }: KnownParties) => buyers.some((buyer) => buyer.siret === siret)

function reasonOf(siret: string, known: KnownParties) {
  if (known.mySirets.includes(siret)) return 'le SIRET de votre entreprise'
  if (isBuyer(siret, known)) return 'un client de votre carnet'
  return isSiret(siret) ? 'clé du SIRET juste' : 'clé du SIRET fausse'
}

/** « Émetteur » or « Client » at the head of its column. */
const headingOf = (document: TextDocument, cell: Cell) =>
  (cell.text.length < 45 ? document.above(cell, 10) : [])
    .flatMap(({ labels }) =>
      labels.filter(({ name, weight, from }) => from === 0 && weight > 2 && (name === 'supplier' || name === 'buyer')),
    )
    .at(0)?.name

const LEGAL = /\bcapital\b|\brcs\b|\br\.c\.s\b|\b(?:ape|naf)\b|\biban\b|intracom/
const isAtFoot = ({ depth }: Cell) => depth > 0.8

/** SIRENs beside « RCS » or in a line about the capital: those of who writes the invoice. */
function sirensOfSupplier({ cells }: TextDocument) {
  const legal = cells.filter(({ plain }) => /\brcs\b|r\.c\.s|\bcapital\b/.test(plain))
  return new Set(legal.flatMap(({ plain }) => sirensIn(plain).map(({ value }) => value)).filter(isSiren))
}

const isInIban = ({ plain }: Cell, at: number) => ibansIn(plain).some(({ from, to }) => at >= from && at < to)

/**
 * The account to pay to: an IBAN with its check digits right that is not the payer’s own. Of an assigned claim it is the one
 * named with it; of several nobody but a person can say which.
 */
export function readIban(document: TextDocument, claim: Claim | undefined): Candidate<string> | undefined {
  const found = document.cells.flatMap((cell) => {
    const inCell = ibansIn(cell.plain)
    const accounts = inCell.length > 0 ? inCell : ibanGoingOn(document, cell)
    if (/votre compte|compte debite|debiteur|preleve sur/.test(cell.plain)) return []
    const score = 10 + (/iban/.test(cell.plain) ? 5 : 0)
    return accounts.map(({ value, from, to }) => ({
      value,
      at: { cell, from, to },
      reason: 'clé de l’IBAN juste',
      score,
    }))
  })
  if (claim) {
    const assigned = found
      .filter(({ at }) => claim.cells.includes(at.cell))
      .map((one) => ({ ...one, score: one.score + 20 }))
    const one = best(assigned.length > 0 ? assigned : found)
    const doubt =
      assigned.length > 0 ? 'le compte de qui la créance est cédée' : 'la créance est cédée : est-ce le bon compte ?'
    return one && { ...one, doubt, rivals: othersThan(one, found) }
  }
  const chosen = best(found)
  const rivals = chosen ? othersThan(chosen, found) : []
  if (!chosen || rivals.length === 0) return chosen
  return { ...chosen, rivals, doubt: `la page porte aussi ${rivals.map(({ value }) => `« ${value} »`).join(' et ')}` }
}
/** Two at most, each account once. */
const othersThan = (chosen: Candidate<string>, found: Candidate<string>[]) =>
  [...new Map(found.map((one) => [one.value, one])).values()].filter(({ value }) => value !== chosen.value).slice(0, 2)
