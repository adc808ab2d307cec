import { blocksOf, couldBeName, isContact, isCourtesy, isLegal, isStreet, isTown } from './blocks.ts'
import type { Candidate, Cell, TextDocument } from './document.ts'
import type { Sides } from './identifiers.ts'
import { bare } from './names.ts'
import { accountHolders, announced, buyerOf, byTheirSite, fromLines, supplierOf, type Party } from './sides.ts'

export type Parties = { supplierName?: Candidate<string>; buyerName?: Candidate<string>; sides: Sides }

/** Below this a name is a guess not worth showing. */
const ENOUGH = 4

/**
 * Who writes and who receives: by the labels, else by where the blocks of addresses stand and what is in them. Gives the names,
 * and the cells of both blocks, in which a SIRET or a contact is theirs.
 */
export function readParties(document: TextDocument): Parties {
  const blocks = blocksOf(document)
  const feet = fromLines(document)
  // The foot names who writes: an address above that says nothing of how to reach its owner is somebody else’s.
  const isForeign = ({ value, cells }: Party) =>
    feet.some((foot) => foot.at.cell.depth > 0.75 && bare(foot.value) !== bare(value)) &&
    !cells.some(({ plain }) => isContact(plain) || isLegal(plain))
  const buyers = together([
    ...announced(document, blocks, 'buyer'),
    ...blocks
      .flatMap((block) => buyerOf(document, block))
      .map((one) => ({ ...one, score: one.score + (isForeign(one) ? 3 : 0) })),
  ])
  const suppliers = together([
    ...announced(document, blocks, 'supplier'),
    ...blocks.flatMap((block) => supplierOf(document, block)).filter((one) => !isForeign(one)),
    ...feet,
    ...accountHolders(document),
  ]).map((one) => ({ ...one, score: one.score + (isInMailAddress(document, one.value) ? 4 : 0) }))
  const pair = bestPair(buyers, suppliers)
  const [buyer, supplier] = pair[1] ? pair : bestPair(buyers, [...suppliers, ...byTheirSite(document)])
  return {
    ...(buyer ? { buyerName: doubted(buyer, buyers, supplier) } : {}),
    ...(supplier ? { supplierName: doubted(supplier, suppliers, buyer) } : {}),
    sides: { buyer: cellsOf(document, buyer, supplier), supplier: cellsOf(document, supplier, buyer) },
  }
}

/**
 * A block, and what is printed a little further down in line with it: identifiers often stand apart. Where both parties are
 * in one column, it ends at the name of the other.
 */
function cellsOf(document: TextDocument, party: Party | undefined, other: Party | undefined): ReadonlySet<Cell> {
  const own = party?.cells ?? []
  const end = other ? own.indexOf(other.at.cell) : -1
  const cells = new Set(end > 0 ? own.slice(0, end) : own)
  for (let last = [...cells].at(-1); last;) {
    const { left, size } = last
    last = document.below(last, 2.2).find((cell) => !cells.has(cell) && Math.abs(cell.left - left) < size)
    if (!last || last.isColumnHead || last === other?.at.cell || cells.size > 14) break
    cells.add(last)
  }
  return cells
}

/** So many lines over an address that could each be the name leave it open which is. */
const TOO_MANY = 3

/** Another name with as good a claim, in points. */
const COMPARABLE = 2

function doubted(party: Party, all: Party[], other: Party | undefined): Party {
  const rival = all.find(
    ({ value, score }) =>
      score >= Math.max(ENOUGH, party.score - COMPARABLE) &&
      ![party, other].some((one) => one && isAlike(bare(one.value), bare(value))),
  )
  if (rival) return { ...party, doubt: `la page porte aussi « ${rival.value} »` }
  const lines = [...new Set(party.cells)].toSorted((a, b) => a.top - b.top)
  const end = lines.findIndex(({ plain }) => isStreet(plain) || isTown(plain))
  const names = lines.slice(0, end < 0 ? 0 : end).filter((cell) => couldBeName(cell) && !isCourtesy(cell.plain))
  return names.length < TOO_MANY ? party : { ...party, doubt: 'plusieurs lignes peuvent être le nom' }
}

const isAlike = (one: string, other: string) => one.includes(other) || other.includes(one)

type Pair = [Party | undefined, Party | undefined]

/** The two of them are not the same: the pair with the highest sum wins; a lone block is rather the buyer’s. */
function bestPair(buyers: Party[], suppliers: Party[]): Pair {
  const good = (list: Party[]) =>
    list
      .filter(({ score }) => score >= ENOUGH)
      .toSorted((a, b) => b.score - a.score)
      .slice(0, 6)
  let top: Pair = [undefined, undefined]
  let sum = 0
  for (const buyer of [...good(buyers), undefined]) {
    for (const supplier of [...good(suppliers), undefined]) {
      const score = (buyer?.score ?? 0) + (supplier?.score ?? 0)
      if (score > sum && !isSame(buyer, supplier)) [top, sum] = [[buyer, supplier], score]
    }
  }
  return top
}

const isSame = (one: Party | undefined, other: Party | undefined) =>
  one !== undefined && other !== undefined && (bare(one.value) === bare(other.value) || one.at.cell === other.at.cell)

/** The same name met twice counts for more. */
function together(found: Party[]): Party[] {
  return [...Map.groupBy(found, ({ value }) => bare(value)).values()].map((same) => {
    const first = same.toSorted((a, b) => b.score - a.score)[0]!
    const others = same.filter((one) => one !== first)
    const extra = others.reduce((total, { score }) => total + Math.max(0, score) / 2, 0)
    return { ...first, score: first.score + extra, cells: same.flatMap(({ cells }) => cells) }
  })
}

/** « contact@durand-plomberie.fr » confirms « Durand Plomberie ». */
function isInMailAddress({ cells }: TextDocument, name: string) {
  const squeezed = bare(name).replaceAll(' ', '')
  return (
    squeezed.length > 3 &&
    cells.some(({ plain }) => /@|www\.|https?:/.test(plain) && plain.replace(/[^a-z0-9@]/g, '').includes(squeezed))
  )
}
