import { isCreditNote } from '../fields/fields.ts'
import type { Invoice, InvoiceAt } from '../lifecycle/invoice.ts'
import { wordsOf } from '../platform/status.ts'

/**
 * Whether a credit note may be made on an invoice: one that is with its client. One that was rejected, or taken back, is made anew
 * instead (domaine.md §9).
 */
export const mayBeCredited = (invoice: Invoice): invoice is InvoiceAt<'followed' | 'closed'> =>
  (invoice.stage === 'followed' || invoice.stage === 'closed') &&
  !isCreditNote(invoice.fields) &&
  !['refused', 'withdrawn'].includes(wordsOf(invoice.status).group)
