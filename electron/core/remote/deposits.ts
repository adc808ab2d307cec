import { cadreOf } from '../../../shared/domain/cadre.ts'
import { dayOf } from '../../../shared/domain/dates.ts'
import type { Of } from '../../../shared/domain/events.ts'
import { isCreditNote, normalNumber, type Fields } from '../../../shared/domain/fields.ts'
import type { At, Known } from '../../../shared/domain/invoice.ts'
import type { Problem } from '../../../shared/domain/rules/rule.ts'
import { flowOutcome } from '../../../shared/domain/status.ts'
import type { Client } from './client.ts'
import { problemsOf } from './errors.ts'
import { ALL, noResult } from './news.ts'
import { allPages, PAGE } from './paging.ts'
import { NumberTaken, Refused, type Along } from './remote.ts'
import type { Structures } from './structures.ts'
import { operations } from './operations.ts'
import { createPieces } from './pieces.ts'
import { wireDate, type FoundInvoice, type Proof } from './wire.ts'

type Parts = Pick<Client, 'ask'> & { structures: Structures; now: () => number }

const SYNTAX = { facturx: 'IN_DP_E2_CII_FACTURX', cii: 'IN_DP_E1_CII_16B', ubl: 'IN_DP_E1_UBL_INVOICE' }

/** Sending invoices, and finding again what was sent (chorus-pro-api.md §3.1 to §3.6, §10). */
export function createDeposits({ ask, structures, now }: Parts) {
  const putDown = createPieces({ ask })

  /** A structured file leaves whole; Chorus Pro will say later whether it has become an invoice (§3.2). */
  async function depositFlow({ fields, file, document }: At<'leaving'>, bytes: Uint8Array): Promise<Of<'receipted'>> {
    const isPdf = document.kind === 'facturx'
    const question = {
      fichierFlux: base64(bytes),
      nomFichier: fileName(fields, isPdf ? 'pdf' : 'xml', file.name),
      syntaxeFlux: SYNTAX[document.kind as keyof typeof SYNTAX],
      avecSignature: false,
    }
    const receipt = await ask(operations.depositFlow, question)
    return {
      type: 'receipted',
      flow: receipt.numeroFluxDepot,
      depositedOn: wireDate(receipt.dateDepot).slice(0, 10) || dayOf(now()),
      proof: receipt,
    }
  }

  /** A plain PDF is first put down, which makes no invoice and may be repeated; submitting it is what counts (§3.3). */
  async function depositPdf(
    { fields, file }: At<'leaving'>,
    bytes: Uint8Array,
    along: Along,
  ): Promise<Of<'registered'>> {
    const idFournisseur = await structures.idOf(fields.supplierSiret)
    if (idFournisseur === undefined) throw new Refused([notMyStructure])
    const bankAccount = along.bankAccount ?? (await onlyBankAccountOf(idFournisseur))
    const name = fileName(fields, 'pdf', file.name)
    const upload = { fichierFacture: base64(bytes), nomFichier: name, formatDepot: 'PDF_NON_SIGNE' }
    const { pieceJointeId } = await ask(operations.depositPdf, upload)
    const pieces = await putDown(along.pieces)
    const form = submission(fields, { idFournisseur, service: along.service, bankAccount, pieceJointeId, pieces })
    const answer = await ask(operations.submit, form)
    return registered({ ...answer, statut: answer.statutFacture }, answer)
  }

  /** The one account the portal knows; it may be left out, so with several, or a refusal, none is named. */
  async function onlyBankAccountOf(idStructure: number) {
    const [only, second] = await structures.bankAccountsOf(idStructure)
    return second ? undefined : only?.id
  }

  async function search(question: object): Promise<FoundInvoice[]> {
    const paging = {
      nbResultatsMaximum: ALL,
      nbResultatsParPage: PAGE,
      triColonne: 'DateDepot',
      triSens: 'Descendant',
    }
    try {
      return await allPages(
        (page) =>
          ask(operations.search, {
            ...question,
            rechercheFactureParFournisseur: { ...paging, pageResultatDemandee: page },
          }),
        ({ listeFactures }) => listeFactures,
      )
    } catch (error) {
      if (error instanceof Refused && error.means(noResult)) return []
      throw error
    }
  }

  return {
    deposit: (invoice: At<'leaving'>, bytes: Uint8Array, along: Along) =>
      invoice.circuit === 'flux' ? depositFlow(invoice, bytes) : depositPdf(invoice, bytes, along),

    async find({ fields }: Known): Promise<Of<'registered'> | undefined> {
      const sameNumber = (await search({ numeroFacture: fields.number })).filter(
        ({ numeroFacture, codeFournisseur }) =>
          normalNumber(numeroFacture) === normalNumber(fields.number) &&
          (!codeFournisseur || codeFournisseur === fields.supplierSiret),
      )
      const found = sameNumber.find((candidate) => isSame(candidate, fields))
      if (!found && sameNumber.length) throw new NumberTaken(numberTaken(fields))
      return found && registered(found, found)
    },

    async outcome({ flow, fields }: At<'sent'>): Promise<Of<'registered' | 'refused'> | undefined> {
      const report = await reportOf(flow)
      const outcome = report ? flowOutcome(report.etatCourantDepotFlux) : 'pending'
      if (!report || outcome === 'pending') return undefined
      const mine = report.listeErreurDP.filter(
        ({ numeroDP }) => !numeroDP || normalNumber(numeroDP) === normalNumber(fields.number),
      )
      const messages = [
        ...mine.map(({ libelleErreurDP }) => libelleErreurDP),
        ...report.listeErreurTechnique.map(({ codeErreur, libelleErreur }) =>
          [codeErreur, libelleErreur].filter(Boolean).join(' '),
        ),
      ].filter((message) => message !== undefined)
      if (outcome === 'rejected' || mine.length)
        return { type: 'refused', problems: flowProblems(messages, report.etatCourantDepotFlux), proof: report }
      const [found] = await search({ numeroFluxDepot: flow })
      return found && registered(found, found)
    },
  }

  /** A flow just sent may not be known for a moment (§5.2): that is no answer yet. */
  async function reportOf(numeroFluxDepot: string) {
    try {
      return await ask(operations.report, { numeroFluxDepot })
    } catch (error) {
      if (error instanceof Refused && error.means('flow.notYet')) return undefined
      throw error
    }
  }

  function registered(
    found: {
      identifiantFactureCPP: number
      numeroFacture: string
      statut: string
      dateDepot?: string | undefined
      empreinteCertificatDepot?: string | undefined
    },
    proof: Proof,
  ): Of<'registered'> {
    return {
      type: 'registered',
      remoteId: found.identifiantFactureCPP,
      remoteNumber: found.numeroFacture,
      status: found.statut,
      depositedOn: wireDate(found.dateDepot).slice(0, 10) || dayOf(now()),
      ...(found.empreinteCertificatDepot && { certificate: found.empreinteCertificatDepot }),
      proof,
    }
  }
}

const base64 = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64')
const euros = (cents: number) => cents / 100

/** The name the file has over there: the invoice's number, without what a file name may not carry (§7.9, §8.1). */
const fileName = ({ number }: Fields, extension: string, original: string) =>
  `${(number || original)
    .normalize('NFD')
    .replace(/[^A-Za-z0-9_+-]+/g, '-')
    .slice(0, 190)}.${extension}`

/** The form of `soumettre` (chorus-pro-api.md §3.3). Absent values are left out: a null may be refused (§2.1). */
function submission(
  fields: Fields,
  {
    idFournisseur,
    service,
    bankAccount,
    pieceJointeId,
    pieces,
  }: {
    idFournisseur: number
    service: number | null
    bankAccount: number | undefined
    pieceJointeId: number
    pieces: object[]
  },
) {
  return {
    modeDepot: 'DEPOT_PDF_API',
    numeroFactureSaisi: fields.number,
    dateFacture: fields.issueDate,
    destinataire: {
      codeDestinataire: fields.buyerSiret,
      ...(fields.serviceCode && { codeServiceExecutant: fields.serviceCode }),
    },
    fournisseur: {
      idFournisseur,
      ...(service !== null && { idServiceFournisseur: service }),
      ...(bankAccount !== undefined && { codeCoordonneesBancairesFournisseur: bankAccount }),
    },
    cadreDeFacturation: {
      codeCadreFacturation: cadreOf(fields).wireCode,
      ...(fields.valideurSiret && { codeStructureValideur: fields.valideurSiret }),
      ...(fields.valideurService && { codeServiceValideur: fields.valideurService }),
    },
    references: {
      deviseFacture: fields.currency,
      typeFacture: isCreditNote(fields) ? 'AVOIR' : 'FACTURE',
      typeTva: fields.vatScheme,
      ...(fields.vatScheme === 'EXONERATION' && { motifExonerationTva: fields.exemptionReason }),
      modePaiement: fields.paymentMode,
      ...(fields.contractNumber && { numeroMarche: fields.contractNumber }),
      ...(fields.engagementNumber && { numeroBonCommande: fields.engagementNumber }),
      ...(isCreditNote(fields) && fields.originNumber && { numeroFactureOrigine: fields.originNumber }),
    },
    ...(fields.vatLines.length && {
      ligneTva: fields.vatLines.map(({ rate, base, tax }) => ({
        ligneTvaTauxManuel: (rate ?? 0) / 100,
        ligneTvaMontantBaseHtParTaux: euros(base),
        ligneTvaMontantTvaParTaux: euros(tax),
      })),
    }),
    montantTotal: {
      montantHtTotal: euros(fields.netTotal!),
      montantTVA: euros(fields.taxTotal!),
      montantTtcTotal: euros(fields.grossTotal!),
      montantAPayer: euros(fields.payable!),
      ...(fields.discount && { montantRemiseGlobaleTTC: euros(fields.discount) }),
    },
    pieceJointePrincipale: [
      {
        pieceJointePrincipaleDesignation: `Facture ${fields.number}`.slice(0, 100),
        pieceJointePrincipaleId: pieceJointeId,
      },
    ],
    ...(pieces.length && { pieceJointeComplementaire: pieces }),
    ...(fields.comment && { commentaire: fields.comment }),
  }
}

/** Found under our number: ours only if nothing it says contradicts what we sent. */
const isSame = (found: FoundInvoice, { grossTotal, buyerSiret }: Fields) =>
  (found.montantTTC === undefined ||
    grossTotal === null ||
    Math.round(found.montantTTC * 100) === Math.abs(grossTotal)) &&
  (!found.codeDestinataire || found.codeDestinataire === buyerSiret)

function flowProblems(messages: string[], state: string): Problem[] {
  const answer = { route: operations.report.path, status: 200, state }
  return messages.length ? messages.flatMap((message) => problemsOf({ ...answer, message })) : problemsOf(answer)
}

const notMyStructure: Problem = {
  code: 'structure.notMine',
  severity: 'stop',
  control: 'parties',
  field: 'supplierSiret',
  title: 'Entreprise d’un autre compte',
  kind: 'connection',
  message: 'L’accès de Choriste à Chorus Pro ne permet pas de déposer pour cette entreprise.',
  advice: 'Vérifiez le SIRET de votre entreprise. S’il est juste, le compte technique n’est pas habilité pour elle.',
}
const numberTaken = ({ number }: Fields): Problem => ({
  code: 'number.taken',
  severity: 'stop',
  control: 'number',
  field: 'number',
  title: 'Numéro déjà pris',
  kind: 'there',
  message: `Chorus Pro a déjà une facture ${number}, d’un autre montant ou pour un autre client.`,
  advice: 'Un numéro ne sert qu’une fois : regardez-la sur le portail.',
})
