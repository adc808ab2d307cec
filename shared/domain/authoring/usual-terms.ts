import table from '../../tables/invoice-terms.json' with { type: 'json' }
import type { AuthoredInvoice } from './authored.ts'

/** Sentences of the payment an invoice begins with, by its cadre: the delay of a subcontractor runs from the approval (domaine.md §10.2). */
export const usualTerms = ({ cadre }: Pick<AuthoredInvoice, 'cadre'>): AuthoredInvoice['terms'] => ({
  due: cadre === 'A9' ? table.dueAfterApproval.text : table.due.text,
  lateInterest: table.lateInterest.text,
  recoveryCosts: table.recoveryCosts.text,
  earlyPayment: table.earlyPayment.text,
})
