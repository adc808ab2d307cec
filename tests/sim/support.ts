import { PDFDocument } from '@cantoo/pdf-lib'
import { createPlatform, credentials, type Options } from '../../electron/sim/platform.ts'

export const SUPPLIER = { id: 25700001, siret: '98765432400019', bankAccount: 88001 }
export const BUYERS = {
  nothing: '12345678200051',
  engagement: '12345678200036',
  service: '12345678200028',
  both: '12345678200044',
  state: '11000201100044',
  either: '12345678200069',
  hospital: '12345678200077',
  closed: '12345678200085',
  many: '12345678200093',
  silent: '12345678200101',
}
export const MINUTE = 60_000
/** 23 November 2026, 10:15:42 in Paris. */
export const MORNING = Date.UTC(2026, 10, 23, 9, 15, 42)

type Fetch = typeof globalThis.fetch
type Answer = Record<string, unknown> & { codeRetour: number; libelle: string }

/** A client of its own, as small as one can be: signs in once, posts JSON, reads the answer. */
export function clientOf({ fetch, url = 'https://sim.invalid' }: { fetch: Fetch; url?: string }) {
  let authorization: string | undefined
  const account = Buffer.from(`${credentials.login}:${credentials.password}`).toString('base64')

  const signIn = () =>
    fetch(`${url}/api/oauth/token`, {
      method: 'POST',
      body: new URLSearchParams({
        grant_type: 'client_credentials',
        client_id: credentials.clientId,
        client_secret: credentials.clientSecret,
        scope: 'openid',
      }),
    })
  async function headers() {
    authorization ??= `Bearer ${((await (await signIn()).json()) as { access_token: string }).access_token}`
    return { authorization, 'cpro-account': account, 'content-type': 'application/json;charset=utf-8' }
  }
  const post = async (path: string, question: object, init: RequestInit = {}) =>
    fetch(`${url}/cpro/${path}`, { method: 'POST', headers: await headers(), body: JSON.stringify(question), ...init })
  /** Asks, with a new token when the old one has run out. */
  async function ask(path: string, question: object = {}) {
    let response = await post(path, question)
    if (response.status === 401) {
      authorization = undefined
      response = await post(path, question)
    }
    return (await response.json()) as Answer
  }

  /** Puts a PDF down and gives its id. */
  const putDown = async () =>
    (await ask('factures/v1/deposer/pdf', { fichierFacture: PDF, nomFichier: 'f.pdf', formatDepot: 'PDF_NON_SIGNE' }))
      .pieceJointeId as number
  /** Puts a PDF down and submits it; `changes` as in `submission`. */
  const submit = async (changes: Changes = {}) =>
    ask('factures/v1/soumettre', submission({ pieceJointeId: await putDown(), ...changes }))
  const deposit = (file: Uint8Array, changes: object = {}) =>
    ask('factures/v1/deposer/flux', {
      fichierFlux: Buffer.from(file).toString('base64'),
      nomFichier: 'facture.pdf',
      syntaxeFlux: 'IN_DP_E2_CII_FACTURX',
      avecSignature: false,
      ...changes,
    })
  const search = async (question: object = {}) => ask('factures/v1/rechercher/fournisseur', question)
  const report = (flow: unknown) => ask('transverses/v1/consulterCRDetaille', { numeroFluxDepot: flow })
  return { signIn, headers, post, ask, putDown, submit, deposit, search, report }
}

/** A platform with time moved by hand, and a client of it. */
export function world(options: Options = {}) {
  let time = MORNING
  const platform = createPlatform({ now: () => time, ...options })
  const pass = (milliseconds: number) => {
    time += milliseconds
  }
  return { platform, pass, now: () => time, submission, ...clientOf({ fetch: platform.fetch }) }
}

/** The smallest thing that looks like a PDF. */
export const PDF = Buffer.from('%PDF-1.7\n%%EOF\n').toString('base64')

export type Changes = {
  pieceJointeId?: number
  number?: string
  date?: string
  buyer?: string
  service?: string
  engagement?: string
  supplier?: number
  bankAccount?: number
  cadre?: string
  valideur?: string
  kind?: string
  vatScheme?: string
  exemption?: string
  /** Replaces parts of the body. */
  body?: object
  amounts?: object
  vat?: object[]
}

/** The body of `soumettre` for an invoice of 1 000 € before tax that everybody accepts, but for the changes. */
export function submission(changes: Changes = {}) {
  const { vat = [{ ligneTvaTauxManuel: 20, ligneTvaMontantBaseHtParTaux: 1000, ligneTvaMontantTvaParTaux: 200 }] } =
    changes
  return {
    modeDepot: 'DEPOT_PDF_API',
    numeroFactureSaisi: changes.number ?? 'FA-2026-0042',
    dateFacture: changes.date ?? '2026-11-20',
    destinataire: { codeDestinataire: changes.buyer ?? BUYERS.nothing, codeServiceExecutant: changes.service },
    fournisseur: {
      idFournisseur: changes.supplier ?? SUPPLIER.id,
      codeCoordonneesBancairesFournisseur: changes.bankAccount ?? undefined,
    },
    cadreDeFacturation: {
      codeCadreFacturation: changes.cadre ?? 'A1_FACTURE_FOURNISSEUR',
      codeStructureValideur: changes.valideur,
    },
    references: {
      deviseFacture: 'EUR',
      typeFacture: changes.kind ?? 'FACTURE',
      typeTva: changes.vatScheme ?? 'TVA_SUR_DEBIT',
      motifExonerationTva: changes.exemption,
      modePaiement: 'VIREMENT',
      numeroBonCommande: changes.engagement,
    },
    ligneTva: vat,
    montantTotal: {
      montantHtTotal: 1000,
      montantTVA: 200,
      montantTtcTotal: 1200,
      montantAPayer: 1200,
      ...changes.amounts,
    },
    pieceJointePrincipale: [
      { pieceJointePrincipaleDesignation: 'Facture', pieceJointePrincipaleId: changes.pieceJointeId ?? 1 },
    ],
    ...changes.body,
  }
}

export type Written = {
  number?: string
  typeCode?: string
  process?: string
  seller?: string
  buyer?: string
  service?: string
  engagement?: string
  paymentMeans?: string
  gross?: string
}

/** A CII 16B as Chorus Pro wants it, but for what is changed; an empty text leaves the element out. */
export function cii(written: Written = {}): string {
  const {
    number = 'FA-2026-0043',
    typeCode = '380',
    process = 'A1',
    seller = SUPPLIER.siret,
    buyer = BUYERS.nothing,
    service = '',
    engagement = '',
    paymentMeans = '30',
    gross = '1200.00',
  } = written
  const party = (name: string, siret: string) =>
    `<ram:${name}><ram:Name>Un nom &amp; Cie</ram:Name><ram:SpecifiedLegalOrganization><ram:ID schemeID="0002">${siret}</ram:ID></ram:SpecifiedLegalOrganization></ram:${name}>`
  const when = (value: string, xml: string) => (value ? xml : '')
  return `<?xml version="1.0" encoding="UTF-8"?>
<rsm:CrossIndustryInvoice xmlns:rsm="urn:un:unece:uncefact:data:standard:CrossIndustryInvoice:100" xmlns:ram="urn:un:unece:uncefact:data:standard:ReusableAggregateBusinessInformationEntity:100" xmlns:udt="urn:un:unece:uncefact:data:standard:UnqualifiedDataType:100">
<rsm:ExchangedDocumentContext>${when(process, `<ram:BusinessProcessSpecifiedDocumentContextParameter><ram:ID>${process}</ram:ID></ram:BusinessProcessSpecifiedDocumentContextParameter>`)}</rsm:ExchangedDocumentContext>
<rsm:ExchangedDocument><ram:ID>${number}</ram:ID><ram:TypeCode>${typeCode}</ram:TypeCode><ram:IssueDateTime><udt:DateTimeString format="102">20261120</udt:DateTimeString></ram:IssueDateTime></rsm:ExchangedDocument>
<rsm:SupplyChainTradeTransaction><ram:ApplicableHeaderTradeAgreement>
${when(service, `<ram:BuyerReference>${service}</ram:BuyerReference>`)}${party('SellerTradeParty', seller)}${party('BuyerTradeParty', buyer)}
${when(engagement, `<ram:BuyerOrderReferencedDocument><ram:IssuerAssignedID>${engagement}</ram:IssuerAssignedID></ram:BuyerOrderReferencedDocument>`)}</ram:ApplicableHeaderTradeAgreement>
<ram:ApplicableHeaderTradeSettlement><ram:InvoiceCurrencyCode>EUR</ram:InvoiceCurrencyCode>
${when(paymentMeans, `<ram:SpecifiedTradeSettlementPaymentMeans><ram:TypeCode>${paymentMeans}</ram:TypeCode></ram:SpecifiedTradeSettlementPaymentMeans>`)}
<ram:ApplicableTradeTax><ram:CalculatedAmount>200.00</ram:CalculatedAmount><ram:TypeCode>VAT</ram:TypeCode><ram:BasisAmount>1000.00</ram:BasisAmount><ram:CategoryCode>S</ram:CategoryCode><ram:DueDateTypeCode>72</ram:DueDateTypeCode><ram:RateApplicablePercent>20.00</ram:RateApplicablePercent></ram:ApplicableTradeTax>
<ram:SpecifiedTradeSettlementHeaderMonetarySummation><ram:TaxBasisTotalAmount>1000.00</ram:TaxBasisTotalAmount><ram:TaxTotalAmount currencyID="EUR">200.00</ram:TaxTotalAmount><ram:GrandTotalAmount>${gross}</ram:GrandTotalAmount><ram:DuePayableAmount>${gross}</ram:DuePayableAmount></ram:SpecifiedTradeSettlementHeaderMonetarySummation>
</ram:ApplicableHeaderTradeSettlement></rsm:SupplyChainTradeTransaction></rsm:CrossIndustryInvoice>`
}

/** A PDF with that XML attached, as a Factur-X has it. */
export async function facturx(xml: string): Promise<Uint8Array> {
  const pdf = await PDFDocument.create()
  pdf.addPage([200, 200]).drawText('Facture', { x: 20, y: 100 })
  await pdf.attach(new TextEncoder().encode(xml), 'factur-x.xml', { mimeType: 'text/xml' })
  return pdf.save()
}
