import type { AuthoredInvoice } from '../../../shared/domain/authoring/authored.ts'
import table from '../../../shared/tables/invoice-terms.json' with { type: 'json' }
import type { Dialect } from './dialect.ts'

/** Note of an invoice (BG-1): what it is about (BT-21, UNTDID 4451) and its text (BT-22). */
export type Note = { code: string; text: string }

/**
 * Notes of an authored invoice. Free ones for Chorus Pro; for a platform the three of BR-FR-05 and the one that says public
 * buyer, BR-FR-CPRO-00 (plateformes-agreees.md §4.2, §4.3).
 */
export function notesOf(invoice: AuthoredInvoice, dialect: Dialect): Note[] {
  const { terms } = invoice
  const free: Note[] = [
    { code: 'REG', text: oneLine(invoice.legal) },
    { code: 'AAI', text: oneLine([invoice.subject, invoice.reason, invoice.comment].filter(Boolean).join('. ')) },
  ]
  const wanted: Note[] = [
    { code: table.lateInterest.code, text: terms.lateInterest },
    { code: table.recoveryCosts.code, text: terms.recoveryCosts },
    { code: table.earlyPayment.code, text: terms.earlyPayment },
    { code: 'ADN', text: 'B2G' },
  ]
  return [...free, ...(dialect === 'afnor' ? wanted : [])].filter(({ text }) => text)
}

const oneLine = (text: string) => text.replace(/\s+/g, ' ').trim()
