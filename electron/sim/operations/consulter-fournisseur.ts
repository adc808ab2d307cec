import { z } from 'zod'
import referentials from '../data/referentials.json' with { type: 'json' }
import type { Structure } from '../directory/structure.ts'
import { currentOf } from '../invoices/life.ts'
import type { Line, VatLine } from '../invoices/paper.ts'
import type { Invoice } from '../invoices/store.ts'
import { id, operation, success, type Parts } from '../operation.ts'
import { cut } from '../paging.ts'
import { day, minute } from '../time.ts'
import { knownInvoice } from './known-invoice.ts'

/**
 * One invoice in full (chorus-pro-api.md §3.7): its status is called `statutFacture` here, and the buyer's comment is
 * not part of it. The pages of its lists are the first ones: `getpLignesPoste` and its kin are not looked at.
 */
export const consulterFournisseur = operation({
  path: '/cpro/factures/v1/consulter/fournisseur',
  input: z.object({ identifiantFactureCPP: id }),
  answer: ({ identifiantFactureCPP }, parts) => ({
    ...success,
    facture: detailOf(knownInvoice(identifiantFactureCPP, parts), parts),
  }),
})

function detailOf(invoice: Invoice, { directory, store, now }: Parts) {
  const valideur = directory.bySiret(invoice.valideurSiret)
  return {
    identifiantFactureCPP: invoice.id,
    numeroFacture: invoice.number,
    statutFacture: currentOf(invoice.history, now()).status,
    modeDepot: invoice.mode,
    rejetTraite: invoice.isRejectionHandled,
    destinataire: recipientOf(invoice, directory.bySiret(invoice.buyerSiret)),
    fournisseur: supplierOf(invoice, directory.bySiret(invoice.supplierSiret)),
    cadreDeFacturation: {
      codeCadreFacturation: invoice.cadre,
      idValideur1: valideur?.id,
      typeIdentifiantValideur1: valideur && 'SIRET',
      codeValideur1: valideur?.siret,
      raisonSocialeValideur1: valideur?.name,
    },
    references: referencesOf(invoice),
    recapitulatifDeTva: list('LignesRecapitulativesTVA', { ligneTva: invoice.vatLines.map(vatLineOf) }),
    montantTotal: {
      montantHtTotal: invoice.net ?? undefined,
      montantTVA: invoice.tax ?? undefined,
      montantTtcAvantRemiseGlobalTTC: invoice.gross === null ? undefined : invoice.gross + invoice.discount,
      montantRemiseGlobaleTTC: invoice.discount,
      montantTtcTotal: invoice.gross ?? undefined,
      montantAPayer: invoice.payable ?? undefined,
    },
    pieceJointePrincipale: invoice.mainFile
      ? { idPieceJointePrincipale: invoice.mainFile, idLiaisonPieceJointePrincipale: invoice.mainFile }
      : undefined,
    listeDesPiecesJointes: list('ListePiecesJointe', {
      pieceJointe: invoice.attachments.map(({ fileId, designation, type, line }) => ({
        pieceJointeTypeCode: type,
        pieceJointeDesignation: designation,
        pieceJointeNumeroLigneFacture: line ?? undefined,
        pieceJointeIdLiaison: fileId,
        pieceJointeId: fileId,
        pieceJointeExtension: store.file(fileId)?.name.split('.').at(-1)?.toUpperCase(),
      })),
    }),
    lignesDePoste: list('LignesPoste', { lignePoste: invoice.lines.map(lineOf) }),
    commentaire: invoice.comment || undefined,
  }
}

/** A list and its first page, in names that end differently for each list (annexe A). */
function list<Row>(suffix: string, named: Record<string, Row[]>) {
  const [name, rows] = Object.entries(named)[0]!
  const { page, pageCourante, pages, nbResultatsParPage, total } = cut({ rows })
  return {
    [name]: page,
    [`pageCourante${suffix}`]: pageCourante,
    [`pages${suffix}`]: pages,
    [`nbResultatsParPage${suffix}`]: nbResultatsParPage,
    [`total${suffix}`]: total,
  }
}

function recipientOf(invoice: Invoice, buyer: Structure | undefined) {
  const service = buyer?.services.find(({ code }) => code === invoice.serviceCode)
  return {
    idDestinataire: buyer?.id,
    codeDestinataire: invoice.buyerSiret,
    libelleDestinataire: buyer?.name,
    designationDestinataire: buyer?.name,
    idServiceExecutant: service?.id,
    codeServiceExecutant: invoice.serviceCode || undefined,
    libelleServiceExecutant: service?.name,
  }
}

function supplierOf(invoice: Invoice, supplier: Structure | undefined) {
  const account = supplier?.bankAccounts.find(({ id }) => id === invoice.bankAccount)
  return {
    idFournisseur: invoice.supplierId,
    typeIdentifiantFournisseur: 'SIRET',
    codeFournisseur: invoice.supplierSiret,
    raisonSocialeFournisseur: supplier?.name,
    designationFournisseur: supplier?.name,
    coordBancairesFournisseurId: account?.id,
    coordBancairesFournisseurType: account && 'IBAN',
    coordBancairesFournisseurLibelle: account?.name,
  }
}

const referencesOf = (invoice: Invoice) => ({
  dateFacture: invoice.issueDate,
  dateDepot: day(invoice.depositedAt),
  dateCreationFacture: minute(invoice.depositedAt),
  codeDeviseFacture: invoice.currency,
  typeFacture: invoice.kind,
  typeTva: invoice.vatScheme,
  motifExonerationTva: invoice.exemption || undefined,
  numeroMarche: invoice.contract || undefined,
  numeroBonCommande: invoice.engagement || undefined,
  numeroFactureOrigine: invoice.origin || undefined,
  modePaiement: invoice.paymentMode || undefined,
})

const vatLineOf = ({ rate, code, base, tax }: VatLine) => {
  const known = referentials.vatRates.find(({ codeTauxTva }) => codeTauxTva === code)
  return {
    ligneTvaTauxRefCode: known?.codeTauxTva,
    ligneTvaTauxRefLibelle: known?.libelleTauxTva,
    ligneTvaTauxRefValeur: known?.valeurTauxTva,
    ligneTvaTauxManuel: rate ?? undefined,
    ligneTvaMontantBaseHtParTaux: base,
    ligneTvaMontantTvaParTaux: tax,
  }
}

const lineOf = (line: Line) => ({
  lignePosteNumero: line.number,
  lignePosteReference: line.reference,
  lignePosteDenomination: line.name,
  lignePosteQuantite: line.quantity,
  lignePosteUniteLibelle: line.unit,
  lignePosteMontantUnitaireHT: line.unitPrice,
  lignePosteMontantRemiseHT: line.discount,
  lignePosteTauxTva: line.code || undefined,
  lignePosteTauxTvaManuel: line.rate ?? undefined,
  lignePosteMontantHtApresRemise: line.quantity * line.unitPrice - line.discount,
})
