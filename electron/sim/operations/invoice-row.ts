import { currentOf } from '../invoices/life.ts'
import type { Invoice } from '../invoices/store.ts'
import type { Parts } from '../operation.ts'
import { instantOf } from '../time-forms.ts'
import { day } from '../time.ts'

/** An invoice as the search lists it (chorus-pro-api.md §3.6): its status is called `statut` here. What is empty is left out. */
export function rowOf(invoice: Invoice, parts: Parts, { hasSize }: { hasSize: boolean }) {
  const { directory, now } = parts
  const current = currentOf(invoice.history, now())
  const buyer = directory.bySiret(invoice.buyerSiret)
  const service = buyer?.services.find(({ code }) => code === invoice.serviceCode)
  const valideur = directory.bySiret(invoice.valideurSiret)
  const supplier = directory.bySiret(invoice.supplierSiret)
  const supplierService = supplier?.services.find(({ id }) => id === invoice.supplierService)
  const account = supplier?.bankAccounts.find(({ id }) => id === invoice.bankAccount)
  return {
    identifiantFactureCPP: invoice.id,
    numeroFacture: invoice.number,
    typeDemandePaiement: 'FACTURE',
    typeFacture: invoice.kind,
    statut: current.status,
    commentaireEtatCourant: current.comment,
    dateHeureEtatCourant: instantOf(current.at, parts),
    modeDepot: invoice.mode,
    numeroFluxDepot: invoice.flow || undefined,
    typeIdentifiantFournisseur: 'SIRET',
    codeFournisseur: invoice.supplierSiret,
    designationFournisseur: supplier?.name,
    codeServiceFournisseur: supplierService?.code,
    nomServiceFournisseur: supplierService?.name,
    idDestinataire: buyer?.id,
    codeDestinataire: invoice.buyerSiret,
    designationDestinataire: buyer?.name,
    idServiceExecutant: service?.id,
    codeServiceExecutant: invoice.serviceCode || undefined,
    nomServiceExecutant: service?.name,
    dateFacture: invoice.issueDate,
    dateDepot: day(invoice.depositedAt),
    montantHT: invoice.net ?? undefined,
    montantTTC: invoice.gross ?? undefined,
    montantAPayer: invoice.payable ?? undefined,
    devise: invoice.currency,
    numeroMarche: invoice.contract || undefined,
    numeroBonCommande: invoice.engagement || undefined,
    numeroFactureOrigine: invoice.origin || undefined,
    typeIdentifiantValideur1: valideur && 'SIRET',
    codeValideur1: valideur?.siret,
    raisonSocialeValideur1: valideur?.name,
    coordBancairesFournisseurNomCb: account?.name,
    taille: hasSize ? invoice.size : undefined,
    rejetTraite: invoice.isRejectionHandled,
  }
}
