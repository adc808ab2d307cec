import type { AuthoredInvoice } from '../../../shared/domain/authoring/authored.ts'
import { writeCii } from './cii/write.ts'
import type { Carrier, Dialect } from './dialect.ts'
import { termsOf } from './terms.ts'
import { writeUbl } from './ubl/write.ts'

/** XML of an authored invoice in a dialect, for the file that will carry it. Throws RangeError beyond what can be counted. */
export const writeXml = (invoice: AuthoredInvoice, dialect: Dialect, carrier: Carrier): string =>
  (carrier === 'ubl' ? writeUbl : writeCii)(termsOf(invoice, dialect, carrier))
