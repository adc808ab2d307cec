import { FieldName, type Fields } from '../fields/fields.ts'
import type { DocumentFacts, Origins, Reading } from '../document/reading.ts'
import type { AuthoredInvoice } from './authored.ts'
import { fieldsOf } from './fields-of.ts'

/** Reading of the file of an invoice made here: its fields are those that were written, each sure; of the file, what its reader saw. */
export function writtenReading(invoice: AuthoredInvoice, { document }: Pick<Reading, 'document'>): Reading {
  const fields = fieldsOf(invoice)
  return { document, source: 'written', fields, origins: writtenOrigins(fields) }
}

/** Origins of the fields of an invoice made here. */
export const writtenOrigins = (fields: Fields): Origins =>
  Object.fromEntries(
    FieldName.options
      .filter((name) => fields[name] !== '' && fields[name] !== null)
      .map((name) => [name, { source: 'written', trust: 'sure' }]),
  )

/** Facts of the file an authored invoice is about to become, for the rulebook before it is issued. */
export const documentToBe: DocumentFacts = {
  kind: 'facturx',
  status: 'read',
  message: '',
  pages: 1,
  hasText: true,
  notes: [],
  paymentMeansCode: '30',
}
