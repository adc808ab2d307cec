import words from '../../../../shared/tables/party-words.json' with { type: 'json' }
import { blocksOf, couldBeName, isContact, isCourtesy, isLegal, isPublicBody, isTown, type Block } from './blocks.ts'
import { labelled, type Candidate, type Cell, type Span, type TextDocument } from './document.ts'
import type { Sides } from './identifiers.ts'
import type { LabelHit } from './labels.ts'
import { plain } from './plain.ts'

export type Parties = { supplierName?: Candidate<string>; buyerName?: Candidate<string>; sides: Sides }

type Named = Candidate<string> & { cells: Cell[] }

/**
 * Who writes and who receives: by the labels, else by where the blocks of addresses stand and what is in them. Gives the names,
 * and the cells of both blocks, in which a SIRET or a contact is theirs.
 */
export function readParties(document: TextDocument): Parties {
  const blocks = blocksOf(document)
  const buyers = together([
    ...announced(document, blocks, 'buyer'),
    ...blocks.flatMap((block) => buyerOf(document, block)),
  ])
  const suppliers = together([
    ...announced(document, blocks, 'supplier'),
    ...blocks.flatMap((block) => supplierOf(document, block)),
    ...fromLegalLines(document),
    ...accountHolders(document),
  ]).map((one) => ({ ...one, score: one.score + (isInMailAddress(document, one.value) ? 4 : 0) }))
  const [buyer, supplier] = bestPair(buyers, suppliers)
  return {
    ...(buyer ? { buyerName: buyer } : {}),
    ...(supplier ? { supplierName: supplier } : {}),
    sides: { buyer: new Set(buyer?.cells), supplier: new Set(supplier?.cells) },
  }
}

/** The two of them are not the same: the pair with the highest sum wins. */
function bestPair(buyers: Named[], suppliers: Named[]): [Named | undefined, Named | undefined] {
  const good = (list: Named[]) => [
    undefined,
    ...list
      .filter(({ score }) => score >= 4)
      .toSorted((a, b) => b.score - a.score)
      .slice(0, 6),
  ]
  let top: [Named | undefined, Named | undefined] = [undefined, undefined]
  let sum = -1
  for (const buyer of good(buyers)) {
    for (const supplier of good(suppliers)) {
      const isSame =
        buyer &&
        supplier &&
        (bare(buyer.value) === bare(supplier.value) || buyer.cells.some((cell) => supplier.cells.includes(cell)))
      const score = (buyer?.score ?? 0) + (supplier?.score ?? 0)
      if (!isSame && score > sum) [top, sum] = [[buyer, supplier], score]
    }
  }
  return top
}

/** The same name met twice counts for more. */
function together(found: Named[]): Named[] {
  return [...Map.groupBy(found, ({ value }) => bare(value)).values()].map((same) => {
    const [first] = same.toSorted((a, b) => b.score - a.score) as [Named]
    const extra = same.filter((one) => one !== first).reduce((total, { score }) => total + Math.max(0, score) / 2, 0)
    return { ...first, score: first.score + extra, cells: same.flatMap(({ cells }) => cells) }
  })
}

const FORMS = new RegExp(
  `(?<![a-z0-9])(?:${words.legalForms.map((form) => form.replaceAll('.', '\\.')).join('|')})(?![a-z0-9])`,
  'g',
)

/** A name without its legal form, capitals, accents and signs, to compare. */
const bare = (name: string) =>
  plain(name)
    .replace(FORMS, ' ')
    .replace(/[^a-z0-9]+/g, ' ')
    .trim()

/** Names after a label: in its cell, on its right, or under it. */
function announced(document: TextDocument, blocks: Block[], side: 'buyer' | 'supplier'): Named[] {
  return labelled(document, side).flatMap(({ cell, hit }) => {
    if (cell.isColumnHead || cell.page > 1) return []
    const span = nameBeside(document, cell, hit)
    if (!span) return []
    const block = blocks.find(({ cells }) => cells.includes(span.cell))
    const name =
      span.from > 0 ? span : (nameIn(block?.cells.slice(block.cells.indexOf(span.cell)) ?? [span.cell]) ?? span)
    const hint = side === 'buyer' && isPublicBody(name.cell.plain) ? 3 : 0
    return [
      {
        ...named(name),
        score: (hit.weight > 2 ? 9 : 6) + hint,
        cells: block?.cells ?? [span.cell],
        label: { cell, from: hit.from, to: hit.to },
      },
    ]
  })
}

function nameBeside(document: TextDocument, cell: Cell, hit: LabelHit): Span | undefined {
  const next = cell.labels.find(({ from }) => from >= hit.to)
  const rest = cell.plain.slice(hit.to, next?.from ?? cell.plain.length)
  const [lead = ''] = /^[\s:–-]*/.exec(rest) ?? []
  const isSentence = hit.from > 0 || (hit.weight < 3 && !lead.includes(':'))
  if (/\p{L}{2}/u.test(rest)) {
    const inline = { ...cell, plain: rest.slice(lead.length), text: cell.text.slice(hit.to + lead.length, next?.from) }
    const isName = !isSentence && couldBeName(inline) && !/^(?:n°|code|#)/.test(inline.plain)
    return isName ? { cell, from: hit.to + lead.length, to: next?.from ?? cell.text.length } : undefined
  }
  if (hit.from > 0 || /\d/.test(rest) || next) return undefined
  const right = document.right(cell)
  const under = document.below(cell, 3)[0]
  const closer = [right, under].find((other) => other && couldBeName(other) && other.labels[0]?.from !== 0)
  return closer && { cell: closer, from: 0, to: closer.text.length }
}

/** The line of a block that names: a public body’s own line, else the first that could. */
function nameIn(cells: Cell[]): Span | undefined {
  const upToTown = cells.slice(0, cells.findIndex(({ plain: line }) => isTown(line)) + 1 || cells.length)
  const lines = upToTown.filter((cell) => couldBeName(cell))
  const line = lines.find((cell) => !isCourtesy(cell.plain)) ?? lines[0]
  return line && { cell: line, from: 0, to: line.text.length }
}

/** The value of a span: one line may hold the whole address, « Bei Spiel GmbH • Ecke 12 • 12345 Stadt ». */
function named({ cell, from, to }: Span): { value: string; at: Span } {
  const text = cell.text.slice(from, to)
  const [head = text] = text.split(/\s+[•·●|]\s+|\s+[-–—]\s+(?=.*\d)|,\s+(?=\d)/)
  const value = head.replace(/^[\s:–-]+|[\s:;,.–-]+$/g, (edge) =>
    edge.startsWith('.') && /\.\w\.$/.test(head) ? '.' : '',
  )
  return { value, at: { cell, from, to: from + head.length } }
}

function buyerOf(document: TextDocument, { cells }: Block): Named[] {
  const span = nameIn(cells)
  const town = cells.find((cell) => isTown(cell.plain))
  if (!span || (!town && !isPublicBody(span.cell.plain))) return []
  const text = cells.map((cell) => cell.plain).join('\n')
  let score = town ? 3 : 0
  if (isPublicBody(span.cell.plain)) score += 4
  if (span.cell.across > 0.42) score += 2
  if (span.cell.depth < 0.45) score += 1
  if (isContact(text)) score -= 3
  if (/\bcapital\b|\brcs\b|\biban\b/.test(text)) score -= 5
  if (span.cell.depth < 0.1 && span.cell.across < 0.4) score -= 2
  if (isOfOther(document, cells)) score -= 6
  if (town && cells.indexOf(town) < cells.indexOf(span.cell)) score -= 3
  return [{ ...named(span), score, cells }]
}

function supplierOf(document: TextDocument, { cells }: Block): Named[] {
  const span = nameIn(cells)
  if (!span || span.cell.depth > 0.5) return []
  const text = cells.map((cell) => cell.plain).join('\n')
  let score = 0
  if (cells.some((cell) => isTown(cell.plain))) score += 2
  if (isContact(text)) score += 3
  if (isLegal(text)) score += 2
  if (span.cell.depth < 0.2) score += 2
  if (span.cell.depth < 0.08) score += 2
  if (span.cell.across < 0.35) score += 1
  if (isLargest(document, span.cell)) score += 2
  if (isPublicBody(span.cell.plain)) score -= 3
  if (isOfOther(document, cells)) score -= 6
  return [{ ...named(span), score, cells }]
}

/** Under « Adresse de livraison » and the like it is neither of them. */
const isOfOther = (document: TextDocument, [top]: Cell[]) =>
  top !== undefined &&
  [top, ...document.above(top, 1.5).slice(0, 1)].some(({ labels }) =>
    labels.some(({ name, from }) => name === 'notParty' && from === 0),
  )

const isLargest = ({ cells }: TextDocument, cell: Cell) =>
  cells.every((other) => other.page > 1 || other.depth > 0.3 || !couldBeName(other) || other.size <= cell.size + 0.1)

const LEGAL_FORM = String.raw`(?:société\s)?(?:sarl|sasu?|s\.a\.s\.?|s\.a\.r\.l\.?|eurl|s\.?a\.?|selarl|selas|scop|sc[ipm]|snc|societe [a-z' ]{4,40}?)`
/** « Bax-shop SARL - 4 rue … au capital de », « SAS Durand, capital social 1 000 € ». */
const BEFORE_CAPITAL = new RegExp(String.raw`^(.{3,60}?)[\s,–-]+(?:${LEGAL_FORM}[\s,–-]*)?(?:au\s)?capital\b`)

/** The line at the foot that says what the law wants: it often starts with the name. */
function fromLegalLines({ cells }: TextDocument): Named[] {
  return cells.flatMap((cell) => {
    const [, before = ''] = BEFORE_CAPITAL.exec(cell.plain) ?? []
    const isLine =
      before !== '' || (/\brcs\b|\bsiret\b/.test(cell.plain) && /^\p{L}.{2,40}?\s+[-–•|]\s/u.test(cell.plain))
    if (!isLine || cell.page > 1) return []
    const name = named({ cell, from: 0, to: before === '' ? cell.text.length : before.length })
    const [head = ''] = name.value.split(/\s+[-–•|]\s+/)
    const isName = bare(head).length > 2 && couldBeName({ ...cell, plain: plain(head), text: head })
    return isName ? [{ value: head, at: { cell, from: 0, to: head.length }, score: 5, cells: [cell] }] : []
  })
}

const accountHolders = (document: TextDocument): Named[] =>
  labelled(document, 'accountHolder').flatMap(({ cell, hit }) => {
    const span = nameBeside(document, cell, hit) ?? undefined
    return span ? [{ ...named(span), score: 3, cells: [span.cell] }] : []
  })

/** « contact@durand-plomberie.fr » confirms « Durand Plomberie ». */
function isInMailAddress({ cells }: TextDocument, name: string) {
  const squeezed = bare(name).replaceAll(' ', '')
  return (
    squeezed.length > 3 &&
    cells.some(({ plain: line }) => /@|www\.|https?:/.test(line) && line.replace(/[^a-z0-9@]/g, '').includes(squeezed))
  )
}
