import { IBAN_LENGTH, isIban } from '../../../base/iban.ts'
import { isDate } from '../../../base/dates.ts'
import { parseCents } from '../../../base/money.ts'
import { siretDigits } from '../../../base/siret.ts'

/** A value recognised by its shape, and its place in the text it was found in. */
export type Shape<T> = { value: T; from: number; to: number }

const MONTHS: Record<string, number> = {
  jan: 1,
  janv: 1,
  janvier: 1,
  january: 1,
  januar: 1,
  fev: 2,
  fevr: 2,
  fevrier: 2,
  feb: 2,
  february: 2,
  februar: 2,
  mar: 3,
  mars: 3,
  march: 3,
  marz: 3,
  avr: 4,
  avril: 4,
  apr: 4,
  april: 4,
  mai: 5,
  may: 5,
  jun: 6,
  juin: 6,
  june: 6,
  juni: 6,
  jul: 7,
  juil: 7,
  juillet: 7,
  july: 7,
  juli: 7,
  aou: 8,
  aout: 8,
  aug: 8,
  august: 8,
  sep: 9,
  sept: 9,
  septembre: 9,
  september: 9,
  oct: 10,
  octobre: 10,
  october: 10,
  okt: 10,
  oktober: 10,
  nov: 11,
  novembre: 11,
  november: 11,
  dec: 12,
  decembre: 12,
  december: 12,
  dez: 12,
  dezember: 12,
  maart: 3,
  mei: 5,
  augustus: 8,
}
const MONTH = Object.keys(MONTHS)
  .toSorted((a, b) => b.length - a.length)
  .join('|')

const YEAR = String.raw`(20\d\d|19\d\d|\d\d)(?!\d)`
const IN_DIGITS = new RegExp(String.raw`(?<![\d/.-])(\d{1,2})\s?([/.-])\s?(\d{1,2})\s?\2\s?${YEAR}`, 'g')
const YEAR_FIRST = /(?<![\d/.-])(20\d\d)\s?([/.-])\s?(\d{1,2})\s?\2\s?(\d{1,2})(?!\d)/g
/** « 20260143/12.11.2026 »: a number, and its day right after. */
const GLUED = /(?<=[a-z\d]{4,}[/_-])(\d{1,2})([/.-])(\d{1,2})\2(20\d\d)(?![\d/.-])/g
const RUN_TOGETHER = /(?<![\d/.-])(20\d\d)(\d\d)(\d\d)(?![\d/.-])/g
const IN_WORDS = new RegExp(String.raw`(?<!\d)(\d{1,2})(?:er|\.|st|nd|rd|th)?\s?-?(${MONTH})\.?,?\s?-?\s?${YEAR}`, 'g')
const MONTH_FIRST = new RegExp(
  String.raw`(?<![a-z])(${MONTH})\.?\s?(\d{1,2})(?:st|nd|rd|th)?\s?,?\s?(20\d\d)(?!\d)`,
  'g',
)

/** Days in a plain text, as ISO dates; those that do not exist are left out. */
export function datesIn(plain: string): Shape<string>[] {
  const found = [
    ...shapes(plain, IN_DIGITS, ([, day, , month, year]) => dayOf(day, month, year) ?? dayOf(month, day, year)),
    ...shapes(plain, GLUED, ([, day, , month, year]) => dayOf(day, month, year)),
    ...shapes(plain, YEAR_FIRST, ([, year, , month, day]) => dayOf(day, month, year)),
    ...shapes(plain, RUN_TOGETHER, ([, year, month, day]) => dayOf(day, month, year)),
    ...shapes(plain, IN_WORDS, ([, day, month, year]) => dayOf(day, monthOf(month), year)),
    ...shapes(plain, MONTH_FIRST, ([, month, day, year]) => dayOf(day, monthOf(month), year)),
  ]
  return found.toSorted((a, b) => a.from - b.from)
}

const monthOf = (word = '') => String(MONTHS[word] ?? 0)

function dayOf(day = '', month = '', year = '') {
  const full = year.length === 2 ? `20${year}` : year
  const iso = `${full}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`
  return isDate(iso) && full >= '2000' ? iso : undefined
}

/** An amount in cents, and whether a currency stands beside it or only two decimals make it one. */
export type Amount = { cents: number; hasCurrency: boolean; hasDecimals: boolean }

const CURRENCY = String.raw`(?:€|eur(?:os?)?\b|\$|usd\b|£|gbp\b|chf\b)`
const DIGITS = String.raw`\d{1,3}(?:[ ']\d{3})+|\d{1,3}(?:\.\d{3})+(?=,)|\d{1,3}(?:,\d{3})+(?=\.)|\d{1,3}(?:[.,]\d{3})+(?=\s?${CURRENCY})|\d+`
const AMOUNT = new RegExp(
  String.raw`(?<![\d.,/_-]|[a-z])(\()?([-+]\s?)?(?:(${CURRENCY})\s?)?([-+]\s?)?((?:${DIGITS})(?:\s?[.,]\s?\d{2,4}(?!\d)|,-{1,2}(?![\d-]))?)(?:\s?(${CURRENCY}))?(\)|\s?-(?![\d\w]))?(?!\s?%|[\d/]|[.,]\d)`,
  'g',
)

/**
 * Amounts in a plain text: with two decimals, or whole beside a currency. Rates in percent are not amounts. `isCommaDecimal`
 * when the document writes « 1,50 »: then « 130,272 » is not a hundred and thirty thousand.
 */
export function amountsIn(plain: string, { isCommaDecimal = false } = {}): Shape<Amount>[] {
  return shapes(plain, AMOUNT, ([all, open, sign, before, inner, digits = '', after, close]) => {
    const hasCurrency = (before ?? after) !== undefined
    const cents = centsOf(digits, { isCommaDecimal, hasCurrency })
    if (cents === undefined) return undefined
    // Accountants write what is taken off in brackets; in the middle of a text they are an aside.
    const isBracketed = open === '(' && close === ')' && all.trim() === plain.trim()
    const isNegative = (sign ?? inner ?? '').includes('-') || isBracketed || close?.includes('-') === true
    const hasDecimals =
      (digits.endsWith('-') || /[.,]\s?\d{2,4}$/.test(digits)) &&
      ((isCommaDecimal && digits.includes(',')) || !/^\d{1,3}([.,]\d{3})+$/.test(digits))
    return { cents: isNegative ? -cents : cents, hasCurrency, hasDecimals }
  })
}

type Writing = { isCommaDecimal: boolean; hasCurrency: boolean }

/** Spreadsheets print more decimals than there are cents: « 1406.272 »; « 1.260 € » has none. */
function centsOf(digits: string, { isCommaDecimal, hasCurrency }: Writing) {
  const bare = digits.replace(/\s|,-+$/g, '')
  const isDecimal = (isCommaDecimal && /^\d+,\d{3}$/.test(bare)) || /^(?:\d{4,}|0)[.,]\d{3,4}$/.test(bare)
  if (isDecimal) return Math.round(Number(bare.replace(',', '.')) * 100)
  return parseCents(hasCurrency && /^\d{1,3}[.,]\d{3}$/.test(bare) ? bare.replace(/[.,]/, '') : bare)
}

/** Rates in percent, in hundredths: « 5,5 % » is 550. */
export const ratesIn = (plain: string): Shape<number>[] =>
  shapes(plain, /(?<![\d.,])(\d{1,2})(?:[.,](\d{1,4}))?\s?%/g, ([, whole = '', decimals = '']) =>
    /^\d{0,2}0*$/.test(decimals) ? Number(whole) * 100 + Number(decimals.slice(0, 2).padEnd(2, '0')) : undefined,
  )

/** Fourteen digits, grouped or not. */
export const siretsIn = (plain: string): Shape<string>[] =>
  shapes(plain, /(?<![\d])(?:\d(?:[ .]{0,3}|[ ]?-[ ]?)){13}\d(?!\d)/g, ([text]) =>
    siretDigits(text.replaceAll('-', '')),
  )

/** Nine digits, grouped or not, or those of a French VAT number. */
export const sirensIn = (plain: string): Shape<string>[] => [
  ...shapes(plain, /(?<![\d])(\d{3}[ .]?\d{3}[ .]?\d{3})(?![ .]?\d)/g, ([text]) => siretDigits(text)),
  ...shapes(plain, /(?<![a-z])fr ?[\da-z]{2} ?((?:\d ?){8}\d)(?!\d)/g, ([, digits]) => siretDigits(digits ?? '')),
]

/** IBANs whose check digits fall right, without spaces, in capitals. */
export const ibansIn = (plain: string): Shape<string>[] =>
  shapes(plain, /(?<![a-z\d])([a-z]{2} ?\d{2}(?:[ .-]?[a-z\d]){11,30})/g, ([text]) => {
    const letters = text.replace(/[ .-]/g, '')
    const iban = letters.slice(0, IBAN_LENGTH[letters.slice(0, 2)] ?? letters.length)
    return isIban(iban) ? iban.toUpperCase() : undefined
  })

/** Every shape has a digit: most texts are passed over. */
function shapes<T>(text: string, pattern: RegExp, valueOf: (match: RegExpMatchArray) => T | undefined): Shape<T>[] {
  if (!/\d/.test(text)) return []
  return [...text.matchAll(pattern)].flatMap((match) => {
    const value = valueOf(match)
    return value === undefined ? [] : [{ value, from: match.index, to: match.index + match[0].length }]
  })
}
