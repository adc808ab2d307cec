import words from '../../../../shared/tables/party-words.json' with { type: 'json' }
import type { Cell, TextDocument } from './document.ts'
import { datesIn } from '../../../../shared/domain/document/page/shapes.ts'

/** Lines printed under each other, as an address is. */
export type Block = { cells: Cell[] }

const anyOf = (list: string[], { isWhole = true } = {}) =>
  new RegExp(
    `(?<![a-z0-9])(?:${list.map((word) => word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('|')})${isWhole ? '(?![a-z])' : ''}`,
  )

const atStart = (list: string[]) => new RegExp(`^[\\s\\W]*(?:${anyOf(list).source})`)

const PUBLIC = anyOf(words.publicBodies)
const STREET = anyOf(words.streets)
const CONTACT = new RegExp(
  `${anyOf(words.contacts).source}\\s{0,2}[:.+(\\d]|[@☎✆📞📱✉]|www\\.|https?:|(?<!\\d)0\\d(?:[ .-]?\\d\\d){4}`,
)
const LEGAL = anyOf(words.legal)
const TITLE = atStart(words.titles)
const COURTESY = atStart(words.courtesy)
/** « 44000 Nantes », « F-44000 Nantes », « 1025 RX Amsterdam »; not « BP 40012 ». */
const TOWN = /(?:^|[\s,–-])(?:[a-z]{1,2}-)?(?<!bp |cs )(?:\d{5}|\d{4} ?[a-z]{2})\s+\p{L}['\p{L}]/u

export const isPublicBody = (plain: string): boolean => PUBLIC.test(plain) || PUBLIC.test(plain.replaceAll('.', ''))
export const isTown = (plain: string): boolean => TOWN.test(plain)
export const isContact = (plain: string): boolean => CONTACT.test(plain)
export const isLegal = (plain: string): boolean => LEGAL.test(plain)
export const isCourtesy = (plain: string): boolean => COURTESY.test(plain)
export const isStreet = (plain: string): boolean =>
  NUMBERED.test(plain) || STARTS_AS_STREET.test(plain) || (STREET.test(plain) && /\d/.test(plain))

const NUMBERED = /^\d{1,4}\s?(?:bis|ter|quater|[a-d])?[\s,]|\p{L}(?:str\.|strasse|weg|straat|laan|plein) \d/u
const STARTS_AS_STREET =
  /^(?:rue|avenue|av\.|boulevard|bd|place|chemin|route|allee|impasse|quai|square)\s| (?:street|road)$/

const NOT_NAME = anyOf(words.notNames)
const CIVILITY_ALONE = /^(?:mr|m|mme|mlle|monsieur|madame|messieurs)\.?(?: et (?:mme|madame))?$/

type NameCell = Pick<Cell, 'plain' | 'text' | 'isColumnHead' | 'labels'>

/** A line that could be the name of a firm or of a public body. */
export function couldBeName({ plain, text, isColumnHead, labels }: NameCell): boolean {
  const letters = plain.match(/\p{L}/gu)?.length ?? 0
  const digits = plain.match(/\d/g)?.length ?? 0
  if (isColumnHead || text.length > 90 || letters < (/^\P{Ll}*$/u.test(text) ? 2 : 3) || digits > letters) return false
  if (labels.some(({ from, to, weight }) => from === 0 && to >= plain.length - 2 && weight > 0)) return false
  if (
    labels.some(({ from, to }) => from === 0 && plain.charAt(to) === ':') ||
    labels.some(({ from, to }) => from === 0 && plain.slice(to, to + 2) === ' :')
  )
    return false
  // « Note n° FC-25 »: a number, announced.
  if (labels.some(({ from, to, name }) => from === 0 && name === 'number' && /^[\s:]*\S*\d/.test(plain.slice(to))))
    return false
  if (/^[a-z]*\d{2,}[a-z\d]*$/.test(plain)) return false
  if (CIVILITY_ALONE.test(plain) || /^[(#*]/.test(plain)) return false
  if (isTown(plain) || isStreet(plain) || isContact(plain) || isLegal(plain) || TITLE.test(plain)) return false
  if (datesIn(plain).length > 0 || /^[\d\s.,/€%°-]+$/.test(plain) || /\d{2}[,.]\d{2}(?!\d)/.test(plain)) return false
  return !NOT_NAME.test(plain) && !/\p{L}{4}[.;]\s+\p{L}|:$/u.test(plain)
}

/** The blocks of the first page, read from the top. */
export function blocksOf({ cells }: TextDocument): Block[] {
  const blocks: Block[] = []
  for (const cell of cells.filter(({ page, angle }) => page === 1 && angle === 0).toSorted((a, b) => a.top - b.top)) {
    const block = startsAnew(cell) ? undefined : blockAbove(blocks, cell)
    if (block) block.cells.push(cell)
    else blocks.push({ cells: [cell] })
  }
  return blocks
}

const blockAbove = (blocks: Block[], cell: Cell) =>
  blocks.find(({ cells }) => follows(cell, cells)) ?? blocks.find(({ cells }) => followsLoosely(cell, cells))

/** « Destinataire : » opens the block of somebody else. */
const startsAnew = ({ labels, plain }: Cell) =>
  labels.some(
    ({ name, from, to, weight }) =>
      from === 0 &&
      ((weight > 1 && (name === 'buyer' || name === 'supplier' || name === 'number')) ||
        (name === 'notParty' && to >= plain.length - 2)),
  )

/** One line right under the other, and in line with it on the left, in the middle or on the right. */
function follows(cell: Cell, lines: Cell[]) {
  const last = lines.at(-1)!
  const size = Math.max(cell.size, Math.min(last.size, 1.6 * cell.size))
  const gap = cell.top - last.bottom
  if (gap < -0.6 * size || gap > 0.85 * size || cell.top < last.top + 0.3 * size) return false
  const isInLine = [
    cell.left - last.left,
    cell.right - last.right,
    (cell.left + cell.right - last.left - last.right) / 2,
  ]
  return isInLine.some((distance) => Math.abs(distance) < 0.8 * size)
}

/** Word leaves a blank after each paragraph: lines further apart, but evenly, exactly in line, and of one address. */
function followsLoosely(cell: Cell, lines: Cell[]) {
  const [before, last] = [lines.at(-2), lines.at(-1)!]
  const pitch = cell.top - last.top
  const isEven = !before || Math.abs(pitch - (last.top - before.top)) < 0.15 * pitch
  const isAlike =
    Math.abs(cell.size - last.size) < 0.1 * last.size && Math.abs(cell.left - last.left) < 0.15 * last.size
  const isNewAddress = isTown(last.plain) && couldBeName(cell)
  return isAlike && isEven && !isNewAddress && pitch > 0.5 * last.size && cell.top - last.bottom < 1.45 * last.size
}
