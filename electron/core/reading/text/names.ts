import words from '../../../../shared/tables/party-words.json' with { type: 'json' }
import { couldBeName, isCourtesy, isTown, type Block } from './blocks.ts'
import type { Cell, Span } from './document.ts'
import { plain } from '../../../../shared/domain/document/page/plain.ts'

const FORMS = new RegExp(
  `(?<![a-z0-9])(?:${words.legalForms.map((form) => form.replaceAll('.', '\\.')).join('|')})(?![a-z0-9])`,
  'g',
)

/** A name without its legal form, capitals, accents and signs, to compare. */
export const bare = (name: string): string =>
  plain(name)
    .replace(FORMS, ' ')
    .replace(/[^a-z0-9]+/g, ' ')
    .trim()

/** The line of a block that names: the first that could, courtesies and services last. */
export function nameIn(cells: Cell[]): Span | undefined {
  const upToTown = cells.slice(0, cells.findIndex((cell) => isTown(cell.plain)) + 1 || cells.length)
  // A code above an address belongs to what is printed over it.
  const code = upToTown.findLastIndex(({ plain: line }) => /^[a-z]*\d[\da-z/.-]*$/.test(line))
  const under = upToTown.slice(code + 1).filter((cell) => couldBeName(cell))
  const lines = under.length > 0 ? under : upToTown.filter((cell) => couldBeName(cell))
  const line = lines.find((cell) => !isCourtesy(cell.plain)) ?? lines[0]
  return line && { cell: line, from: 0, to: line.text.length }
}

/** « Mr Camille Durand », « À l’attention de … »: what is said before a name. */
const BEFORE_NAME = /^(?:attn\.?|a l'attention d[eu']|mr|m\.|mme|mlle|monsieur|madame)\s*:?\s+(?=\p{L})/u
/** One line may hold the whole address: « Bei Spiel GmbH • Ecke 12 • 12345 Stadt ». */
const ADDRESS_FOLLOWS = /\s+[•·●|—–]\s+|,\s+(?=\p{Ll})|\s+[-–—]\s+(?=.*\d)|,\s+(?=\d|.*\d{5}\s)/u

/** The name in a span, without civilities before it or an address after it. */
export function named({ cell, from, to }: Span): { value: string; at: Span } {
  const start = from + (BEFORE_NAME.exec(cell.plain.slice(from, to))?.[0].length ?? 0)
  // « LOCAMAT Location de matériel », the first word in bold: the name ends where the letters change.
  const turn = cell.turns.find((index) => index > start + 2 && index < to) ?? to
  const [head = ''] = cell.text.slice(start, turn).trimEnd().split(ADDRESS_FOLLOWS)
  const value = head
    .replace(/^[\s:–-]+|[\s:;,–-]+$/g, '')
    .replace(/(?<!\.\w|\b\p{Lu}|inc|ltd|co)\.$|\s+\([^)]*\)$/iu, '')
  return { value, at: { cell, from: start, to: start + head.length } }
}

const LINKS = "de|du|des|d'|et|&"
const ENDS_OPEN = new RegExp(`[-–]$|(?:^|\\s)(?:${LINKS}|la|le|les|l'|-)$`)
const STARTS_OPEN = new RegExp(`^(?:(?:${LINKS})\\s|d'|-)`)

/** A long name goes on in the next line of its block: the line was full, or both stand out by their size. */
export function wholeName(span: Span, block: Block | undefined): { value: string; at: Span } {
  const { cell, to } = span
  const first = named(span)
  const next = block?.cells[block.cells.indexOf(cell) + 1]
  if (!next || !couldBeName(next) || isCourtesy(next.plain)) return first
  if (first.at.to < to || Math.abs(next.size - cell.size) > 0.1 || next.plain === cell.plain) return first
  const others = block.cells.filter((other) => other !== cell && other !== next)
  const isFull =
    cell.text.length > 30 && cell.right > next.right && others.every(({ right }) => right <= cell.right + 1)
  const isOpen = ENDS_OPEN.test(cell.plain) || STARTS_OPEN.test(next.plain)
  const standsOut = cell.size > 11 && others.length > 0 && others.every(({ size }) => size < 0.85 * cell.size)
  if (!standsOut && !isOpen && !(isFull && !/\s/.test(next.text))) return first
  const rest = named({ cell: next, from: 0, to: next.text.length }).value
  return { ...first, value: `${first.value}${/\p{L}-$/u.test(cell.text) ? '-' : ' '}${rest}` }
}
