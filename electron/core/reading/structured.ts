import type { Cadre, FieldName, Fields, PaymentMode, VatLine, VatScheme } from '../../../shared/domain/fields/fields.ts'
import { Cadre as Cadres } from '../../../shared/domain/fields/fields.ts'
import { isDate } from '../../../shared/base/dates.ts'
import { parseCents } from '../../../shared/base/money.ts'
import type { Defect, Note } from '../../../shared/domain/document/reading.ts'
import { isSiret, looksLikeSiret, siretDigits } from '../../../shared/base/siret.ts'
import limits from '../../../shared/tables/reading-limits.json' with { type: 'json' }
import paymentMeans from '../../../shared/tables/payment-means.json' with { type: 'json' }
import { BadXml } from './xml.ts'

/** What an XML invoice says: the fields it carries, those of them to look at again, and what could not be taken. */
export type Structured = {
  fields: Partial<Fields>
  doubtful: FieldName[]
  notes: Note[]
  /** SIRENs given where SIRETs belong. */
  sirens: Sirens
  /** BT-23, BT-24 and BT-81 as written; empty when absent. */
  businessProcess: string
  guideline: string
  paymentMeansCode: string
  /** BT-114, cents; 0 when absent. */
  rounding: number
  defects: Defect[]
}

type Sirens = { supplierSiret?: string; buyerSiret?: string }

/** An identifier of a party with the scheme it claims. */
export type Identifier = { value: string; scheme: string }

/** What both syntaxes are made into, with the texts as the file has them. */
export type Raw = {
  number: string
  issueDate: string
  typeCode: string
  currency: string
  supplierName: string
  supplierIds: Identifier[]
  buyerName: string
  buyerIds: Identifier[]
  serviceCode: string
  engagementNumber: string
  contractNumber: string
  /** Every invoice referred to. */
  originNumbers: string[]
  netTotal: string
  taxTotal: string
  grossTotal: string
  prepaid: string
  rounding: string
  payable: string
  vatLines: { rate: string; base: string; tax: string; category: string; reason: string }[]
  /** Every account named for the payment; which is an IBAN is found out here. */
  accounts: string[]
  dueDate: string
  businessProcess: string
  guideline: string
  paymentMeansCode: string
  defects?: Defect[]
}

/**
 * Turns the texts of an XML invoice into fields: amounts to cents, dates to ISO, SIRET among the identifiers. What is not
 * what it should be stays empty, with a note. Throws BadXml when a number or a code is absurdly long.
 */
export function structured(raw: Raw): Structured {
  const notes: Note[] = []
  const doubtful: FieldName[] = []
  const sirens: Sirens = {}
  const fields: Partial<Fields> = {}
  const put = <Name extends FieldName>(name: Name, value: Fields[Name] | undefined) => {
    if (value !== undefined && value !== '') fields[name] = value
  }
  for (const name of [
    'number',
    'typeCode',
    'currency',
    'serviceCode',
    'engagementNumber',
    'contractNumber',
    'supplierName',
    'buyerName',
  ] as const) {
    put(name, reference(raw[name]))
  }
  put('originNumber', originNumber(raw.originNumbers, { notes, doubtful }))
  for (const name of ['issueDate', 'dueDate'] as const) put(name, day(raw[name], name, notes))
  for (const name of ['netTotal', 'taxTotal', 'grossTotal', 'prepaid', 'payable'] as const) {
    put(name, amount(raw[name], name, { notes, doubtful }))
  }
  put('supplierSiret', siret(raw.supplierIds, 'supplierSiret', { notes, doubtful, sirens }))
  put('buyerSiret', siret(raw.buyerIds, 'buyerSiret', { notes, doubtful, sirens }))
  // BT-84 may hold a national account number; Chorus Pro knows IBANs.
  const accounts = raw.accounts.map((account) => reference(account).replace(/\s/g, '').toUpperCase())
  put(
    'iban',
    accounts.find((account) => /^[A-Z]{2}\d{2}[A-Z\d]{11,30}$/.test(account)),
  )
  put('vatLines', vatLines(raw))
  put('vatScheme', vatScheme(raw))
  put('paymentMode', paymentMeans.entries.find(({ code }) => code === raw.paymentMeansCode)?.mode as PaymentMode)
  put('cadre', Cadres.safeParse(raw.businessProcess).data satisfies Cadre | undefined)
  return {
    fields,
    doubtful,
    notes,
    sirens,
    businessProcess: raw.businessProcess,
    guideline: raw.guideline,
    rounding: decimalCents(raw.rounding) ?? 0,
    paymentMeansCode: raw.paymentMeansCode,
    defects: raw.defects ?? [],
  }
}

const WORDS: Partial<Record<FieldName, string>> = {
  issueDate: 'la date de la facture',
  dueDate: 'l’échéance',
  netTotal: 'le total HT',
  taxTotal: 'le total de TVA',
  grossTotal: 'le total TTC',
  prepaid: 'le montant déjà payé',
  payable: 'le net à payer',
  supplierSiret: 'le SIRET du fournisseur',
  buyerSiret: 'le SIRET du destinataire',
}
const wordsFor = (name: FieldName) => WORDS[name] ?? name

/** A text on one line, however the file was laid out. */
function reference(text: string) {
  if (text.length <= limits.referenceLength.value) return text.replace(/\s+/g, ' ')
  throw new BadXml('absurd', 'Une valeur de ce fichier XML est démesurée : ce n’est pas une facture.')
}

function day(text: string, name: FieldName, notes: Note[]) {
  if (text === '') return undefined
  const [, year, month, date] = /^(\d{4})-?(\d{2})-?(\d{2})(?:\D|\d{2,6}(?:\D|$)|$)/.exec(text) ?? []
  const iso = `${year ?? ''}-${month ?? ''}-${date ?? ''}`
  if (isDate(iso)) return iso
  const message = `Pour ${wordsFor(name)}, le fichier donne « ${short(text)} », qui n’est pas une date : le champ est laissé vide.`
  notes.push({ code: 'reading.badDate', message })
  return undefined
}

type Doubts = { notes: Note[]; doubtful: FieldName[] }

function amount(text: string, name: FieldName, { notes, doubtful }: Doubts) {
  if (text === '') return undefined
  const cents = decimalCents(text)
  if (cents === undefined) {
    const message = `Pour ${wordsFor(name)}, le fichier donne « ${short(text)} », qui n’est pas un montant : le champ est laissé vide.`
    notes.push({ code: 'reading.badAmount', message })
  } else if (/\.\d{2}\d*[1-9]/.test(text)) {
    doubtful.push(name)
    const message = `Pour ${wordsFor(name)}, le fichier donne « ${short(text)} » : il est arrondi au centime.`
    notes.push({ code: 'reading.rounded', message })
  }
  return cents
}

/** Cents of an xs:decimal, rounded half away from zero beyond two decimals; undefined for anything else. */
export function decimalCents(text: string): number | undefined {
  const [, sign, whole, decimals = ''] = /^([+-]?)(?=\.?\d)(\d{0,13})(?:\.(\d*))?$/.exec(text) ?? []
  if (whole === undefined) return undefined
  const cents = parseCents(`${whole || '0'}.${decimals.slice(0, 2)}`)
  if (cents === undefined) return undefined
  const rounded = cents + (Number(decimals[2] ?? 0) >= 5 ? 1 : 0)
  return sign === '-' && rounded !== 0 ? -rounded : rounded
}

/** Chorus Pro takes one (domaine.md §7, avoirs). */
function originNumber(numbers: string[], { notes, doubtful }: Doubts) {
  const [first, ...others] = [...new Set(numbers.map(reference))]
  if (first !== undefined && others.length) {
    doubtful.push('originNumber')
    const message = `Le fichier renvoie à plusieurs factures (${[first, ...others].slice(0, 5).join(', ')}) : Chorus Pro n’en prend qu’une. Vérifiez la facture d’origine.`
    notes.push({ code: 'reading.severalOrigins', message })
  }
  return first
}

type SiretDoubts = Doubts & { sirens: Sirens }

/** Schemes under which a SIRET is met: 0009 its own, 0002 and 1 those of Chorus Pro (chorus-pro-api.md §8.4, §8.9). */
const SIRET_SCHEMES = ['0009', '0002', '1', 'SIRET', 'FR:SIRET', '']

function siret(ids: Identifier[], name: 'supplierSiret' | 'buyerSiret', { notes, doubtful, sirens }: SiretDoubts) {
  const known = ids.filter(({ scheme }) => SIRET_SCHEMES.includes(scheme.toUpperCase()))
  const found = known.find(({ value, scheme }) => (scheme === '' ? isSiret(value) : looksLikeSiret(value)))
  if (found) {
    if (!isSiret(found.value)) {
      doubtful.push(name)
      const message = `Vérifiez ${wordsFor(name)} : la clé de contrôle de ${siretDigits(found.value)} ne tombe pas juste.`
      notes.push({ code: 'reading.siretKey', message })
    }
    return siretDigits(found.value)
  }
  const short9 = known.find(({ value, scheme }) => scheme !== '' && /^\d{9}$/.test(siretDigits(value)))
  const odd = known.find(({ value, scheme }) => scheme !== '' && /^\d{10,16}$/.test(siretDigits(value)))
  if (short9) {
    sirens[name] = siretDigits(short9.value)
    const message = `Le fichier ne donne qu’un SIREN (${siretDigits(short9.value)}) pour ${wordsFor(name)} : Chorus Pro demande les 14 chiffres.`
    notes.push({ code: 'reading.sirenOnly', message })
  } else if (odd) {
    const message = `Pour ${wordsFor(name)}, le fichier donne « ${short(odd.value)} », qui n’a pas 14 chiffres : le champ est laissé vide.`
    notes.push({ code: 'reading.siretLength', message })
  }
  return undefined
}

function vatLines(raw: Raw): VatLine[] | undefined {
  const lines = raw.vatLines.flatMap(({ rate, base, tax }) => {
    const line = { rate: hundredths(rate), base: decimalCents(base), tax: decimalCents(tax) }
    return line.base === undefined || line.tax === undefined ? [] : [{ ...line, base: line.base, tax: line.tax }]
  })
  return lines.length > 0 ? lines : undefined
}

/** "5.5" → 550. Null when absent or finer than a hundredth of a percent. */
function hundredths(rate: string) {
  const value = /^\d{1,3}(\.\d{1,2}0*)?$/.test(rate) ? decimalCents(rate) : undefined
  return value ?? null
}

/** Only what the categories of VAT settle (domaine.md §7, chorus-pro-api.md §7.5); débits or encaissements stay open. */
function vatScheme({ vatLines: lines }: Raw): VatScheme | undefined {
  if (lines.length === 0) return undefined
  if (lines.every(({ category, reason }) => category === 'E' && reason !== '')) return 'EXONERATION'
  if (lines.every(({ category }) => category === 'AE')) return 'SANS_TVA'
  return undefined
}

const short = (text: string) => (text.length > 40 ? `${text.slice(0, 40)}…` : text)
