import table from '../../tables/invoice-terms.json' with { type: 'json' }
import type { PaymentMode } from '../fields/fields.ts'
import { formatIban } from '../../base/iban.ts'
import { formatCents } from '../../base/money.ts'
import type { AuthoredInvoice } from './authored.ts'
import { longDay } from './long-day.ts'
import type { AuthoredTotals } from './totals.ts'

/** Paragraph at the foot of the page. */
export type Paragraph = { heading: string; lines: string[] }

/** Words of what the law wants said, on the left, and of the payment, on the right (domaine.md §6.1, §6.2, §10.4). */
export function printedTerms(
  invoice: AuthoredInvoice,
  totals: AuthoredTotals,
): { left: Paragraph[]; right: Paragraph[] } {
  const isCredit = invoice.kind === 'creditNote'
  const left = [
    taxTerms(invoice, totals),
    directPayment(invoice),
    isCredit ? correction(totals) : late(invoice),
    { heading: 'À noter', lines: invoice.comment ? [invoice.comment] : [] },
  ]
  // A credit note asks for no payment.
  const right = isCredit ? [] : [payment(invoice), dueTerms(invoice, totals)]
  const isSaid = ({ lines }: Paragraph) => lines.length > 0
  return { left: left.filter(isSaid), right: right.filter(isSaid) }
}

const taxTerms = ({ isVatOnDebits }: AuthoredInvoice, { rates }: AuthoredTotals): Paragraph => ({
  heading: 'TVA',
  lines: rates.some(({ category }) => category === 'S')
    ? [isVatOnDebits ? table.onDebits.text : table.onReceipts.text]
    : [],
})

function directPayment({ cadre, situation }: AuthoredInvoice): Paragraph {
  const before = situation?.before ? [situation.before] : []
  if (cadre === 'A9') {
    return { heading: 'Paiement direct', lines: ['Demande de paiement d’un sous-traitant.', ...before] }
  }
  return { heading: 'Situations précédentes', lines: before }
}

const correction = ({ grossTotal }: AuthoredTotals): Paragraph => ({
  heading: 'Avoir',
  lines: [`Les montants de cet avoir, ${formatCents(grossTotal)}, viennent en déduction de la facture d’origine.`],
})

const late = ({ terms: { lateInterest, recoveryCosts, earlyPayment } }: AuthoredInvoice): Paragraph => ({
  heading: 'En cas de retard',
  lines: [[lateInterest, recoveryCosts, earlyPayment].filter(Boolean).join(' ')].filter(Boolean),
})

const MODES: Record<PaymentMode, string> = {
  VIREMENT: 'Règlement par virement',
  CHEQUE: 'Règlement par chèque',
  PRELEVEMENT: 'Règlement par prélèvement',
  ESPECE: 'Règlement en espèces',
  AUTRE: 'Règlement par un autre moyen',
  REPORT: 'Règlement reporté',
}

function payment({ paymentMode, iban, bic, cadre }: AuthoredInvoice): Paragraph {
  const account = iban ? [`IBAN : ${formatIban(iban)}`, ...(bic ? [`BIC : ${bic}`] : [])] : []
  return { heading: MODES[paymentMode], lines: cadre === 'A2' ? ['Cette facture est déjà payée.'] : account }
}

const dueTerms = ({ dueDate, terms, cadre }: AuthoredInvoice, { payable }: AuthoredTotals): Paragraph => ({
  heading: 'Échéance',
  lines: cadre === 'A2' || payable <= 0 ? [] : [dueDate ? `Le ${longDay(dueDate)}.` : terms.due],
})
