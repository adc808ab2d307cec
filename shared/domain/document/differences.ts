import { isDate } from '../../base/dates.ts'
import type { FieldName, Fields } from '../fields/fields.ts'
import { formatCents } from '../../base/money.ts'
import type { Difference, DocumentFacts } from './reading.ts'
import type { SubmissionFormat } from './submission-format.ts'
import { formatSiret } from '../../base/siret.ts'

/** What is compared between the page of a Factur-X and its data (domaine.md §13), and how one says it. */
export const COMPARED = {
  number: 'le numéro',
  issueDate: 'la date',
  dueDate: 'l’échéance',
  supplierSiret: 'le SIRET du fournisseur',
  buyerSiret: 'le SIRET du destinataire',
  netTotal: 'le total HT',
  taxTotal: 'le total de TVA',
  grossTotal: 'le total TTC',
  payable: 'le net à payer',
} as const satisfies Partial<Record<FieldName, string>>
export type Compared = keyof typeof COMPARED

/** How one says a compared field: « le total TTC ». */
export const whatDiffers = (field: FieldName): string =>
  (COMPARED as Partial<Record<FieldName, string>>)[field] ?? field

/** A value as a person writes it: « 1 200,00 € », « 14/03/2026 », « 842 103 996 00018 ». */
export function written({ field }: Pick<Difference, 'field'>, value: string | number): string {
  if (typeof value === 'number') return formatCents(value)
  if (isDate(value)) return value.split('-').toReversed().join('/')
  return field.endsWith('Siret') ? formatSiret(value) : value
}

/** What the page and the data of a file say differently. */
export const differencesOf = ({ notes }: Pick<DocumentFacts, 'notes'>): Difference[] =>
  notes.flatMap(({ differs }) => differs ?? [])

/** Those that would leave unlike the page: all in a flow, and in a form what nobody has corrected. */
export const leavingDifferences = (fields: Fields, document: DocumentFacts, circuit: SubmissionFormat): Difference[] =>
  differencesOf(document).filter(({ field, page }) => circuit === 'flux' || fields[field] !== page)

/**
 * What changes when a person takes one of the two values: that field, and what was the same as it, the amount to pay of an
 * invoice of which nothing is paid yet and the line of a single rate of VAT.
 */
export function taking(fields: Fields, field: FieldName, value: string | number): Partial<Fields> {
  const taken = { ...fields, [field]: value }
  const [line, ...others] = fields.vatLines
  const isWhole = line && !others.length && line.base === fields.netTotal && line.tax === fields.taxTotal
  return {
    [field]: value,
    ...(field === 'grossTotal' && fields.payable === fields.grossTotal && { payable: taken.grossTotal }),
    ...(isWhole && { vatLines: [{ ...line, base: taken.netTotal ?? 0, tax: taken.taxTotal ?? 0 }] }),
  }
}
