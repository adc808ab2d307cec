import { cadreOf } from '../../../../shared/domain/fields/cadre.ts'
import { dayOf } from '../../../../shared/base/dates.ts'
import type { EventOf } from '../../../../shared/domain/lifecycle/events.ts'
import { isCreditNote, normalNumber, type Fields } from '../../../../shared/domain/fields/fields.ts'
import type { InvoiceAt, Known } from '../../../../shared/domain/lifecycle/invoice.ts'
import type { Problem } from '../../../../shared/domain/rules/problem.ts'
import type { Told } from '../../../../shared/domain/lifecycle/shipment.ts'
import { flowOutcome } from '../../../../shared/domain/platform/status.ts'
import type { Client } from './client.ts'
import { keyOf } from './keys.ts'
import { problemsOf } from './problems.ts'
import { lotFile } from '../lot-file.ts'
import type { Along, Depositor, Proof } from '../port.ts'
import { NumberTaken, Refused, Unanswered } from '../errors.ts'
import { searchAll } from './search.ts'
import type { Structures } from './structures.ts'
import { operations } from './operations.ts'
import { createPieces } from './pieces.ts'
import { NumberOnly, wireDate, type FlowReport, type FoundInvoice } from './wire.ts'

type Deps = Pick<Client, 'ask'> & { structures: Structures; now: () => number }

const SYNTAX = { facturx: 'IN_DP_E2_CII_FACTURX', cii: 'IN_DP_E1_CII_16B', ubl: 'IN_DP_E1_UBL_INVOICE' }

/** Depositor: sending invoices, and finding again what was sent (chorus-pro-api.md §3.1 to §3.6, §10). */
export function createDeposits({ ask, structures, now }: Deps): Depositor {
  const putDown = createPieces({ ask })

  /** A structured file leaves whole; Chorus Pro will say later whether it has become an invoice (§3.2). */
  async function depositFlow(
    { document }: InvoiceAt<'leaving'>,
    bytes: Uint8Array,
    nomFichier: string,
  ): Promise<EventOf<'receipted'>> {
    const syntaxeFlux = SYNTAX[document.kind as keyof typeof SYNTAX]
    const question = { fichierFlux: base64(bytes), nomFichier, syntaxeFlux, avecSignature: false }
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
    { fields, file }: InvoiceAt<'leaving'>,
    bytes: Uint8Array,
    along: Along,
  ): Promise<EventOf<'registered'>> {
    const idFournisseur = await structures.idOf(fields.supplierSiret)
    if (idFournisseur === undefined) throw new Refused([notMyStructure])
    const bankAccount = along.bankAccount ?? (await onlyBankAccountOf(idFournisseur))
    const name = fileName(fields, 'pdf', file.name)
    const upload = { fichierFacture: base64(bytes), nomFichier: name, formatDepot: 'PDF_NON_SIGNE' }
    const { pieceJointeId } = await ask(operations.depositPdf, upload)
    const pieces = await putDown(along.pieces)
    const form = submission(fields, { idFournisseur, service: along.service, bankAccount, pieceJointeId, pieces })
    const answer = await ask(operations.submit, form)
    const { identifiantFactureCPP, numeroFacture: remoteNumber = fields.number, statutFacture: status } = answer
    return registered({ remoteKey: keyOf(identifiantFactureCPP), remoteNumber, status }, answer)
  }

  /** The one account the portal knows; it may be left out, so with several, or a refusal, none is named. */
  async function onlyBankAccountOf(idStructure: number) {
    const [only, second] = await structures.bankAccountsOf(idStructure)
    return second ? undefined : only?.id
  }

  return {
    deposit: (invoice: InvoiceAt<'leaving'>, bytes: Uint8Array, along: Along) =>
      invoice.circuit === 'flux' ? depositFlow(invoice, bytes, flowName(invoice)) : depositPdf(invoice, bytes, along),

    async depositLot(
      name: string,
      files: { invoice: InvoiceAt<'leaving'>; bytes: Uint8Array }[],
    ): Promise<EventOf<'receipted'>> {
      const named = files.map(({ invoice, bytes }) => ({ name: flowName(invoice), bytes }))
      return depositFlow(files[0]!.invoice, await lotFile(named), `${name}.tar.gz`)
    },

    async find({ fields }: Known): Promise<EventOf<'registered'> | undefined> {
      const { rows, unread, isWhole } = await searchAll({ ask }, { numeroFacture: fields.number })
      const found = among(rows, fields)
      if (found) return foundAs(found, fields)
      // « Not there » is only said by a whole list of lines that are certainly not ours.
      if (!isWhole || rows.some((row) => mayBe(row, fields)) || unread.some((line) => mayBeUnread(line, fields)))
        throw new Unanswered({ route: operations.search.path, body: 'not read whole' })
      return undefined
    },

    async findAmong(invoices: Known[], since: string): Promise<{ told: Told[]; isWhole: boolean }> {
      const { rows, unread, isWhole } = await searchAll({ ask }, { periodeDateDepotDu: since })
      const byNumber = Map.groupBy(rows, ({ numeroFacture }) => normalNumber(numeroFacture))
      const told = invoices.flatMap(({ id, fields }): Told[] => {
        try {
          const found = among(byNumber.get(normalNumber(fields.number)) ?? [], fields)
          return found ? [{ id, event: foundAs(found, fields) }] : []
        } catch (error) {
          if (!(error instanceof NumberTaken)) throw error
          return [{ id, event: { type: 'refused', problems: error.problems } }]
        }
      })
      return { told, isWhole: isWhole && unread.length === 0 && !byNumber.has('') }
    },

    async outcomes(
      { number, isLot }: { number: string; isLot: boolean },
      invoices: InvoiceAt<'sent'>[],
    ): Promise<Told[]> {
      const report = await reportOf(number)
      const state = report?.etatCourantDepotFlux
      const outcome = state ? flowOutcome(state) : 'pending'
      if (!report || !state || outcome === 'pending') return []
      const refused = invoices.flatMap(({ id, fields }): Told[] => {
        const mine = report.listeErreurDP.filter(({ numeroDP }) => (numeroDP ? hasNumber(numeroDP, fields) : !isLot))
        if (outcome !== 'rejected' && mine.length === 0) return []
        const problems = flowProblems(messagesOf(mine, report), state)
        return [{ id, event: { type: 'refused', problems, proof: report } }]
      })
      if (refused.length === invoices.length) return refused
      const { rows } = await searchAll({ ask }, { numeroFluxDepot: number })
      const others = invoices.filter(({ id }) => !refused.some((told) => told.id === id))
      const registered = others.flatMap(({ id, fields }): Told[] => {
        const found =
          rows.find(({ numeroFacture }) => hasNumber(numeroFacture, fields)) ?? (isLot ? undefined : rows[0])
        return found ? [{ id, event: foundAs(found, fields) }] : []
      })
      return [...refused, ...registered]
    },
  }

  /** A flow just sent may not be known for a moment (§5.2): that is no answer yet. */
  async function reportOf(numeroFluxDepot: string) {
    try {
      return await ask(operations.report, { numeroFluxDepot })
    } catch (error) {
      if (error instanceof Refused && error.means('chorus.flow.notYet')) return undefined
      throw error
    }
  }

  function registered(
    ours: Pick<EventOf<'registered'>, 'remoteKey' | 'remoteNumber' | 'status'>,
    proof: Proof & { dateDepot?: string | undefined; empreinteCertificatDepot?: string | undefined },
  ): EventOf<'registered'> {
    return {
      type: 'registered',
      ...ours,
      depositedOn: wireDate(proof.dateDepot).slice(0, 10) || dayOf(now()),
      ...(proof.empreinteCertificatDepot && { certificate: proof.empreinteCertificatDepot }),
      proof,
    }
  }
  function foundAs(found: FoundInvoice, { number }: Fields) {
    const { identifiantFactureCPP, numeroFacture, statut } = found
    const remoteKey = keyOf(identifiantFactureCPP)
    return registered({ remoteKey, remoteNumber: numeroFacture || number, status: statut || 'DEPOSEE' }, found)
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

/** The name of the structured file of an invoice. */
const flowName = ({ fields, file, document }: InvoiceAt<'leaving'>) =>
  fileName(fields, document.kind === 'facturx' ? 'pdf' : 'xml', file.name)

/** Messages in the report of a flow: of one invoice, and of the flow as a whole. */
const messagesOf = (mine: FlowReport['listeErreurDP'], { listeErreurTechnique }: FlowReport) =>
  [
    ...mine.map(({ libelleErreurDP }) => libelleErreurDP),
    ...listeErreurTechnique.map(({ codeErreur, libelleErreur }) =>
      [codeErreur, libelleErreur].filter(Boolean).join(' '),
    ),
  ].filter((message) => message !== undefined)

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

const hasNumber = (number: string, fields: Fields) => normalNumber(number) === normalNumber(fields.number)
/** A line without a number may be any invoice that it does not contradict. */
const mayBe = (row: FoundInvoice, fields: Fields) =>
  !row.numeroFacture && (!row.codeFournisseur || row.codeFournisseur === fields.supplierSiret) && isSame(row, fields)
/** A line that cannot be read may be any invoice, unless it says another number. */
const mayBeUnread = (line: unknown, fields: Fields) => {
  const { data } = NumberOnly.safeParse(line)
  return !data || hasNumber(data.numeroFacture, fields)
}

/** Ours among these rows; undefined when none bears our number. Throws NumberTaken when that number is another invoice's. */
function among(rows: FoundInvoice[], fields: Fields): FoundInvoice | undefined {
  const sameNumber = rows.filter(
    ({ numeroFacture, codeFournisseur }) =>
      hasNumber(numeroFacture, fields) && (!codeFournisseur || codeFournisseur === fields.supplierSiret),
  )
  const found = sameNumber.find((candidate) => isSame(candidate, fields))
  if (!found && sameNumber.length) throw new NumberTaken(numberTaken(fields))
  return found
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
