import { couldBeName, isContact, isCourtesy, isLegal, isPublicBody, isStreet, isTown, type Block } from './blocks.ts'
import { labelled, type Candidate, type Cell, type Span, type TextDocument } from './document.ts'
import type { LabelHit } from './labels.ts'
import { bare, nameIn, named, wholeName } from './names.ts'
import { plain } from '../../../../shared/domain/document/page/plain.ts'

/** A name that may be one party’s, with the cells of its block. */
export type Party = Candidate<string> & { cells: Cell[] }

/** Names after a label: in its cell, on its right, or under it. */
export function announced(document: TextDocument, blocks: Block[], side: 'buyer' | 'supplier'): Party[] {
  return labelled(document, side).flatMap(({ cell, hit }) => {
    if (cell.isColumnHead || cell.page > 1) return []
    const span = nameBeside(document, cell, hit)
    if (!span) return []
    const block = blocks.find(({ cells }) => cells.includes(span.cell))
    const lines = linesFrom(block, span.cell, cell)
    const name = span.from > 0 ? span : (nameIn(lines) ?? span)
    const hint = side === 'buyer' && isPublicBody(name.cell.plain) ? 3 : 0
    // « SELLER TRADE NAME » without a colon may be one name, or a head over one.
    const isPlain = span.from === 0 || cell.plain.slice(hit.to, span.from).includes(':')
    const score = (hit.weight > 2 && isPlain ? 9 : 6) + hint
    return [{ ...wholeName(name, block), score, cells: lines, label: { cell, from: hit.from, to: hit.to } }]
  })
}

function nameBeside(document: TextDocument, cell: Cell, hit: LabelHit): Span | undefined {
  const next = cell.labels.find(({ from }) => from >= hit.to)
  const rest = cell.plain.slice(hit.to, next?.from ?? cell.plain.length)
  const [lead = ''] = /^[\s:–-]*/.exec(rest) ?? []
  const isSentence = hit.from > 0 || (hit.weight < 3 && !lead.includes(':'))
  if (/\p{L}{2}/u.test(rest)) {
    const from = hit.to + lead.length
    const head = named({ cell, from, to: next?.from ?? cell.text.length }).value
    const inline = { ...cell, labels: [], plain: plain(head), text: head }
    const isHead = lead.includes(':') || /^[\p{Lu}\d]/u.test(head)
    const isName =
      !isSentence &&
      isHead &&
      couldBeName(inline) &&
      !isCourtesy(inline.plain) &&
      cell.depth < 0.6 &&
      !/^(?:n°|code|#)/.test(inline.plain)
    return isName ? { cell, from, to: next?.from ?? cell.text.length } : undefined
  }
  if (hit.from > 0 || /\d/.test(rest) || next) return undefined
  const right = document.right(cell)
  const under = document
    .below(cell, 4)
    .slice(0, 2)
    .find((other) => couldBeName(other))
  const isRight = right && (couldBeName(right) || isAddress(right)) && !(under && isHeadOf(cell, under, right))
  const found = isRight ? right : under
  return found && { cell: found, from: 0, to: found.text.length }
}

/** « Émetteur » right over a name: what stands in the next column is somebody else’s. */
const isHeadOf = (label: Cell, under: Cell, right: Cell) =>
  Math.abs(under.left - label.left) < 0.5 * label.size &&
  under.top - label.bottom < label.size &&
  right.left - label.right > 6 * label.size

/**
 * The lines of a block that a label speaks of. A label beside a block may stand at the middle of it: then it speaks of the
 * lines above its own as well, up to the last that could be a name.
 */
function linesFrom(block: Block | undefined, cell: Cell, label: Cell): Cell[] {
  if (!block) return [cell]
  const at = block.cells.indexOf(cell)
  const isBeside = cell.left > label.right && !couldBeName(cell)
  const above = isBeside ? block.cells.slice(0, at).findLastIndex((line) => couldBeName(line)) : -1
  const lines = block.cells.slice(above < 0 ? at : above)
  const end = lines.findIndex(
    (line, index) =>
      index > 0 &&
      line.labels.some(
        ({ name, weight, from }) => from === 0 && weight > 2 && (name === 'buyer' || name === 'supplier'),
      ),
  )
  return end < 0 ? lines : lines.slice(0, end)
}

/** A block that may be the buyer’s: an address, a public body, on the right and rather high. */
export function buyerOf(document: TextDocument, { cells }: Block): Party[] {
  const span = nameIn(cells)
  const town = cells.find((cell) => isTown(cell.plain))
  if (!span || span.cell.depth > 0.55 || (!town && !isPublicBody(span.cell.plain))) return []
  const text = cells.map((cell) => cell.plain).join('\n')
  let score = town ? 3 : 0
  if (isPublicBody(span.cell.plain)) score += 4
  if (span.cell.across > 0.42) score += 2
  if (span.cell.depth < 0.45) score += 1
  if (isContact(text)) score -= 3
  if (/\bcapital\b|\brcs\b|\biban\b/.test(text)) score -= 5
  if (span.cell.depth < 0.1 && span.cell.across < 0.4) score -= 2
  if (isOfOther(document, cells)) score -= 9
  if (town && cells.indexOf(town) < cells.indexOf(span.cell)) score -= 3
  return [{ ...wholeName(span, { cells }), score, cells }]
}

const isAddress = ({ plain: line }: Cell) => isStreet(line) || isTown(line)

/** A block that may be the supplier’s: it says how to reach them, at the top left more often than not. */
export function supplierOf(document: TextDocument, { cells }: Block): Party[] {
  const span = nameIn(cells)
  if (!span || isValue(document, span.cell)) return []
  const text = cells.map((cell) => cell.plain).join('\n')
  if (span.cell.depth > 0.5) return atFoot(span, { cells }, text)
  const isReachable = isContact(text) || isLegal(text)
  if (!isReachable && isArticle(document, cells)) return []
  let score = 0
  if (cells.some((cell) => isTown(cell.plain))) score += 2
  if (isContact(text)) score += 3
  if (isLegal(text)) score += 2
  if (span.cell.depth < 0.2) score += 2
  if (span.cell.depth < 0.08) score += 2
  if (span.cell.across < 0.35) score += 1
  if (span.cell.across > 0.45 && !isReachable) score -= 2
  if (isLargest(document, span.cell)) score += 2
  if (isPublicBody(span.cell.plain)) score -= 3
  if (isOfOther(document, cells)) score -= 9
  const heading = headingOf(document, cells)
  return [
    { ...wholeName(span, { cells }), score, cells },
    ...(heading && isReachable
      ? [{ ...wholeName(heading, { cells: [heading.cell] }), score: score + 1, cells: [heading.cell, ...cells] }]
      : []),
  ]
}

/** « Code service » on its left or over it: « CULTURE » is a code. */
const isValue = (document: TextDocument, cell: Cell) =>
  [document.lefts(cell)[0], document.above(cell, 2)[0]].some((other) => {
    const last = other?.labels.at(-1)
    return last !== undefined && CODES.includes(last.name) && /^[\s:]*$/.test(other!.plain.slice(last.to))
  })
const CODES: LabelHit['name'][] = ['number', 'serviceCode', 'engagementNumber', 'contractNumber', 'notNumber']

/** Under the head of a table stand articles. */
const isArticle = (document: TextDocument, [top]: Cell[]) =>
  top !== undefined && [top, ...document.above(top, 30)].some(({ isColumnHead }) => isColumnHead)

/** A name of its own over the block that says how to reach them: a sign over a shop. */
function headingOf(document: TextDocument, [top]: Cell[]): Span | undefined {
  const above = top && document.above(top, 4)[0]
  const isHeading = above && above.depth < 0.2 && couldBeName(above) && Math.abs(above.left - top.left) < above.size
  return isHeading && document.above(above, 6).length === 0
    ? { cell: above, from: 0, to: above.text.length }
    : undefined
}

/** The foot of the page names the firm where the head does not. */
function atFoot(span: Span, { cells }: Block, text: string): Party[] {
  const isFoot =
    span.cell.depth > 0.75 && /^[\p{Lu}\d].{0,49}$/u.test(span.cell.text) && /\brcs\b|\bsiret\b|\bcapital\b/.test(text)
  return isFoot ? [{ ...wholeName(span, { cells }), score: isContact(text) ? 6 : 5, cells }] : []
}

/** Under « Adresse de livraison » and the like it is neither of them. */
const isOfOther = (document: TextDocument, [top]: Cell[]) =>
  top !== undefined &&
  [top, ...document.above(top, 1.5).slice(0, 1)].some(({ labels }) =>
    labels.some(({ name, from }) => name === 'notParty' && from === 0),
  )

const isLargest = ({ cells }: TextDocument, cell: Cell) =>
  cells.every((other) => other.page > 1 || other.depth > 0.3 || !couldBeName(other) || other.size <= cell.size + 0.1)

const FORM = String.raw`(?:sarl|sasu?|s\.a\.s\.?|s\.a\.r\.l\.?|eurl|s\.?a\.?|selarl|selas|scop|sc[ipm]|snc|societe [a-z' ]{4,40}?)`
/** « Bax-shop SARL - 4 rue … au capital de », « SAS Durand, capital social 1 000 € ». */
const BEFORE_CAPITAL = new RegExp(String.raw`^(.{3,60}?)[\s,–-]+(?:${FORM}[\s,–-]*)?(?:au\s)?capital\b`)

/** The line at the foot that says what the law wants, or the one on top with the whole address: they start with the name. */
export function fromLines({ cells }: TextDocument): Party[] {
  return cells.flatMap((cell) => {
    // The foot of a further page says the same, or what the first page left out.
    if (cell.page > 1 && cell.depth < 0.75) return []
    const [, before = ''] = BEFORE_CAPITAL.exec(cell.plain) ?? []
    const isSplit = /^\p{L}.{2,50}?\s+[-–•·|]\s/u.test(cell.plain)
    const isLegalLine = before !== '' || (isSplit && /\brcs\b|\bsiret\b|\bsiege\b/.test(cell.plain))
    const isAddressLine = isSplit && isTown(cell.plain) && (cell.depth < 0.3 || cell.depth > 0.75)
    if (!isLegalLine && !isAddressLine) return []
    const { value } = named({ cell, from: 0, to: before === '' ? cell.text.length : before.length })
    const [head = ''] = value.split(/\s+[-–•·|]\s+/)
    const isName = bare(head).length > 2 && couldBeName({ ...cell, labels: [], plain: plain(head), text: head })
    return isName
      ? [{ value: head, at: { cell, from: 0, to: head.length }, score: cell.page > 1 ? 4 : 5, cells: [cell] }]
      : []
  })
}

/** Whose account it is. */
export const accountHolders = (document: TextDocument): Party[] =>
  labelled(document, 'accountHolder').flatMap(({ cell, hit }) => {
    const span = nameBeside(document, cell, hit)
    return span ? [{ ...named(span), score: 3, cells: [span.cell] }] : []
  })

/** Hosts of everybody’s mail, and markets: they name no firm. */
const HOSTS = /^(?:gmail|orange|wanadoo|free|sfr|laposte|hotmail|outlook|live|yahoo|icloud|amazon|paypal|chorus-pro)$/

/**
 * For want of anything better: « www.couleur-pigment.fr » names the firm, where a line starts with the same words. A guess, and
 * given as one.
 */
export function byTheirSite({ cells }: TextDocument): Party[] {
  const sites = new Set(
    cells.flatMap(({ plain: line }) =>
      [...line.matchAll(/(?:www\.|@)([a-z\d-]{4,30})\.[a-z]{2,}/g)].map(([, name = '']) => name),
    ),
  )
  return [...sites]
    .filter((site) => !HOSTS.test(site))
    .flatMap((site) => {
      const pattern = new RegExp(`^${site.split('-').join('[ -]?')}(?![a-z0-9.])`)
      const cell = cells.find((one) => one.page === 1 && pattern.test(one.plain))
      const length = cell && pattern.exec(cell.plain)?.[0].length
      return cell && length
        ? [{ value: cell.text.slice(0, length), at: { cell, from: 0, to: length }, score: 4, cells: [cell] }]
        : []
    })
}
