import type { Invoice } from '../invoices/store.ts'
import { Refusal, type Parts } from '../operation.ts'

/** The invoice of that id; a Refusal when there is none. */
export function knownInvoice(id: number, { store }: Parts): Invoice {
  const invoice = store.invoice(id)
  if (!invoice) throw new Refusal(29100, `SIMULÉ : la facture ${id} est inconnue`)
  return invoice
}
