import type { Candidate, Cell, Span, TextDocument } from './document.ts'
import { labelled } from './document.ts'
import type { LabelHit, LabelName } from './labels.ts'
import { NUMBER_SIGN } from './notation.ts'
import { wholeCode, wholeNumber, type Whole } from './whole.ts'
import { amountsIn, datesIn } from '../../../../shared/domain/document/page/shapes.ts'

export type ReferenceName = Extract<
  LabelName,
  'number' | 'originNumber' | 'serviceCode' | 'engagementNumber' | 'contractNumber'
>

/**
 * Numbers and codes of free form: what stands after their label, on its right or under it. Takes the document and the name
 * of the label; gives all that could be meant, in reading order.
 */
export function references(document: TextDocument, name: ReferenceName): Candidate<string>[] {
  return labelled(document, name)
    .filter(({ cell, hit }) => !cell.isColumnHead || hit.weight > 2)
    .flatMap(({ cell, hit }) => {
      const found = valueBeside({ document, cell, hit, isCode: name === 'serviceCode' })
      if (!found) return []
      const isOfInsurance = cell.labels.some(
        (other) =>
          other.name === 'notNumber' &&
          /assur|decennale/.test(cell.plain.slice(other.from, other.to)) &&
          other.to <= hit.from,
      )
      if (name === 'contractNumber' && isOfInsurance) return []
      const isSentence = hit.weight < 3 && hit.from > 0 && /\p{L}{3}/u.test(cell.plain.slice(0, hit.from))
      const score =
        (isSentence ? -8 : 0) + hit.weight * 10 + found.nearness - (cell.page > 1 ? 2 : 0) + Math.min(3, cell.size / 8)
      const { value, at } = found
      const doubt = found.doubt ?? placeDoubt(document, cell, value)
      return [{ value, score, at, doubt, label: { cell, from: hit.from, to: hit.to } }]
    })
}

/** Among the articles, or called something else elsewhere: « N° client : 514893853 ». */
function placeDoubt(document: TextDocument, cell: Cell, value: string): string | undefined {
  if (!cell.isColumnHead && document.above(cell, 6).some(({ isColumnHead }) => isColumnHead))
    return 'dans le tableau des articles'
  const other = labelled(document, 'notNumber').find(
    ({ cell, hit }) => value.length > 3 && valueBeside({ document, cell, hit, isCode: false })?.value === value,
  )
  return other && `la page dit aussi « ${other.cell.text.slice(other.hit.from, other.hit.to)} »`
}

type Beside = { document: TextDocument; cell: Cell; hit: LabelHit; isCode: boolean }

function valueBeside({ document, cell, hit, isCode }: Beside) {
  const next = cell.labels.find(({ from }) => from >= hit.to)
  const to = next?.from ?? cell.text.length
  const how = { isCode, isWhole: hit.weight < 3, mayBeDay: hit.weight > 1 }
  const from = pastColon(cell.plain, hit.to, to)
  const inline = valueAt({ document, cell, from, to, ...how })
  if (inline) return { ...inline, nearness: 3 }
  if (/[\p{L}\d]/u.test(cell.text.slice(from, to))) return undefined
  // « 4 place du Marché »: words before a label at the end of its cell make it something else.
  const previous = cell.labels.findLast(({ to }) => to <= hit.from)?.to ?? 0
  if (/\d|\p{L}{4}/u.test(cell.plain.slice(previous, hit.from))) return undefined
  const right = next ? undefined : document.right(cell)
  const onRight =
    right && !startsWithLabel(right) && valueAt({ document, cell: right, from: 0, to: right.text.length, ...how })
  if (onRight) return { ...onRight, nearness: 2 }
  const under = document.below(cell, 2.6)[0]
  const isUnder = under && !startsWithLabel(under)
  const below = isUnder && valueAt({ document, cell: under, from: 0, to: under.text.length, ...how })
  return below ? { ...below, nearness: 1 } : undefined
}

/** « Commande M2A : CDE25-447 »: words up to the colon belong to the label; « Facture FA12 : mars » has its number before it. */
function pastColon(plain: string, from: number, to: number) {
  const aside = /^[^:\d]*\d?[^:\d]*:(?=\s*[\da-z])/.exec(plain.slice(from, to))?.[0] ?? ''
  return aside.length < 25 ? from + aside.length : from
}

/** « N° 123 » under « FACTURE » is a value, although it starts with a label; « Date » is not. */
const startsWithLabel = ({ labels, plain }: Cell) =>
  labels.some(
    ({ name, from, to }) =>
      from === 0 && !(name === 'number' && new RegExp(`^${NUMBER_SIGN}$`).test(plain.slice(from, to))),
  )

const LEADING = new RegExp(String.raw`^(?:[\s:;.,=>•·|–—-]|${NUMBER_SIGN}(?=[\s:]*[\da-z]))*`)
/** What may follow a number in its own cell when the label alone is not proof enough. */
const ALLOWED_AFTER = /^\s*$|^\s*(?:du|en date|date|emise?|le|de|page|p\.|duplicata|client|[-–—|/(),;:•·])/

type Stretch = Span & { document: TextDocument; isCode: boolean; isWhole: boolean; mayBeDay: boolean }

type Found = { value: string; at: Span; doubt?: string | undefined }

function valueAt({ document, cell, from, to, isCode, isWhole, mayBeDay }: Stretch): Found | undefined {
  const plain = cell.plain.slice(from, to)
  const start = LEADING.exec(plain)?.[0].length ?? 0
  const rest = cell.text.slice(from + start, to)
  const whole = isCode ? wholeCode(rest) : wholeNumber(rest)
  if (!whole) return undefined
  const isBrief = isWhole || whole.value.length < 4
  const end = from + start + whole.length
  if (isBrief && !ALLOWED_AFTER.test(cell.plain.slice(end, to))) return undefined
  const after = cell.plain.slice(from + start, to)
  if (/^\d{5} \p{L}/u.test(after)) return undefined
  // « N° 12/11/2026 » is a day; « N° 20261112 » may be a number, and is looked at.
  if (datesIn(after).some((date) => date.from === 0) && !(mayBeDay && /^\d{8}(?!\d)/.test(after))) return undefined
  if (amountsIn(after).some((amount) => amount.from === 0 && (amount.value.hasDecimals || amount.value.hasCurrency)))
    return undefined
  if (/^\s?(?:%|€|eur\b|jours?\b|mois\b)/.test(cell.plain.slice(end))) return undefined
  const isCut = /^[-/]$/.test(cell.text.slice(end)) && to === cell.text.length
  const at = { cell, from: from + start, to: end }
  if (isCut)
    return { value: whole.value + cell.text.slice(end) + restBelow(document, cell), at, doubt: 'sur deux lignes' }
  return { value: whole.value, at, doubt: doubtOf(whole, cell.plain.slice(end, to)) }
}

/** Cut short, put together or written otherwise: to be looked at. So is what may be a year, a day or a page. */
function doubtOf({ value, isJoined, isFolded }: Whole, after: string): string | undefined {
  if (/^[^\s,;:.)\]!?|]/.test(after)) return 'peut-être coupé'
  if (/\d\p{Lu}?\p{Ll}{3,}$/u.test(value)) return 'peut-être collé au mot suivant'
  if (isJoined) return 'ses morceaux sont mis ensemble'
  if (isFolded) return 'ses tirets sont remplacés par « - »'
  if (/^(?:19|20)\d\d$/.test(value)) return 'c’est peut-être une année'
  if (datesIn(value).some(({ from, to }) => from === 0 && to === value.length)) return 'c’est peut-être une date'
  return /^\d{1,2} ?\/ ?\d{1,2}$/.test(value) ? 'c’est peut-être un numéro de page' : undefined
}

/** « UHA2024- » in a narrow column goes on in the next line. */
const restBelow = (document: TextDocument, cell: Cell) =>
  /^[A-Z\d]+/.exec(document.below(cell, 0.6)[0]?.text ?? '')?.[0] ?? ''
