import { z } from 'zod'
import statuses from '../data/statuses.json' with { type: 'json' }
import limits from '../data/limits.json' with { type: 'json' }
import { currentOf } from '../invoices/life.ts'
import { flag, operation, optionalId, success } from '../operation.ts'
import { pageOf, Paging } from '../paging.ts'
import { rowOf } from './invoice-row.ts'

/**
 * The invoices a supplier may still do something about (chorus-pro-api.md §3.11), and those rejected that nobody has settled,
 * unless they are to be hidden. Announced as deprecated. A line says less than that of the search.
 */
export const rechercherATraiter = operation({
  path: '/cpro/factures/v1/rechercher/atraiter/fournisseur',
  input: z.object({
    idStructure: optionalId,
    masquerRejetee: flag,
    recupererTaille: flag,
    rechercheFactureATraiterParFournisseur: Paging,
  }),
  answer({ idStructure, masquerRejetee, recupererTaille, rechercheFactureATraiterParFournisseur: paging }, parts) {
    const found = parts.store.invoices().filter(({ supplierId, history, isRejectionHandled }) => {
      const { status } = currentOf(history, parts.now())
      const isRejected = status === 'REJETEE' && !masquerRejetee && !isRejectionHandled
      return (!idStructure || idStructure === supplierId) && (isRejected || statuses.toHandle.includes(status))
    })
    const { page, parametresRetour } = pageOf({
      rows: found.toReversed().map((invoice) => briefOf(rowOf(invoice, parts, { hasSize: recupererTaille ?? false }))),
      paging,
      column: 'DateDepot',
      most: limits.foundInvoices,
    })
    return { ...success, parametresRetour, listeFactures: page }
  },
})

/** What this list says of an invoice (annexe A, FactureRechercherATraiterFournisseur). */
const said = new Set(
  (
    'identifiantFactureCPP typeDemandePaiement codeFournisseur typeIdentifiantFournisseur designationFournisseur ' +
    'codeServiceFournisseur nomServiceFournisseur idDestinataire codeDestinataire designationDestinataire ' +
    'idServiceExecutant codeServiceExecutant nomServiceExecutant typeFacture numeroFacture dateFacture dateDepot ' +
    'montantHT montantTTC montantAPayer devise statut numeroMarche numeroBonCommande taille'
  ).split(' '),
)
const briefOf = (row: object) => Object.fromEntries(Object.entries(row).filter(([name]) => said.has(name)))
