import { z } from 'zod'
import { currentOf, resumed, turned } from '../invoices/life.ts'
import { refusalOf } from '../invoices/refusals.ts'
import { deposited, id, operation, optionalId, text } from '../operation.ts'
import { knownInvoice } from './known-invoice.ts'

/** The status an invoice goes back to once its valideur is the right one (chorus-pro-api.md §7.8). */
const awaited = new Map([
  ['ERREUR_FOURNISSEUR_SUR_VALIDEUR', 'A_VALIDER_1'],
  ['ERREUR_COTRAITANT_SUR_VALIDEUR', 'A_VALIDER_2'],
])

/**
 * Names another valideur where the one named refused to be it (chorus-pro-api.md §3.12), by id or by SIRET. The second
 * valideur has no life of its own here: after him, statuses move by hand.
 */
export const corrigerValideur = operation({
  path: '/cpro/factures/v1/corriger/valideur/facture',
  input: z.object({ idFacture: id, idStructure: optionalId, identifiantStructure: text }),
  answer({ idFacture, idStructure, identifiantStructure }, parts) {
    const { store, directory, now, haste } = parts
    const invoice = knownInvoice(idFacture, parts)
    const status = awaited.get(currentOf(invoice.history, now()).status)
    if (!status) throw refusalOf({ name: 'valideurNotWrong' })
    if (!idStructure && !identifiantStructure) throw refusalOf({ name: 'valideurMissing' })
    const valideur = idStructure ? directory.byId(idStructure) : directory.bySiret(identifiantStructure)
    if (!valideur) throw refusalOf({ name: 'valideurUnknown', about: String(idStructure || identifiantStructure) })
    if (valideur.siret === invoice.supplierSiret) throw refusalOf({ name: 'valideurIsSupplier' })

    invoice.valideurSiret = valideur.siret
    const buyer = directory.bySiret(invoice.buyerSiret)!
    const turn = { history: invoice.history, now: now(), entry: { status } }
    invoice.history = status === 'A_VALIDER_1' ? resumed({ ...turn, from: status, buyer, haste }) : turned(turn)
    store.changed()
    return { ...deposited, idFacture }
  },
})
