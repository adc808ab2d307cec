import { deflateSync } from 'node:zlib'
import { expect, it } from 'vitest'
import { BUYERS, cii, facturx, MINUTE, world, type Written } from './support.ts'

const SECOND = 1000

it('goes from a Factur-X to an invoice', async () => {
  const { deposit, report, search, pass, platform } = world()
  const receipt = await deposit(
    await facturx(cii({ buyer: BUYERS.both, service: 'SERVICE_DEST_SERV_OBL', engagement: 'EJ-77' })),
  )
  expect(receipt).toEqual({
    codeRetour: 0,
    libelle: 'GCU_MSG_01_000',
    numeroFluxDepot: 'CPP0011117000000000900001',
    dateDepot: '2026-11-23',
    syntaxeFlux: 'IN_DP_E2_CII_FACTURX',
  })
  const flow = receipt.numeroFluxDepot
  expect(await report(flow)).toMatchObject({ codeRetour: 20001, libelle: 'POQ_MSG_01.003 : Flux introuvable.' })
  pass(4 * SECOND)
  const young = await report(flow)
  expect(young).toEqual({
    codeRetour: 0,
    libelle: 'TRA_MSG_00.000',
    nomFichier: 'FSO1117A_CPP001_CPP0011117000000000900001',
    codeInterfaceDepotFlux: 'FSO1117A',
    dateDepotFlux: '2026-11-23T10:15:42.000+01:00',
    dateHeureEtatCourantFlux: '2026-11-23T10:15:42.000+01:00',
    etatCourantDepotFlux: 'IN_DEPOT_PORTAIL_EN_ATTENTE_TRAITEMENT_SE_CPP',
  })
  const states = []
  for (const seconds of [16, 20, 20, 60]) {
    expect(await search({ numeroFluxDepot: flow })).toMatchObject({ codeRetour: 0, listeFactures: [] })
    pass(seconds * SECOND)
    states.push((await report(flow)).etatCourantDepotFlux)
  }
  expect(states).toEqual(['IN_RECU', 'IN_TRAITE_SE_CPP', 'IN_EN_COURS_TRAITEMENT_CPP', 'IN_INTEGRE'])
  expect(await report(flow)).toMatchObject({ listeErreurDP: [], listeErreurTechnique: [] })
  expect(await search({ numeroFluxDepot: flow })).toMatchObject({
    listeFactures: [
      {
        numeroFacture: 'FA-2026-0043',
        statut: 'DEPOSEE',
        modeDepot: 'UPLOAD_API',
        dateFacture: '2026-11-20',
        codeDestinataire: BUYERS.both,
        codeServiceExecutant: 'SERVICE_DEST_SERV_OBL',
        numeroBonCommande: 'EJ-77',
        montantHT: 1000,
        montantTTC: 1200,
        dateHeureEtatCourant: '2026-11-23T10:17:42.000+01:00',
      },
    ],
  })
  expect(platform.invoices()).toMatchObject([{ vatScheme: 'TVA_SUR_ENCAISSEMENT', paymentMode: 'VIREMENT' }])
  pass(60 * MINUTE)
  expect(platform.invoices()[0]!.status).toBe('MISE_EN_PAIEMENT')
})

/** What the report says of a Factur-X once it is settled. */
async function errorsOf(written: Written) {
  const { deposit, report, pass, platform } = world()
  const { numeroFluxDepot } = await deposit(await facturx(cii(written)))
  pass(2 * MINUTE)
  const { etatCourantDepotFlux, listeErreurDP } = await report(numeroFluxDepot)
  expect([etatCourantDepotFlux, platform.invoices()]).toEqual(['IN_REJETE', []])
  const errors = listeErreurDP as { libelleErreurDP: string; numeroDP: string }[]
  expect(errors).toHaveLength(1)
  return errors[0]!.libelleErreurDP.split('|')
}

const TRADE = 'FichierXml.SupplyChainTradeTransaction.ApplicableHeaderTrade'
const rejected: [string, Written, string | RegExp][] = [
  ['no service', { buyer: BUYERS.service }, `L'element ${TRADE}Agreement.BuyerReference.value est obligatoire.`],
  [
    'no engagement',
    { buyer: BUYERS.engagement },
    `L'element ${TRADE}Agreement.BuyerOrderReferencedDocument.IssuerAssignedID.value est obligatoire.`,
  ],
  [
    'no means of payment',
    { paymentMeans: '' },
    `L'element ${TRADE}Settlement.SpecifiedTradeSettlementPaymentMeans.TypeCode.value est obligatoire.`,
  ],
  [
    'a number of 21 characters',
    { number: 'FA-2026-0000000000043' },
    'Le champ identifiant de la facture (FichierXml.ExchangedDocument.ID.value) ne doit pas depasser 20 caracteres',
  ],
  [
    'a service that has closed',
    { buyer: BUYERS.hospital, service: 'ANCIEN' },
    'Le code service ANCIEN est inconnu ou inactif',
  ],
  [
    'a supplier that is not ours',
    { seller: BUYERS.nothing },
    /SellerTradeParty\) n'est pas reference dans notre systeme/,
  ],
  ['a supplier named by its SIREN', { seller: '987654324' }, /^SIMULÉ : le fournisseur est désigné par un SIREN/],
  ['an unknown buyer', { buyer: '21990417400014' }, /^SIMULÉ : le destinataire 21990417400014 n’est pas connu/],
  ['the process of the reform', { process: 'S1' }, /^SIMULÉ : le cadre S1 est celui de la réforme/],
  ['a self-billed invoice', { typeCode: '389' }, /^SIMULÉ : le type de document 389/],
  ['a means of payment that is not accepted', { paymentMeans: '68' }, /^SIMULÉ : le code de moyen de paiement 68/],
  ['a total that does not add up', { gross: '1300.00' }, /^SIMULÉ : le montant TTC/],
]
it.each(rejected)('rejects a Factur-X with %s', async (_, written, words) => {
  expect(await errorsOf(written)).toContainEqual(typeof words === 'string' ? words : expect.stringMatching(words))
})

it('says everything that is wrong with an invoice at once', async () => {
  expect(await errorsOf({ buyer: BUYERS.both })).toHaveLength(2)
})

it('lets the number of a rejected flow be used again', async () => {
  const { deposit, pass, platform } = world()
  await deposit(await facturx(cii({ buyer: BUYERS.service })))
  pass(2 * MINUTE)
  await deposit(await facturx(cii({ buyer: BUYERS.nothing })))
  pass(2 * MINUTE)
  expect(platform.flows().map(({ status }) => status)).toEqual(['IN_REJETE', 'IN_INTEGRE'])
})

it('takes the first of two flows of one number, whenever it is asked', async () => {
  const { deposit, submit, pass, platform } = world()
  const file = await facturx(cii())
  await deposit(file)
  await deposit(file)
  pass(600 * MINUTE)
  expect(platform.flows().map(({ status }) => status)).toEqual(['IN_INTEGRE', 'IN_REJETE'])
  expect(platform.flows()[1]!.errors[0]!.libelleErreurDP).toMatch(/doublon, le numéro de facture FA-2026-0043/)
  expect((await submit({ number: 'FA-2026-0043' })).codeRetour).toBe(29004)
  expect(platform.invoices()).toHaveLength(1)
})

it('reads a CII and a UBL alone, and files that open like octet-streams', async () => {
  const { deposit, pass, platform } = world()
  const ubl = (root: string, kind: string) => `<?xml version="1.0"?>
    <${root} xmlns="urn:oasis:names:specification:ubl:schema:xsd:${root}-2" xmlns:cbc="urn:cbc" xmlns:cac="urn:cac">
      <cbc:ID>${root.slice(0, 2)}-1</cbc:ID><cbc:IssueDate>2026-11-20</cbc:IssueDate>
      <cbc:${root}TypeCode>${kind}</cbc:${root}TypeCode><cbc:DocumentCurrencyCode>EUR</cbc:DocumentCurrencyCode>
      <cbc:BuyerReference>SERVICE_OU</cbc:BuyerReference>
      <cac:AccountingSupplierParty><cac:Party><cac:PartyLegalEntity><cbc:CompanyID>98765432400019</cbc:CompanyID></cac:PartyLegalEntity></cac:Party></cac:AccountingSupplierParty>
      <cac:AccountingCustomerParty><cac:Party><cac:PartyIdentification><cbc:ID>${BUYERS.either}</cbc:ID></cac:PartyIdentification></cac:Party></cac:AccountingCustomerParty>
      <cac:PaymentMeans><cbc:PaymentMeansCode>58</cbc:PaymentMeansCode></cac:PaymentMeans>
      <cac:TaxTotal><cbc:TaxAmount>5.50</cbc:TaxAmount><cac:TaxSubtotal><cbc:TaxableAmount>100</cbc:TaxableAmount><cbc:TaxAmount>5.50</cbc:TaxAmount><cac:TaxCategory><cbc:ID>S</cbc:ID><cbc:Percent>5.5</cbc:Percent></cac:TaxCategory></cac:TaxSubtotal></cac:TaxTotal>
      <cac:LegalMonetaryTotal><cbc:TaxExclusiveAmount>100</cbc:TaxExclusiveAmount><cbc:TaxInclusiveAmount>105.50</cbc:TaxInclusiveAmount><cbc:PayableAmount>105.50</cbc:PayableAmount></cac:LegalMonetaryTotal>
    </${root}>`
  const xml = { nomFichier: 'facture.xml' }
  await deposit(Buffer.from(cii()), { ...xml, syntaxeFlux: 'IN_DP_E1_CII_16B' })
  await deposit(Buffer.from(ubl('Invoice', '380')), { ...xml, syntaxeFlux: 'IN_DP_E1_UBL_INVOICE' })
  await deposit(Buffer.from(ubl('CreditNote', '381')), { ...xml, syntaxeFlux: 'IN_DP_E1_UBL_INVOICE' })
  const head =
    '%PDF-1.7\n1 0 obj\n<</Type /EmbeddedFile\r\n/Filter /FlateDecode\r\n/Subtype /application#2Foctet-stream>>\r\nstream\r\n'
  const odd = [Buffer.from(head), deflateSync(cii({ number: 'ODD-1' })), Buffer.from('\r\nendstream\nendobj\n')]
  await deposit(Buffer.concat(odd))
  pass(2 * MINUTE)
  expect(platform.flows().map(({ number, errors, technical }) => [number.slice(6, 10), errors, technical])).toEqual([
    ['1106', [], []],
    ['1100', [], []],
    ['1100', [], []],
    ['1117', [], []],
  ])
  expect(platform.invoices()).toMatchObject([
    { number: 'FA-2026-0043', kind: 'FACTURE' },
    { number: 'In-1', kind: 'FACTURE', buyerSiret: BUYERS.either, serviceCode: 'SERVICE_OU', gross: 105.5 },
    { number: 'Cr-1', kind: 'AVOIR' },
    { number: 'ODD-1' },
  ])
})

const technical: [string, string, object, RegExp][] = [
  ['an XML that breaks off', cii().slice(0, 900), {}, /^IRRECEVABILITE: .+ - ligne: \d+ - position: \d+$/],
  ['another XML than announced', '<Invoice/>', {}, /Cannot find the declaration of element 'Invoice'/],
  ['an external entity', '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///x">]><a>&x;</a>', {}, /^IRRECEVABILITE: /],
  ['a lot that does not open', 'PK', { nomFichier: 'lot.zip' }, /^SIMULÉ : cette archive ne s’ouvre pas/],
  ['a syntax that is not read', '<a/>', { syntaxeFlux: 'IN_DP_E2_CPP_FACTURE_MIN' }, /^SIMULÉ : cette syntaxe/],
]
it.each(technical)('rejects whole %s', async (_, content, changes, words) => {
  const { deposit, report, pass } = world()
  const xml = { nomFichier: 'facture.xml', syntaxeFlux: 'IN_DP_E1_CII_16B', ...changes }
  const { numeroFluxDepot } = await deposit(Buffer.from(content), xml)
  pass(2 * MINUTE)
  expect(await report(numeroFluxDepot)).toMatchObject({
    etatCourantDepotFlux: 'IN_REJETE',
    listeErreurDP: [],
    listeErreurTechnique: [{ codeErreur: 'ERR_XSD_001', libelleErreur: expect.stringMatching(words) as string }],
  })
})

it('rejects a PDF without an invoice inside', async () => {
  const { deposit, pass, platform } = world()
  await deposit(Buffer.from('%PDF-1.7\n%%EOF'))
  pass(2 * MINUTE)
  expect(platform.flows()[0]!.technical[0]!.libelleErreur).toMatch(/^SIMULÉ : aucun fichier XML/)
})

it('looks at the file before it gives a number', async () => {
  const { deposit, post, platform } = world()
  expect(await deposit(Buffer.from('%PDF-1.7'), { nomFichier: 'f.xml' })).toMatchObject({ codeRetour: 20002 })
  expect(await deposit(Buffer.alloc(0))).toMatchObject({ codeRetour: 20002 })
  expect(await deposit(Buffer.alloc(10 * 1024 * 1024 + 1))).toMatchObject({
    codeRetour: 20001,
    libelle: 'GDP_MSG_11.022',
  })
  const question = { fichierFlux: 'data:text/xml,x', nomFichier: 'f.pdf', syntaxeFlux: 'IN_DP_E2_CII_FACTURX' }
  expect((await post('factures/v1/deposer/flux', question)).status).toBe(400)
  expect((await post('factures/v1/deposer/flux', { ...question, fichierFlux: 'eA==', syntaxeFlux: 'X' })).status).toBe(
    400,
  )
  expect(platform.flows()).toEqual([])
})

it('moves a flow by hand', async () => {
  const { deposit, report, pass, platform } = world()
  const flows = []
  for (const number of ['FA-1', 'FA-2', 'FA-3'])
    flows.push((await deposit(await facturx(cii({ number })))).numeroFluxDepot)
  pass(10 * SECOND)
  platform.move(String(flows[0]), 'IN_INTEGRE')
  platform.move(String(flows[1]), 'IN_INCIDENTE')
  platform.move(String(flows[2]), 'IN_ETAT_DE_DEMAIN')
  expect(platform.invoices().map(({ number }) => number)).toEqual(['FA-1'])
  pass(600 * MINUTE)
  const states = []
  for (const flow of flows) states.push((await report(flow)).etatCourantDepotFlux)
  expect(states).toEqual(['IN_INTEGRE', 'IN_INCIDENTE', 'IN_ETAT_DE_DEMAIN'])
  expect(platform.invoices()).toHaveLength(1)
})

it('reads a Factur-X that is put down as a PDF', async () => {
  const { ask } = world()
  const fichierFacture = Buffer.from(await facturx(cii())).toString('base64')
  const read = await ask('factures/v1/deposer/pdf', {
    fichierFacture,
    nomFichier: 'f.pdf',
    formatDepot: 'PDF_NON_SIGNE',
  })
  expect(read).toMatchObject({
    numeroFacture: 'FA-2026-0043',
    dateFacture: '2026-11-20',
    montantTtcAvantRemiseGlobalTTC: 1200,
    codeServiceExecutant: null,
  })
})
