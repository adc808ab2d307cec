import { createHash } from 'node:crypto'
import { complaintOfSubmission } from '../invoices/checks.ts'
import { currentOf } from '../invoices/life.ts'
import type { Paper } from '../invoices/paper.ts'
import { refusalOf, type Complaint } from '../invoices/refusals.ts'
import { register } from '../invoices/register.ts'
import { BadRequest, deposited, Fault, operation, type Parts } from '../operation.ts'
import { day, isDay } from '../time.ts'
import { filesOf } from './complementary-files.ts'
import { SoumettreInput } from './soumettre-input.ts'

/** Creates the invoice, at once (chorus-pro-api.md §3.3). Throws a Refusal for the first rule that is not kept. */
export const soumettre = operation({
  path: '/cpro/factures/v1/soumettre',
  input: SoumettreInput,
  answer(question, parts) {
    const { store, now } = parts
    const date = question.dateFacture
    // « Ne pas envoyer d'heure dans dateFacture » : HTTP 500 (chorus-pro-api.md §2.3).
    if (/\d[T ]\d/.test(date)) throw new Fault('dateFacture')
    if (date && !isDay(date)) throw new BadRequest('dateFacture')
    const paper = paperOf(question, parts)
    const fileComplaint = complaintOfFiles(question, parts)
    if (fileComplaint) throw refusalOf(fileComplaint)
    const { attachments, size } = filesOf(question.pieceJointeComplementaire, parts)
    const complaint = complaintOfSubmission(paper, parts)
    if (complaint) throw refusalOf(complaint)

    const mainFile = question.pieceJointePrincipale
    const at = now()
    const invoice = register(paper, parts, {
      at,
      mode: question.modeDepot,
      flow: '',
      depositedAt: at,
      bankAccount: question.fournisseur.codeCoordonneesBancairesFournisseur ?? null,
      supplierService: question.fournisseur.idServiceFournisseur || null,
      mainFile,
      attachments,
      size: size + (store.file(mainFile ?? 0)?.size ?? 0),
    })
    return {
      ...deposited,
      identifiantFactureCPP: invoice.id,
      numeroFacture: invoice.number,
      statutFacture: currentOf(invoice.history, at).status,
      dateDepot: day(at),
      identifiantStructure: invoice.supplierSiret,
      empreinteCertificatDepot: createHash('sha256').update(`${invoice.id} ${at}`).digest('base64'),
    }
  },
})

/** What only this service checks: its files, its lines, the supplier's bank account and service. */
function complaintOfFiles(question: SoumettreInput, { store, directory }: Parts): Complaint | undefined {
  const { modeDepot, pieceJointePrincipale, fournisseur, lignePoste } = question
  if (modeDepot !== 'SAISIE_API' && pieceJointePrincipale === null) return { name: 'fileMissing' }
  if (modeDepot === 'SAISIE_API' && !lignePoste?.length) return { name: 'lineMissing' }
  if (pieceJointePrincipale !== null && !store.file(pieceJointePrincipale))
    return { name: 'fileUnknown', about: String(pieceJointePrincipale) }
  const { codeCoordonneesBancairesFournisseur: account, idServiceFournisseur: service } = fournisseur
  const { bankAccounts: accounts = [], services = [] } = directory.byId(fournisseur.idFournisseur) ?? {}
  if (service && !services.some(({ id, isClosed }) => id === service && !isClosed))
    return { name: 'supplierServiceUnknown', about: String(service) }
  if (account && !accounts.some(({ id }) => id === account))
    return { name: 'bankAccountUnknown', about: String(account) }
  return undefined
}

function paperOf(question: SoumettreInput, { directory, store, now }: Parts): Paper {
  const { destinataire, fournisseur, cadreDeFacturation, references, montantTotal, lignePoste, ligneTva } = question
  const isEntry = question.modeDepot === 'SAISIE_API'
  const today = day(now())
  return {
    // SAISIE_API numbers and dates by itself, whatever was sent.
    number: isEntry ? store.nextEntryNumber(today.slice(0, 4)) : question.numeroFactureSaisi,
    issueDate: isEntry ? today : question.dateFacture,
    kind: references.typeFacture,
    cadre: cadreDeFacturation.codeCadreFacturation,
    supplierSiret: directory.byId(fournisseur.idFournisseur)?.siret ?? String(fournisseur.idFournisseur),
    buyerSiret: destinataire.codeDestinataire.trim(),
    serviceCode: destinataire.codeServiceExecutant,
    engagement: references.numeroBonCommande,
    contract: references.numeroMarche,
    origin: references.typeFacture === 'AVOIR' ? references.numeroFactureOrigine : '',
    valideurSiret: cadreDeFacturation.codeStructureValideur,
    valideurService: cadreDeFacturation.codeServiceValideur,
    currency: references.deviseFacture,
    vatScheme: references.typeTva,
    exemption: references.motifExonerationTva,
    paymentMode: references.modePaiement ?? '',
    net: montantTotal.montantHtTotal,
    tax: montantTotal.montantTVA,
    discount: montantTotal.montantRemiseGlobaleTTC ?? 0,
    gross: montantTotal.montantTtcTotal,
    payable: montantTotal.montantAPayer,
    vatLines: (ligneTva ?? []).map((line) => ({
      rate: line.ligneTvaTauxManuel ?? null,
      code: line.ligneTvaTaux,
      base: line.ligneTvaMontantBaseHtParTaux,
      tax: line.ligneTvaMontantTvaParTaux,
    })),
    lines: (lignePoste ?? []).map((line) => ({
      number: line.lignePosteNumero,
      reference: line.lignePosteReference,
      name: line.lignePosteDenomination,
      quantity: line.lignePosteQuantite,
      unit: line.lignePosteUnite,
      unitPrice: line.lignePosteMontantUnitaireHT,
      discount: line.lignePosteMontantRemiseHT ?? 0,
      rate: line.lignePosteTauxTvaManuel ?? null,
      code: line.lignePosteTauxTva,
    })),
    comment: question.commentaire,
  }
}
