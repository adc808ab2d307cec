import { z } from 'zod'
import { currentOf } from '../invoices/life.ts'
import { refusalOf } from '../invoices/refusals.ts'
import { deposited, id, operation } from '../operation.ts'
import { knownInvoice } from './known-invoice.ts'

/** Says that rejections have been dealt with (chorus-pro-api.md §3.10): all of those named, or none. */
export const traiterRejet = operation({
  path: '/cpro/factures/v1/traiterRejet',
  input: z.object({ listeDemandePaiement: z.array(z.object({ idDemandePaiement: id })).min(1) }),
  answer({ listeDemandePaiement }, parts) {
    const { store, now } = parts
    const invoices = listeDemandePaiement.map(({ idDemandePaiement }) => knownInvoice(idDemandePaiement, parts))
    const other = invoices.find(({ history }) => currentOf(history, now()).status !== 'REJETEE')
    if (other) throw refusalOf({ name: 'notRejected', about: other.number })
    for (const invoice of invoices) {
      invoice.isRejectionHandled = true
      invoice.actions = [...(invoice.actions ?? []), { code: 'TRAITEMENT_REJET', at: now() }]
    }
    store.changed()
    return deposited
  },
})
