import type { FieldName, VatLine } from '../../shared/domain/fields/fields.ts'
import { formatCents, toDecimal } from '../../shared/base/money.ts'
import { severalInvoices } from '../../shared/domain/document/invoice-ranges.ts'
import type { DocumentFacts, Reading } from '../../shared/domain/document/reading.ts'
import { formatSiret } from '../../shared/base/siret.ts'
import { french } from '../../shared/base/french.ts'

type Status = DocumentFacts['status']

/** The answer for one file of an archive; without a reading when it was not even opened. */
export type EntryAnswer = { entry: string; status: Status; message: string; reading?: Reading }

/** The answer for one file of the command line. */
export type Answer = { file: string; status: Status; message: string; reading?: Reading; entries?: EntryAnswer[] }

/** The fields of the output and their French names, in the order of an invoice. */
const SHOWN = {
  number: 'N° de facture',
  issueDate: 'Date',
  typeCode: 'Type',
  currency: 'Devise',
  supplierSiret: 'SIRET du fournisseur',
  supplierName: 'Fournisseur',
  buyerSiret: 'SIRET du destinataire',
  buyerName: 'Destinataire',
  serviceCode: 'Code service',
  engagementNumber: 'N° d’engagement',
  contractNumber: 'N° de marché',
  netTotal: 'Total HT',
  taxTotal: 'Total TVA',
  grossTotal: 'Total TTC',
  payable: 'Net à payer',
  iban: 'IBAN',
  dueDate: 'Échéance',
} as const satisfies Partial<Record<FieldName, string>>

/** What else may be read: in JSON under `more`, in a report when it is there. */
const MORE = {
  originNumber: 'Facture d’origine',
  discount: 'Remise',
  prepaid: 'Déjà payé',
  retention: 'Retenue de garantie',
  cadre: 'Cadre',
  valideurSiret: 'SIRET du valideur',
  vatScheme: 'Type de TVA',
  exemptionReason: 'Motif d’exonération',
  paymentMode: 'Mode de paiement',
  comment: 'Commentaire',
} as const satisfies Partial<Record<FieldName, string>>

type ShownName = keyof typeof SHOWN | keyof typeof MORE
const NAMES = Object.keys(SHOWN) as ShownName[]
const MORE_NAMES = Object.keys(MORE) as ShownName[]
const LABELS: Record<ShownName, string> = { ...SHOWN, ...MORE }

/** One line of JSON: amounts are decimal strings, what is absent is null. */
export const asJson = ({ file, status, message, reading, entries }: Answer): string =>
  `${JSON.stringify({ file, status, message, ...jsonOf(reading), ...(entries ? { entries: entries.map(entryJson) } : {}) })}\n`

const entryJson = ({ entry, status, message, reading }: EntryAnswer) => ({ entry, status, message, ...jsonOf(reading) })

function jsonOf(reading: Reading | undefined) {
  const isKnown = reading !== undefined && reading.source !== null
  const valuesOf = (names: ShownName[]) =>
    Object.fromEntries(names.map((name) => [name, isKnown ? valueOf(reading, name) : null]))
  return {
    source: reading?.source ?? null,
    kind: reading?.document.kind ?? null,
    fields: valuesOf(NAMES),
    more: { ...valuesOf(MORE_NAMES), vatLines: (isKnown ? reading.fields.vatLines : []).map(vatLine) },
    origins: reading?.origins ?? {},
    notes: reading?.document.notes ?? [],
    parts: reading?.document.parts ?? [],
  }
}

/** Rate in percent, amounts in the currency: decimal strings. */
const vatLine = ({ rate, base, tax }: VatLine) => ({
  rate: rate === null ? null : toDecimal(rate),
  base: toDecimal(base),
  tax: toDecimal(tax),
})

/** A value nobody wrote, as the currency of a file that names none, is absent. */
function valueOf({ fields, origins }: Reading, name: ShownName) {
  const value = origins[name] ? fields[name] : ''
  return typeof value === 'number' ? toDecimal(value) : value === '' ? null : value
}

const STATUS: Record<Status, string> = { read: 'lue', partial: 'à compléter', password: 'protégée', refused: 'non lue' }
const SOURCES: Record<string, string> = {
  facturx: 'données Factur-X',
  cii: 'XML CII',
  ubl: 'XML UBL',
  text: 'texte du PDF',
  ocr: 'lu sur un scan, à relire',
}
const TRUST: Record<string, string> = { sure: '', likely: '  probable', check: '  à vérifier', typed: '' }

/** A report to read: one block a file, values in a column. */
export function asReport({ file, status, message, reading, entries }: Answer): string {
  const own = entries ? headOf(file, { status, message }) : blockOf(file, { status, message, reading })
  const inside = (entries ?? []).map((entry) => blockOf(`${file} › ${entry.entry}`, entry))
  return `${[own, ...inside].join('\n')}\n`
}

type Said = { status: Status; message: string; reading?: Reading | undefined }

const headOf = (name: string, { status, message }: Said) =>
  `${name} : ${STATUS[status]}\n${message ? `  ${message}\n` : ''}`

function blockOf(name: string, said: Said): string {
  const { reading } = said
  if (!reading?.source) return headOf(name, said)
  const source = SOURCES[reading.source] ?? reading.source
  const width = Math.max(...Object.values(SHOWN).map((word) => word.length)) + 2
  const there = MORE_NAMES.filter((field) => reading.origins[field] && valueOf(reading, field) !== null)
  const lines = [...NAMES, ...there].map((field) => {
    const doubt = TRUST[reading.origins[field]?.trust ?? 'sure'] ?? ''
    return `  ${LABELS[field].padEnd(width)}${printed(reading, field)}${doubt}`
  })
  for (const { rate, base, tax } of reading.fields.vatLines.map(vatLine))
    lines.push(`  ${'TVA'.padEnd(width)}${rate ?? '?'} % de ${base} : ${tax}`)
  const { parts } = reading.document
  const notes = [...(parts ? [{ message: french(severalInvoices(parts)) }] : []), ...reading.document.notes].map(
    ({ message }) => `  • ${message}`,
  )
  return [`${headOf(name, said)}  ${'Source'.padEnd(width)}${source}`, ...lines, ...notes, ''].join('\n')
}

function printed({ fields }: Reading, name: ShownName) {
  const value = fields[name]
  if (value === null || value === '') return '–'
  if (typeof value === 'number')
    return fields.currency === 'EUR' ? formatCents(value) : `${toDecimal(value)} ${fields.currency}`
  return name.endsWith('Siret') ? formatSiret(value) : value
}
