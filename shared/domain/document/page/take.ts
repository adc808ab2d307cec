import type { FieldName } from '../../fields/fields.ts'
import { amountsIn, datesIn, ibansIn, ratesIn, siretsIn, type Shape } from './shapes.ts'
import { plain } from './plain.ts'
import { textOf, type CellWord } from './words.ts'

/** What a value looks like on the page. */
export type Kind = 'amount' | 'rate' | 'day' | 'siret' | 'iban' | 'code' | 'words'

/** What can be pointed at on the page, and how it looks there. */
export const kinds: Partial<Record<FieldName, Kind>> = {
  number: 'code',
  issueDate: 'day',
  dueDate: 'day',
  supplierSiret: 'siret',
  buyerSiret: 'siret',
  valideurSiret: 'siret',
  serviceCode: 'code',
  engagementNumber: 'code',
  contractNumber: 'code',
  originNumber: 'code',
  netTotal: 'amount',
  taxTotal: 'amount',
  grossTotal: 'amount',
  payable: 'amount',
  discount: 'amount',
  prepaid: 'amount',
  retention: 'amount',
  iban: 'iban',
  supplierName: 'words',
  buyerName: 'words',
  comment: 'words',
}

/** A value of the form: cents, hundredths of a percent, an ISO date, digits, or text. */
export type Value = string | number

/** Shapes that make a value, in the plain text of a cell or of several words. */
const shapes: Record<Exclude<Kind, 'code' | 'words'>, (plain: string) => Shape<Value>[]> = {
  amount: (text) => amountsOf(text),
  rate: (text) => (/%/.test(text) ? ratesIn(text) : ratesIn(`${text} %`)),
  day: datesIn,
  siret: siretsIn,
  iban: ibansIn,
}

/** Amounts first that look like money; a bare whole number only when there is nothing else. */
function amountsOf(text: string): Shape<Value>[] {
  const found = amountsIn(text, { isCommaDecimal: true })
  const money = found.filter(({ value }) => value.hasCurrency || value.hasDecimals)
  const chosen = money.length ? money : found.length ? found : amountsIn(`${text} €`)
  return chosen.map(({ value, from, to }) => ({ value: value.cents, from, to: Math.min(to, text.length) }))
}

/** What some words say as a value of this kind; undefined when they do not say one. Of several amounts, the last. */
export function valueOf(kind: Kind, words: CellWord[]): Value | undefined {
  const text = textOf(words)
  if (kind === 'words') return text.replace(/[\s:;,]+$/, '') || undefined
  if (kind === 'code') return codeIn(text)
  const found = shapes[kind](plain(text))
  return (kind === 'amount' ? found.at(-1) : found[0])?.value
}

/** « Facture n° : FA-12, » → « FA-12 ». */
function codeIn(text: string): string | undefined {
  const bare = text.replace(/^.*:\s*(?=\S)/, '').replace(/^(?:n\s?[°º]|№|#)\s*/i, '')
  return bare.replace(/^[«"(\s]+|[»").,;:\s]+$/g, '') || undefined
}

/** The words that go with this one when it is pointed at: all of an amount, of a date, of a SIRET; a name to its end. */
export function wholeOf(kind: Kind, word: CellWord): CellWord[] {
  const { cell } = word
  if (kind === 'code') return [word]
  if (kind === 'words') return cell.words
  const shape = shapes[kind](cell.plain).find(({ from, to }) => from < word.to && to > word.from)
  return shape ? cell.words.filter(({ from, to }) => from < shape.to && to > shape.from) : [word]
}

/** What words look most like, when no field waits for them: one word stands for all that goes with it. */
export function kindOf(words: CellWord[]): Kind {
  const [word] = words
  const found = (['iban', 'siret', 'day', 'amount'] as const).find((kind) => {
    const whole = words.length === 1 && word ? wholeOf(kind, word) : words
    return valueOf(kind, whole) !== undefined && (kind !== 'amount' || isMoneyLike(whole))
  })
  return found ?? (words.length > 1 ? 'words' : 'code')
}

const isMoneyLike = (words: CellWord[]) => /\d[.,]\d\d\b|€|eur/i.test(textOf(words))

/** The fields a kind of value could fill, the most usual first. */
export const fieldsFor = (kind: Kind): FieldName[] => {
  const of = (wanted: Kind[]) =>
    (Object.entries(kinds) as [FieldName, Kind][]).flatMap(([name, own]) => (wanted.includes(own) ? [name] : []))
  return of(kind === 'code' || kind === 'words' ? ['code', 'words'] : [kind])
}
