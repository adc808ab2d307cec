import { normalNumber } from '../fields/fields.ts'
import { fold } from '../../base/fold-text.ts'
import { isByHand, isKnown, type InvoiceAt, type Invoice, type Known } from '../lifecycle/invoice.ts'
import { withNoted } from '../platform/status.ts'
import type { ListLine } from './list.ts'

/** What a line of the portal's list means for the invoices we have. Only `news` and `same` are applied. */
export type Match =
  | { is: 'news'; line: ListLine; invoice: Known; status: string }
  | { is: 'same'; line: ListLine; invoice: Known }
  /** There, but not noted as deposited. */
  | { is: 'waiting'; line: ListLine; invoice: Known }
  /** Chorus Pro itself speaks of it: what is pasted changes nothing. */
  | { is: 'api'; line: ListLine; invoice: Known }
  | { is: 'closed'; line: ListLine; invoice: Known }
  /** The amount is another one: to be looked at before anything is noted. */
  | { is: 'amount'; line: ListLine; invoice: Known }
  | { is: 'several'; line: ListLine }
  | { is: 'status'; line: ListLine; invoice: Known }
  | { is: 'unknown'; line: ListLine }

/** Each line with the one invoice it can be about: by number, ours or the portal's, then by supplier and buyer. */
export const matchAll = (lines: ListLine[], invoices: Invoice[]): Match[] => {
  const known = invoices.filter(isKnown).filter(({ stage }) => stage !== 'draft' && stage !== 'leaving')
  return lines.map((line) => match(line, known))
}

function match(line: ListLine, known: Known[]): Match {
  const [invoice, other] = narrow(
    line,
    known.filter((one) => bears(one, line.number)),
  )
  if (!invoice) return { is: 'unknown', line }
  if (other) return { is: 'several', line }
  if (invoice.stage === 'portal') return { is: 'waiting', line, invoice }
  if (invoice.stage === 'closed') return { is: 'closed', line, invoice }
  if (!isByHand(invoice)) return { is: 'api', line, invoice }
  if (!line.status) return { is: 'status', line, invoice }
  if (isOtherAmount(line, invoice)) return { is: 'amount', line, invoice }
  return isNews(invoice as InvoiceAt<'followed' | 'sent'>, line, line.status)
    ? { is: 'news', line, invoice, status: line.status }
    : { is: 'same', line, invoice }
}

function bears(invoice: Known, number: string): boolean {
  const numbers = [invoice.fields.number, 'remoteNumber' in invoice ? invoice.remoteNumber : '']
  return numbers.some((one) => one && normalNumber(one) === normalNumber(number))
}

/** Two may bear one number (two suppliers, a refused one sent again): what else the line says decides, if it can. */
function narrow({ supplierSiret, buyer }: ListLine, found: Known[]): Known[] {
  if (found.length < 2) return found
  const bySupplier = found.filter(({ fields }) => !supplierSiret || fields.supplierSiret === supplierSiret)
  const byBuyer = bySupplier.filter(({ fields }) => !buyer || isSame(buyer, fields.buyerName, fields.buyerSiret))
  return byBuyer.length ? byBuyer : bySupplier
}
const isSame = (buyer: string, name: string, siret: string) =>
  (name && fold(buyer).includes(fold(name))) || buyer.replace(/\D/g, '').includes(siret)

const isOtherAmount = ({ amount }: ListLine, { fields }: Known) =>
  amount !== undefined &&
  ![fields.grossTotal, fields.payable, fields.netTotal].some(
    (own) => own !== null && Math.abs(own) === Math.abs(amount),
  )

const isNews = (invoice: InvoiceAt<'followed' | 'sent'>, { on, comment }: ListLine, status: string) =>
  invoice.stage === 'sent' ||
  withNoted(invoice.history, { code: status, at: on ?? '', ...(comment && { comment }) }) !== undefined
