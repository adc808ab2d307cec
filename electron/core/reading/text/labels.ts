import labels from '../../../../shared/tables/labels.json' with { type: 'json' }

/** What a label announces: a field, or something a field must not be taken for (labels.json). */
export type LabelName =
  | 'number'
  | 'originNumber'
  | 'issueDate'
  | 'dueDate'
  | 'notDate'
  | 'serviceCode'
  | 'engagementNumber'
  | 'contractNumber'
  | 'supplierSiret'
  | 'buyerSiret'
  | 'siret'
  | 'netTotal'
  | 'taxTotal'
  | 'grossTotal'
  | 'payable'
  | 'prepaid'
  | 'discount'
  | 'notTotal'
  | 'supplier'
  | 'accountHolder'
  | 'buyer'
  | 'notParty'
  | 'notNumber'
  | 'column'

/** A label met in a text: what it announces, how surely (1 to 3), and its place in the text. */
export type LabelHit = { name: LabelName; weight: number; from: number; to: number }

/** Any way to write « n° » in a plain text. */
export const NUMBER_SIGN = String.raw`(?:n\s?°|n[ro]?\.?(?![a-z])|num(?:ero)?\.?(?![a-z])|#)`

const entries: { name: string; weight: number; alone?: boolean; phrases: string[] }[] = labels.entries

const matchers = entries.map(({ name, weight, phrases, alone = false }) => ({
  name: name as LabelName,
  weight,
  pattern: new RegExp(
    `${alone ? '^' : '(?<![a-z0-9])'}(?:${phrases
      .toSorted((a, b) => b.length - a.length)
      .map(patternOf)
      .join('|')})${alone ? '(?=\\s*(?::|$))' : ''}`,
    'g',
  ),
}))

/** The notation of labels.json as a regular expression. */
function patternOf(written: string) {
  const phrase = written.replace(/([[<])([^[\]<>]*)([\]>])/g, (_, open: string, words: string, close: string) => {
    const longestFirst = words.split('|').toSorted((a, b) => b.length - a.length)
    return open + longestFirst.join('|') + close
  })
  const TURNED: Record<string, string> = {
    '[': '(?:',
    ']': ')?',
    '<': '(?:',
    '>': ')',
    '|': '|',
    ' ': '\\s*',
    '#': NUMBER_SIGN,
  }
  const pattern = Array.from(
    phrase,
    (character) => TURNED[character] ?? character.replace(/[.*+?^${}()\\/]/, '\\$&'),
  ).join('')
  return /[a-z\]>]$/.test(phrase) ? `${pattern}(?![a-z0-9]|[-_/][a-z0-9])` : pattern
}

/** Labels in a plain text, from left to right, none overlapping: the longest wins, then the surest. */
export function labelsIn(plain: string): LabelHit[] {
  const hits = matchers.flatMap(({ name, weight, pattern }) =>
    [...plain.matchAll(pattern)].map((match) => {
      const from = match.index + (match[0].length - match[0].trimStart().length)
      return { name, weight, from, to: from + match[0].trim().length }
    }),
  )
  const kept: LabelHit[] = []
  for (const hit of hits.toSorted((a, b) => b.to - b.from - (a.to - a.from) || b.weight - a.weight)) {
    if (hit.to > hit.from && kept.every(({ from, to }) => hit.to <= from || hit.from >= to)) kept.push(hit)
  }
  const inOrder = kept.toSorted((a, b) => a.from - b.from)
  return inOrder.filter((hit, index) => !isPartOfValue(hit, inOrder[index - 1], plain))
}

/** « Bon de commande : BC 2026-12 »: the second label is the start of the value. */
const isPartOfValue = (hit: LabelHit, before: LabelHit | undefined, plain: string) =>
  before?.name === hit.name &&
  plain.slice(hit.from, hit.to) !== 'ej' &&
  hit.to - hit.from <= 4 &&
  new RegExp(`^(?:[\\s:]|${NUMBER_SIGN})*$`).test(plain.slice(before.to, hit.from))
