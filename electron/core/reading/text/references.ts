import type { Candidate, Cell, Span, TextDocument } from './document.ts'
import { labelled } from './document.ts'
import type { LabelHit, LabelName } from './labels.ts'
import { NUMBER_SIGN } from './notation.ts'
import { amountsIn, datesIn } from '../../../../shared/domain/page/shapes.ts'

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
      return [{ value: found.value, score, at: found.at, label: { cell, from: hit.from, to: hit.to } }]
    })
}

type Beside = { document: TextDocument; cell: Cell; hit: LabelHit; isCode: boolean }

function valueBeside({ document, cell, hit, isCode }: Beside) {
  const next = cell.labels.find(({ from }) => from >= hit.to)
  const to = next?.from ?? cell.text.length
  const isWhole = hit.weight < 3
  const from = pastColon(cell.plain, hit.to, to)
  const inline = valueAt({ document, cell, from, to, isCode, isWhole })
  if (inline) return { ...inline, nearness: 3 }
  if (/[\p{L}\d]/u.test(cell.text.slice(from, to))) return undefined
  // « 4 place du Marché »: words before a label at the end of its cell make it something else.
  const previous = cell.labels.findLast(({ to }) => to <= hit.from)?.to ?? 0
  if (/\d|\p{L}{4}/u.test(cell.plain.slice(previous, hit.from))) return undefined
  const right = next ? undefined : document.right(cell)
  const onRight =
    right &&
    !startsWithLabel(right) &&
    valueAt({ document, cell: right, from: 0, to: right.text.length, isCode, isWhole })
  if (onRight) return { ...onRight, nearness: 2 }
  const under = document.below(cell, 2.6)[0]
  const isUnder = under && !startsWithLabel(under)
  const below = isUnder && valueAt({ document, cell: under, from: 0, to: under.text.length, isCode, isWhole })
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
const PART = /^[\p{L}\d][\p{L}\d._/+°&-]*/u
/** What may follow a number in its own cell when the label alone is not proof enough. */
const ALLOWED_AFTER = /^\s*$|^\s*(?:du|en date|date|emise?|le|de|page|p\.|duplicata|client|[-–—|/(),;:•·])/

type Stretch = Span & { document: TextDocument; isCode: boolean; isWhole: boolean }

function valueAt({ document, cell, from, to, isCode, isWhole }: Stretch): { value: string; at: Span } | undefined {
  const plain = cell.plain.slice(from, to)
  const start = LEADING.exec(plain)?.[0].length ?? 0
  const rest = cell.text.slice(from + start, to)
  const value = isCode ? codeIn(rest) : numberIn(rest)
  const isBrief = isWhole || (value?.length ?? 0) < 4
  if (!value || (isBrief && !ALLOWED_AFTER.test(cell.plain.slice(from + start + value.length, to)))) return undefined
  const after = cell.plain.slice(from + start, to)
  if (datesIn(after).some((date) => date.from === 0) || /^\d{5} \p{L}/u.test(after)) return undefined
  if (amountsIn(after).some((amount) => amount.from === 0 && (amount.value.hasDecimals || amount.value.hasCurrency)))
    return undefined
  if (/^\s?(?:%|€|eur\b|jours?\b|mois\b)/.test(cell.plain.slice(from + start + value.length))) return undefined
  const end = from + start + value.length
  const isCut = /^[-/]$/.test(cell.text.slice(end)) && to === cell.text.length
  return {
    value: isCut ? value + cell.text.slice(end) + restBelow(document, cell) : value,
    at: { cell, from: from + start, to: end },
  }
}

/** « UHA2024- » in a narrow column goes on in the next line. */
const restBelow = (document: TextDocument, cell: Cell) =>
  /^[A-Z\d]+/.exec(document.below(cell, 0.6)[0]?.text ?? '')?.[0] ?? ''

/** A number holds a digit; a short word in capitals before it, or more digits after it, belong to it. */
function numberIn(text: string) {
  const parts: string[] = []
  for (const word of text.split(' ')) {
    const part = PART.exec(word)?.[0].replace(/[.,;:_/+°&-]+$/, '') ?? ''
    const fits = part !== '' && (parts.length === 0 || (belongs(parts, part) && !/[,;:)]$/.test(parts.at(-1) ?? '')))
    if (!fits) break
    parts.push(part)
    if (part !== word) break
  }
  while (parts.length > 0 && !/\d/.test(parts.at(-1) ?? '')) parts.pop()
  const value = parts.join(' ')
  return /\d/.test(value) && value.length <= 50 ? value : undefined
}

function belongs(parts: string[], part: string) {
  const all = parts.join('')
  if (!/\d/.test(all)) return parts.length === 1 && /^[A-Z]{1,6}$/.test(all) && /\d/.test(part)
  return /^\d+$/.test(part) && /\d$/.test(all) && all.length + part.length <= 16
}

/** A code of a service may be a word in capitals. */
function codeIn(text: string) {
  const code = PART.exec(text)?.[0].replace(/[.,;:/+°&-]+$/, '') ?? ''
  const isCode = code.length >= 2 && (/\d/.test(code) || (code === code.toUpperCase() && /^[\p{L}_-]+$/u.test(code)))
  return isCode && code.length <= 100 ? code : undefined
}
