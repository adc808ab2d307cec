import { isLate } from '../../../shared/contract/rows.ts'
import type { Row } from '../../../shared/contract/views.ts'
import { toDecimal } from '../../../shared/domain/money.ts'
import { searchable, tellingWords, wordsOf } from '../../../shared/domain/search-words.ts'
import { longDay } from '../../app/format.ts'

/** Full-text search in the list: every word typed, in any order, folded as the buyers' own search folds them. */
export function matches(row: Row, typed: string): boolean {
  const { words, codes, amount } = indexOf(row)
  const isCode = (part: string) => part.length >= MIDDLE && codes.some((code) => code.includes(part))
  const isSaid = (word: string) =>
    words.some((one) => one.startsWith(word) || (word.length >= MIDDLE && one.includes(word))) ||
    amount.startsWith(word) ||
    isCode(word)
  /** « 7 452,00 », « 269 900 320 00012 » are one number, « 11/2026 » are two. */
  const isNumber = (written: string) => {
    const digits = written.replace(/\D/g, '')
    return amount.startsWith(digits) || isCode(digits) || wordsOf(written).every(isSaid)
  }
  const all = wordsOf(typed.replace(NUMBER, ' '))
  const telling = tellingWords(all)
  // « la mairie de » : small words say nothing, unless there is nothing else.
  const asked = telling.length ? telling : all
  return (asked.every(isSaid) && (typed.match(NUMBER) ?? []).every(isNumber)) || isCode(wordsOf(typed).join(''))
}

/** Min. letters that are looked for in the middle of a word too. */
const MIDDLE = 3
/** What is written in digits with separators between them, by itself. */
const NUMBER = /(?<![\p{L}\p{N}])\d[\d\s.,/\u00a0\u202f-]*\d(?![\p{L}\p{N}])/gu

type Index = { words: string[]; codes: string[]; amount: string }
/** A row that changes is another one. */
const indexed = new WeakMap<Row, Index>()

function indexOf(row: Row): Index {
  const known = indexed.get(row)
  if (known) return known
  const { number, fileName, buyer, buyerSiret, engagement, service, contract, issuedOn, situation, grossTotal } = row
  const codes = [number, buyerSiret, engagement, service, contract]
  const states = [
    situation.word,
    situation.label ?? '',
    isLate(row) ? 'en retard' : '',
    row.isCreditNote ? 'avoir' : '',
  ]
  const index = {
    words: [
      ...searchable(buyer),
      ...[...codes, fileName, ...states, longDay(issuedOn), issuedOn].flatMap((text) => wordsOf(text)),
    ],
    codes: codes.map((code) => wordsOf(code).join('')),
    amount: grossTotal === null ? '' : toDecimal(Math.abs(grossTotal)).replace('.', ''),
  }
  indexed.set(row, index)
  return index
}
