import type { Row } from '../../../shared/contract/views.ts'
import { longDay } from '../../../shared/base/dates.ts'
import { toDecimal } from '../../../shared/base/money.ts'
import { searchable, tellingWords, wordsOf } from '../../../shared/base/search-words.ts'

/** What full-text search looks in: words each after two blanks, numbers without separators, and the amount after two marks. */
export type SearchText = { words: string; codes: string; amount: string }

/** Stands before an amount: it is looked for from its beginning only. */
const MARK = '€€'

/**
 * Full-text document of an invoice, folded as the buyers' own search folds names; `numbers` are others that it bears, such as
 * the platform's.
 */
export function searchTextOf(row: Row, numbers: string[] = []): SearchText {
  const { number, fileName, buyer, buyerSiret, engagement, service, contract, issuedOn, situation, grossTotal } = row
  const codes = [number, buyerSiret, engagement, service, contract, ...numbers.filter((one) => one !== number)]
  const states = [situation.word, situation.label ?? '', row.isCreditNote ? 'avoir' : '']
  const words = [
    ...searchable(buyer),
    ...[...codes, fileName, ...states, issuedOn && longDay(issuedOn), issuedOn].flatMap((text) => wordsOf(text)),
  ]
  return {
    words: [...new Set(words)].map((word) => `  ${word}`).join(''),
    codes: codes.map((code) => wordsOf(code).join('')).join(' '),
    amount: grossTotal === null ? '' : MARK + toDecimal(Math.abs(grossTotal)).replace('.', ''),
  }
}

/** Min letters that are looked for in the middle of a word too: what the index has pieces of. */
const MIDDLE = 3
/** What is written in digits with separators between them, by itself. */
const NUMBER = /(?<![\p{L}\p{N}])\d[\d\s.,/\u00a0\u202f-]*\d(?![\p{L}\p{N}])/gu

/**
 * Full-text query (FTS5) of what was typed: every word in any order, by its beginning or, from three letters on, its middle;
 * « 7 452,00 » and « 269 900 320 00012 » are one number, « 11/2026 » are two. Both empty where nothing can be looked for.
 */
export function searchQueryOf(typed: string): SearchQuery {
  const all = wordsOf(typed.replace(NUMBER, ' '))
  const telling = tellingWords(all)
  // « la mairie de » : small words say nothing, unless there is nothing else.
  const asked = telling.length ? telling : all
  const late = asked.filter(isLateWord)
  const numbers = (typed.match(NUMBER) ?? []).map(number)
  const terms = [...asked.filter((one) => !isLateWord(one)).map(word), ...numbers]
  const joined = late.length ? [] : code(wordsOf(typed).join(''))
  return {
    match: terms.length ? [`(${terms.join(' AND ')})`, ...joined].join(' OR ') : '',
    late: late.map(word).join(' AND '),
  }
}
/** What is typed, as full-text queries; `late`: that it says so, or that its day of payment has passed. */
export type SearchQuery = { match: string; late: string }
/** « En retard » is in no text: that depends on the day. */
const isLateWord = (one: string) => one.length >= MIDDLE && 'retard'.startsWith(one)

/** Full-text query (FTS5) of a whole number, however it is written; empty where it has no letter or digit. */
export const numberQueryOf = (typed: string): string => {
  const joined = wordsOf(typed).join('')
  if (!joined) return ''
  return joined.length >= MIDDLE ? `codes : ${quoted(joined)}` : `words : ${quoted(`  ${joined}`)}`
}

const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`
const code = (part: string) => (part.length >= MIDDLE ? [`codes : ${quoted(part)}`] : [])
const amount = (part: string) => `amount : ${quoted(MARK + part)}`
const anyOf = (terms: string[]) => `(${terms.join(' OR ')})`
const word = (one: string): string =>
  anyOf([`words : ${quoted(one.length >= MIDDLE ? one : `  ${one}`)}`, amount(one), ...code(one)])
const number = (written: string): string => {
  const digits = written.replace(/\D/g, '')
  return anyOf([amount(digits), ...code(digits), `(${wordsOf(written).map(word).join(' AND ')})`])
}
