import names from '../tables/name-words.json' with { type: 'json' }
import table from '../tables/search-words.json' with { type: 'json' }
import { fold } from './fold-text.ts'

/** The day of the tables a search index was built with: an older one is built again. */
export const WORDS_AS_OF = `${table.asOf} ${names.asOf}`

const little = new Set(names.little)
const kinds = new Set(table.groups.flat().flatMap((phrase) => phrase.split(' ')))
const groups = table.groups.map((phrases) => phrases.map((phrase) => phrase.split(' ')))

/** « C.C.A.S. de l’Île-d’Ys » → ccas, de, l, ile, d, ys. */
export const wordsOf = (text: string): string[] =>
  fold(text)
    .replaceAll('.', '')
    .split(/[^\p{L}\p{N}]+/u)
    .filter(Boolean)

/** Whether a word says what a body is, not which one. */
export const isKind = (word: string): boolean => kinds.has(word)

/** Those that tell one body from another. */
export const tellingWords = (words: string[]): string[] => words.filter((word) => !little.has(word))

/** All that may be typed to find a name: its own words, and other ways of writing what it is. */
export function searchable(name: string): string[] {
  const own = wordsOf(name)
  const telling = tellingWords(own)
  const line = ` ${telling.join(' ')} `
  const others = groups.filter((phrases) => phrases.some((phrase) => line.includes(` ${phrase.join(' ')} `))).flat(2)
  return [...new Set([...own, ...others])]
}
