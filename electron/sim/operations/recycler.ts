import { z } from 'zod'
import { complaintOfRouting } from '../invoices/checks.ts'
import { currentOf, resumed } from '../invoices/life.ts'
import { refusalOf } from '../invoices/refusals.ts'
import type { Invoice } from '../invoices/store.ts'
import { deposited, id, operation, text } from '../operation.ts'
import { replyDateOf } from '../time-forms.ts'
import { knownInvoice } from './known-invoice.ts'

const Input = z.object({
  identifiantFactureCPP: id,
  destinataire: z.object({ codeDestinataire: text, codeServiceExecutant: text }).nullish(),
  reference: z.object({ numeroMarche: text, numeroBonCommande: text }).nullish(),
  commentaire: text,
})

/**
 * Sends an invoice to the right place under the same number (chorus-pro-api.md §3.5): recipient, service, engagement and
 * contract change, nothing else does. What is not given stays; the service of another recipient does not.
 */
export const recycler = operation({
  path: '/cpro/factures/v1/recycler',
  input: Input,
  answer(question, parts) {
    const { store, directory, now, haste, recycling } = parts
    const invoice = knownInvoice(question.identifiantFactureCPP, parts)
    if (recycling === 'supprime') throw refusalOf({ name: 'recyclingIsOver' })
    if (currentOf(invoice.history, now()).status !== 'A_RECYCLER') throw refusalOf({ name: 'notToRecycle' })
    const route = routeOf(invoice, question)
    const complaint = complaintOfRouting({ ...invoice, ...route }, parts)
    if (complaint) throw refusalOf(complaint)

    Object.assign(invoice, route, { depositedAt: now() })
    invoice.history = resumed({
      history: invoice.history,
      now: now(),
      entry: { status: 'DEPOSEE', ...(question.commentaire ? { comment: question.commentaire } : {}) },
      from: 'DEPOSEE',
      buyer: directory.bySiret(invoice.buyerSiret)!,
      haste,
    })
    store.changed()
    return {
      ...deposited,
      identifiantFactureCPP: invoice.id,
      numeroFacture: invoice.number,
      statutFacture: 'DEPOSEE',
      dateDepot: replyDateOf(now(), parts),
    }
  },
})

function routeOf(invoice: Invoice, { destinataire, reference }: z.output<typeof Input>) {
  const buyerSiret = destinataire?.codeDestinataire || invoice.buyerSiret
  const isSameBuyer = buyerSiret === invoice.buyerSiret
  return {
    buyerSiret,
    serviceCode: destinataire?.codeServiceExecutant || (isSameBuyer ? invoice.serviceCode : ''),
    engagement: reference?.numeroBonCommande || invoice.engagement,
    contract: reference?.numeroMarche || invoice.contract,
  }
}
