import type { AuthoredInvoice, AuthoredLine } from './authored.ts'

/** Lines a credit note takes back, by their place from 0, with the quantity of each (ten-thousandths). */
export type TakenBack = { line: number; quantity: number }[]

/**
 * Credit note on an invoice made here, whole or in part: same client, service and references, positive amounts, one origin
 * (domaine.md §7; chorus-pro-api.md §8.7). Takes its own number and day; a part takes lines with their quantities. A discount as an
 * amount follows the whole only, one in percent follows its lines; the deposit is no matter of a credit note.
 */
export function creditNoteOn(
  invoice: AuthoredInvoice,
  { number, issueDate, reason, part }: { number: string; issueDate: string; reason: string; part?: TakenBack },
): AuthoredInvoice {
  const { discount } = invoice
  return {
    ...invoice,
    kind: 'creditNote',
    number,
    issueDate,
    reason,
    origin: { number: invoice.number, date: invoice.issueDate },
    lines: part ? part.flatMap((taken) => takenBack(invoice.lines[taken.line], taken.quantity)) : invoice.lines,
    discount: part && discount?.kind === 'amount' ? null : discount,
    prepaid: null,
    retention: 0,
    dueDate: '',
  }
}

const takenBack = (line: AuthoredLine | undefined, quantity: number): AuthoredLine[] =>
  line && quantity > 0 ? [{ ...line, quantity: Math.min(quantity, Math.abs(line.quantity)) }] : []
