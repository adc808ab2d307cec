import { z } from 'zod'
import referentials from '../data/referentials.json' with { type: 'json' }
import type { Structure } from '../directory/structure.ts'
import { currentOf } from '../invoices/life.ts'
import type { Line, VatLine } from '../invoices/paper.ts'
import type { Invoice } from '../invoices/store.ts'
import { id, number, operation, success, text, type Parts } from '../operation.ts'
import { cut, sortBy } from '../paging.ts'
import { day, minute } from '../time.ts'
import { knownInvoice } from './known-invoice.ts'

type Asked = { page: number | null; size: number | null; column: string; direction: string }

/** How a page of one of the three lists is asked for: each has its own names, with the AIFE's own slips (annexe A). */
const pageAsked = (page: string, size: string, column: string, direction: string) =>
  z
    .object({ [page]: number, [size]: number, [column]: text, [direction]: text })
    .nullish()
    .transform((given): Asked | undefined => {
      const told = given as Record<string, unknown> | null | undefined
      return told
        ? ({ page: told[page], size: told[size], column: told[column], direction: told[direction] } as Asked)
        : undefined
    })
const Lines = pageAsked(
  'pageResultatDemandeeLignesPoste',
  'nbResultatsParPageLignesPoste',
  'triColonneListeLignesPoste',
  'triSensListeLignesPoste',
)
const Pieces = pageAsked(
  'pageResultatDemandeeListePieceJointe',
  'nbResultatsParPageListePieceJointe',
  'triColonneListePiecesJointes',
  'triSensListePiecesJointes',
)
const Vat = pageAsked(
  'pageResultatDemandeeListeRecapitulatifTVA',
  'nbResultatsParPageListeListeRecapitulatifTVA',
  'triColonneListeRecapitulatifTVA',
  'triSensListeRecapitulatifTVA',
)

/**
 * One invoice in full (chorus-pro-api.md §3.7): its status is called `statutFacture` here, and the buyer's comment is
 * not part of it. How the pages of its lists are asked for is named in two ways, `getpLignesPoste` and `pLignesPoste`.
 */
export const consulterFournisseur = operation({
  path: '/cpro/factures/v1/consulter/fournisseur',
  input: z.object({
    identifiantFactureCPP: id,
    getpLignesPoste: Lines,
    pLignesPoste: Lines,
    getpListePiecesJointes: Pieces,
    pListePiecesJointes: Pieces,
    getpLigneRecapTva: Vat,
    pLigneRecapTva: Vat,
  }),
  answer: (question, parts) => ({
    ...success,
    facture: detailOf(knownInvoice(question.identifiantFactureCPP, parts), parts, {
      lines: question.getpLignesPoste ?? question.pLignesPoste,
      pieces: question.getpListePiecesJointes ?? question.pListePiecesJointes,
      vat: question.getpLigneRecapTva ?? question.pLigneRecapTva,
    }),
  }),
})

type Pages = Record<'lines' | 'pieces' | 'vat', Asked | undefined>

function detailOf(invoice: Invoice, { directory, store, now }: Parts, asked: Pages) {
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
    recapitulatifDeTva: list('LignesRecapitulativesTVA', { ligneTva: invoice.vatLines.map(vatLineOf) }, asked.vat),
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
    listeDesPiecesJointes: list(
      'ListePiecesJointe',
      {
        pieceJointe: invoice.attachments.map(({ fileId, designation, type, line }) => ({
          pieceJointeTypeCode: type,
          pieceJointeDesignation: designation,
          pieceJointeNumeroLigneFacture: line ?? undefined,
          pieceJointeIdLiaison: fileId,
          pieceJointeId: fileId,
          pieceJointeExtension: store.file(fileId)?.name.split('.').at(-1)?.toUpperCase(),
        })),
      },
      asked.pieces,
    ),
    lignesDePoste: list('LignesPoste', { lignePoste: invoice.lines.map(lineOf) }, asked.lines),
    commentaire: invoice.comment || undefined,
  }
}

/** A page of a list, in names that end differently for each list (annexe A). In the order of the invoice unless asked otherwise. */
function list<Row extends object>(suffix: string, named: Record<string, Row[]>, asked: Asked | undefined) {
  const [name, given] = Object.entries(named)[0]!
  const rows = asked?.column ? sortBy(given, asked.column, asked.direction !== 'Descendant') : given
  const { page, pageCourante, pages, nbResultatsParPage, total } = cut({ rows, page: asked?.page, size: asked?.size })
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
  const service = supplier?.services.find(({ id }) => id === invoice.supplierService)
  const account = supplier?.bankAccounts.find(({ id }) => id === invoice.bankAccount)
  return {
    idFournisseur: invoice.supplierId,
    typeIdentifiantFournisseur: 'SIRET',
    codeFournisseur: invoice.supplierSiret,
    raisonSocialeFournisseur: supplier?.name,
    designationFournisseur: supplier?.name,
    idServiceFournisseur: service?.id,
    codeServiceFournisseur: service?.code,
    libelleServiceFournisseur: service?.name,
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
