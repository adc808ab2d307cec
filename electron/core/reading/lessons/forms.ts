import type { Fields } from '../../../../shared/domain/fields/fields.ts'
import type { TaughtField } from '../../../../shared/domain/document/layout-hint.ts'
import { isSiret } from '../../../../shared/base/siret.ts'
import type { Cell, Span, TextDocument } from '../text/document.ts'
import { amountsIn, datesIn, ibansIn, siretsIn, type Shape } from '../../../../shared/domain/document/page/shapes.ts'

/** A value of a taught field. Amounts are cents, dates ISO. */
export type Value = string | number

/** A value where it is printed. `isLike`: a code whose look is not the one that was shown. */
export type Found = { value: Value; at: Span; isLike: boolean }

const DATES: readonly string[] = ['issueDate', 'dueDate']
const AMOUNTS: readonly string[] = ['netTotal', 'taxTotal', 'grossTotal', 'discount', 'prepaid', 'retention', 'payable']

export const isAmount = (field: TaughtField): boolean => AMOUNTS.includes(field)
const isCode = (field: TaughtField) => !DATES.includes(field) && !isAmount(field) && !/^iban$|Siret$/.test(field)

/** The look of a code, its figures and letters left out; empty for a field whose values look all alike. */
export const patternOf = (field: TaughtField, value: Value): string =>
  isCode(field) ? String(value).replace(/\p{L}/gu, 'A').replace(/\d/g, '9') : ''

/** The same value, however it is spaced. */
export const isSame = (one: Fields[TaughtField] | undefined, other: Fields[TaughtField] | undefined): boolean =>
  squeezed(one) === squeezed(other)
const squeezed = (value: Fields[TaughtField] | undefined) =>
  String(value ?? '')
    .replace(/\s/g, '')
    .toUpperCase()

/** Everything printed that this field could be. `pattern` is the look of the code that was shown. */
export function candidates(document: TextDocument, field: TaughtField, pattern: string): Found[] {
  return document.cells.flatMap((cell) =>
    shapesIn(cell, field, pattern).map(({ value, from, to, isLike = false }) => ({
      value,
      at: { cell, from, to },
      isLike,
    })),
  )
}

/** Where exactly this value is printed. */
export const printed = (document: TextDocument, field: TaughtField, value: Value): Found[] =>
  isCode(field)
    ? document.cells.flatMap((cell) => written(cell, String(value)))
    : candidates(document, field, '').filter((found) => isSame(found.value, value))

type Sighted = Shape<Value> & { isLike?: boolean }

function shapesIn(cell: Cell, field: TaughtField, pattern: string): Sighted[] {
  const { plain } = cell
  if (DATES.includes(field)) return datesIn(plain)
  if (field === 'iban') return ibansIn(plain)
  if (field === 'buyerSiret') return siretsIn(plain).filter(({ value }) => isSiret(value))
  if (!isAmount(field)) return codesIn(cell, { pattern, hasWords: field === 'serviceCode' })
  const others = [...datesIn(plain), ...siretsIn(plain), ...ibansIn(plain)]
  return amountsIn(plain, { isCommaDecimal: /,\d\d(?!\d)/.test(plain) })
    .filter(({ from, to }) => !others.some((other) => from < other.to && to > other.from))
    .map(({ value, from, to }) => ({ value: Math.abs(value.cents), from, to }))
}

const CODE = /[\p{L}\d][\p{L}\d._/+°&-]*/gu

type Look = { pattern: string; hasWords: boolean }

/**
 * Codes of as many words as the one that was shown, by their look; and single words that could be one, `hasWords` if of
 * letters only. A word of a label is none.
 */
function codesIn({ text, labels }: Cell, { pattern, hasWords }: Look): Sighted[] {
  const words = pattern.split(' ').length
  const starts = [...text.matchAll(CODE)].map(({ 0: word, index }) => ({ word, from: index }))
  const isLabel = (from: number, code: string) =>
    !/\d/.test(code) && labels.some((hit) => from < hit.to && from + code.length > hit.from)
  return starts.flatMap(({ word, from }, index): Sighted[] => {
    const last = starts[index + words - 1]
    const whole = last && trimmed(text.slice(from, last.from + last.word.length))
    if (whole && looksLike(whole, pattern) && !isLabel(from, whole))
      return [{ value: whole, from, to: from + whole.length }]
    const single = trimmed(word)
    const isCode = couldBeCode(single, text, hasWords) && !isLabel(from, single)
    return isCode ? [{ value: single, from, to: from + single.length, isLike: true }] : []
  })
}

const trimmed = (code: string) => code.replace(/[._/+°&-]+$/, '')

/** The same signs in the same order; a figure or two more or less. */
function looksLike(code: string, pattern: string) {
  const look = patternOf('number', code)
  const short = (long: string) => long.replace(/(.)\1+/g, '$1')
  return short(look) === short(pattern) && Math.abs(look.length - pattern.length) <= 2
}

/** A word of figures, or in capitals; not a day, an amount or the number of a firm. */
function couldBeCode(word: string, text: string, hasWords: boolean) {
  if (word.length < 2 || word.length > 50) return false
  if (datesIn(text.toLowerCase()).length > 0 || siretsIn(text).length > 0) return false
  return /\d/.test(word) ? !/^\d{1,3}$/.test(word) : hasWords && /^[\p{Lu}_-]+$/u.test(word)
}

/** A code is printed with or without its blanks, never inside a longer word. */
function written(cell: Cell, code: string): Found[] {
  const letters = Array.from(code.replace(/\s/g, ''), (letter) =>
    letter.replace(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`),
  )
  if (letters.length < 2) return []
  const pattern = new RegExp(String.raw`(?<![\p{L}\d])${letters.join(String.raw`\s?`)}(?![\p{L}\d])`, 'giu')
  return [...cell.text.matchAll(pattern)].map(({ 0: text, index }) => ({
    value: text,
    at: { cell, from: index, to: index + text.length },
    isLike: false,
  }))
}
