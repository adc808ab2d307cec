import labels from '../../../../shared/tables/labels.json' with { type: 'json' }
import { firstLetters, NUMBER_SIGN, patternOf } from './notation.ts'

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
  | 'retention'
  | 'adjustment'
  | 'notTotal'
  | 'supplier'
  | 'accountHolder'
  | 'buyer'
  | 'notParty'
  | 'notNumber'
  | 'column'

/** A label met in a text: what it announces, how surely (1 to 3), and its place in the text. */
export type LabelHit = { name: LabelName; weight: number; from: number; to: number }

type Entry = { name: string; weight: number; alone?: boolean; phrases: string[] }
/** `any` fits where one of the phrases does: most places are passed over with it alone. */
type Matcher = { name: LabelName; weight: number; alone: boolean; any: RegExp; phrases: RegExp[] }

/** By the letter a label starts with, so that few patterns are tried at each word. */
const matchers = new Map<string, Matcher[]>()
for (const entry of labels.entries as Entry[]) {
  for (const [letter, phrases] of byFirstLetter(entry.phrases)) {
    const { name, weight, alone = false } = entry
    const end = alone ? String.raw`(?=\s*(?::|$))` : ''
    const written = phrases.map(patternOf)
    const made: Matcher = {
      name: name as LabelName,
      weight,
      alone,
      any: new RegExp(`(?:${written.join('|')})${end}`, 'y'),
      phrases: written.map((one) => new RegExp(one + end, 'y')),
    }
    matchers.set(letter, [...(matchers.get(letter) ?? []), made])
  }
}

function byFirstLetter(phrases: string[]) {
  const groups = new Map<string, string[]>()
  for (const phrase of phrases) {
    for (const letter of firstLetters(phrase)) groups.set(letter, [...(groups.get(letter) ?? []), phrase])
  }
  return groups
}

/** Labels in a plain text, from left to right, none overlapping: the longest wins, then the surest. */
export function labelsIn(plain: string): LabelHit[] {
  const hits = [...plain.matchAll(/(?<![a-z0-9])[a-z#]/g)].flatMap(({ 0: letter, index }) =>
    hitsAt(plain, letter, index),
  )
  const kept: LabelHit[] = []
  for (const hit of hits.toSorted((a, b) => b.to - b.from - (a.to - a.from) || b.weight - a.weight)) {
    if (kept.every(({ from, to }) => hit.to <= from || hit.from >= to)) kept.push(hit)
  }
  const inOrder = kept.toSorted((a, b) => a.from - b.from)
  return inOrder.filter((hit, index) => !isPartOfValue(hit, inOrder[index - 1], plain))
}

function hitsAt(plain: string, letter: string, from: number): LabelHit[] {
  return (matchers.get(letter) ?? []).flatMap(({ name, weight, alone, any, phrases }) => {
    if (alone && from > 0) return []
    any.lastIndex = from
    if (!any.test(plain)) return []
    const to = Math.max(...phrases.map((pattern) => endOf(pattern, plain, from)))
    return to > from ? [{ name, weight, from, to }] : []
  })
}

/** Where a phrase that starts here ends; of several that fit the longest is wanted, not the first. */
function endOf(pattern: RegExp, plain: string, from: number) {
  pattern.lastIndex = from
  const [text = ''] = pattern.exec(plain) ?? []
  return from + text.trimEnd().length
}

/** « Bon de commande : BC 2026-12 »: the second label is the start of the value. */
const isPartOfValue = (hit: LabelHit, before: LabelHit | undefined, plain: string) =>
  before?.name === hit.name &&
  plain.slice(hit.from, hit.to) !== 'ej' &&
  hit.to - hit.from <= 4 &&
  new RegExp(String.raw`^(?:[\s:]|${NUMBER_SIGN})*$`).test(plain.slice(before.to, hit.from))
