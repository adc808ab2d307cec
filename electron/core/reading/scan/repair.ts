import { isSiret } from '../../../../shared/base/siret.ts'
import rates from '../../../../shared/tables/vat-rates.json' with { type: 'json' }
import { isIban } from '../../../../shared/base/iban.ts'
import type { Seen } from './tesseract.ts'

/** Letters taken for the figures they look like. */
const FIGURES: Record<string, string> = {
  O: '0',
  o: '0',
  Q: '0',
  D: '0',
  I: '1',
  l: '1',
  '|': '1',
  S: '5',
  B: '8',
  Z: '2',
}
const ALIKE = `[\\d${Object.keys(FIGURES).join('')}]`
const inFigures = (text: string) => text.replace(/\D/g, (sign) => FIGURES[sign] ?? sign)

/** Wherever a SIRET may begin, or an IBAN of France: its key, ten figures, eleven of the account, two more. */
const SIRETS = new RegExp(`(?<![\\p{L}\\d])(?=(${ALIKE}(?: ?${ALIKE}){13})(?![\\p{L}\\d]))`, 'gu')
const IBANS = new RegExp(`(?=(FR(?: ?${ALIKE}){12}(?: ?[\\dA-Za-z|]){11}(?: ?${ALIKE}){2})(?![\\p{L}\\d]))`, 'gu')
/** « 1 25O,0O »: nothing but an amount looks so. */
const AMOUNT = new RegExp(`^-?(?=.*\\d)${ALIKE}{1,3}(?:[.\\u202f]?${ALIKE}{3})*,${ALIKE}{2}$`)

/**
 * Puts right what a check digit, or the shape of an amount or of a rate, proves to have been misread: O for 0, l for 1, S for 5,
 * B for 8, « 5,55 % » for « 5,5 % ». Everything else is left as it was seen.
 */
export function repair(seen: Seen[]): Seen[] {
  return [...Map.groupBy(seen, ({ line }) => line).values()].flatMap((words) => {
    let texts = words.map(({ text }) => text)
    texts = rewrite(texts, SIRETS, (found) => (isSiret(inFigures(found)) ? inFigures(found) : undefined))
    texts = rewrite(texts, IBANS, ibanIn)
    texts = texts.map((text) => (AMOUNT.test(text) ? inFigures(text) : text))
    texts = texts.map(codeIn)
    texts = texts.map((text, index) => rateIn(text, texts[index + 1]))
    return words.map((word, index) => ({ ...word, text: texts[index] ?? word.text }))
  })
}

/** Looks for something in a whole line, wherever its words end; every character keeps its place. */
function rewrite(texts: string[], pattern: RegExp, proven: (found: string) => string | undefined): string[] {
  let line = texts.join(' ')
  for (const { index, 1: found = '' } of line.matchAll(pattern)) {
    const right = proven(found)
    if (right) line = line.slice(0, index) + right + line.slice(index + found.length)
  }
  let at = 0
  return texts.map((text) => line.slice(at, (at += text.length + 1) - 1))
}

/** The account may have letters of its own: it is read as it stands, else in figures. */
function ibanIn(found: string) {
  const ends = [...found.matchAll(/\S/g)].map(({ index }) => index + 1)
  const [head, account, key] = [found.slice(2, ends[13]), found.slice(ends[13], ends[24]), found.slice(ends[24])]
  return [account, inFigures(account)]
    .map((middle) => `FR${inFigures(head)}${middle}${inFigures(key)}`)
    .find((iban) => isIban(iban.replaceAll(' ', '').toLowerCase()))
}

/** « 26Do1243 », « COMPTAO1 »: in a code of capitals, an O between figures, or before its last ones, is a nought. */
const codeIn = (text: string) =>
  /^(?=.*[A-NP-Z])[\p{Lu}\d][\p{Lu}\do/_.-]*\d$/u.test(text)
    ? text.replace(/[oO]+(?=[oO\d]*\d(?:[/_.-]|$))/g, noughts)
    : text
const noughts = (letters: string) => '0'.repeat(letters.length)

const known = new Set([...rates.mainland, ...rates.overseas, ...rates.corsica])

/** A figure seen twice makes a rate nobody knows of one that everybody does. */
function rateIn(text: string, next = ''): string {
  const [whole, number = '', sign = ''] = /^(\d{1,2},\d{1,2})(%?)$/.exec(text) ?? []
  if (!whole || (sign === '' && !next.startsWith('%')) || known.has(Math.round(Number(number.replace(',', '.')) * 100)))
    return text
  const once = number.replace(/(\d)\1/, '$1')
  return known.has(Math.round(Number(once.replace(',', '.')) * 100)) ? once + sign : text
}
