import words from '../tables/name-words.json' with { type: 'json' }
import { fold } from './fold-text.ts'

// Maps: a name may be any word, « constructor » too.
const kinds = new Map(Object.entries(words.kinds))
const abbreviations = new Map(Object.entries(words.abbreviations))

/**
 * Two ways of writing the name of one body or firm: capitals, accents, abbreviations and what one of them leaves out do
 * not count. A town is not its CCAS, though: what both say they are must agree.
 */
export function isSameName(a: string, b: string): boolean {
  const [one, other] = [wordsOf(a), wordsOf(b)]
  if (!one.length || !other.length) return true
  if (areTheInitialsOf(one, other) || areTheInitialsOf(other, one)) return true
  const [kind, otherKind] = [kindsOf(one), kindsOf(other)]
  if (kind.length && otherKind.length && !kind.some((each) => otherKind.includes(each))) return false
  const [short, long] = [one, other].map(ownWords).sort((x, y) => x.length - y.length) as [string[], string[]]
  return short.every((word) => long.some((each) => each === word))
}

/**
 * Exact match of two names, as against a likely one: every word of one is in the other, capitals, accents, abbreviations and
 * ways of saying what it is aside (« Mairie de St-Aubrac », « COMMUNE DE SAINT AUBRAC »). A name without a word of its own
 * matches nothing.
 */
export function isExactName(a: string, b: string): boolean {
  const [one, other] = [a, b].map((name) => new Set(wordsOf(name).map((word) => kinds.get(word) ?? word))) as [
    Set<string>,
    Set<string>,
  ]
  return properWords(a).length > 0 && one.size === other.size && [...one].every((word) => other.has(word))
}

/** Proper words of a name: those that say which body it is, not what it is nor what many bear (« Saint », « sur »). */
export const properWords = (name: string): string[] =>
  ownWords(wordsOf(name)).filter((word) => !words.shared.includes(word) && !/^\d+$/.test(word))

/** « C.C. du Pays de St-Aubrac » → communaute, communes, pays, saint, aubrac. */
const wordsOf = (name: string): string[] =>
  fold(name)
    .replaceAll('.', '')
    .split(/[^\p{L}\p{N}]+/u)
    .flatMap((word) => (abbreviations.get(word) ?? word).split(' '))
    .filter((word) => word && !words.little.includes(word))

const kindsOf = (name: string[]) => name.flatMap((word) => kinds.get(word) ?? [])
/** What tells it from others of its kind. */
const ownWords = (name: string[]) => name.filter((word) => !kinds.has(word) && !words.common.includes(word))

/** « SDIS » for « Service départemental d’incendie et de secours ». */
const areTheInitialsOf = ([word = '', second]: string[], name: string[]) =>
  second === undefined && word.length > 2 && name.map((each) => each[0]).join('') === word
