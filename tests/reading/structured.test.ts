import { describe, expect, it } from 'vitest'
import type { Fields } from '../../shared/domain/fields/fields.ts'
import { ciiXml, ublXml } from '../support/invoice-pdf.ts'
import { buyer, fields, read, supplier } from './support.ts'

const whole: Partial<Fields> = {
  ...fields,
  supplierName: supplier.name,
  supplierSiret: supplier.siret,
  buyerName: buyer.name,
  buyerSiret: buyer.siret,
  netTotal: 176_100,
  taxTotal: 29_058,
  grossTotal: 205_158,
  payable: 205_158,
  vatLines: [{ rate: 2000, base: 133_600, tax: 26_720 }],
}
const cii = ciiXml({ fields: whole })
const ubl = ublXml({ fields: whole })
const SUPPLIER_ID = `<ram:ID schemeID="0002">${supplier.siret}</ram:ID>`

type Spoil = [what: string, file: string, expected: Partial<Fields>, notes?: string[]]

/** Reads a file, and expects these fields; and these notes, none unless said. */
async function expectRead([, file, expected, notes = []]: Spoil) {
  const { fields: got, document } = await read(file, 'facture.xml')
  expect(got).toMatchObject(expected)
  const codes = document.notes.map(({ code }) => code.replace('reading.', '')).filter((code) => code !== 'profile')
  expect(codes).toEqual(notes)
}

describe('CII, as programs write it', () => {
  it.each<Spoil>([
    [
      'a SIREN beside the SIRET, each under its scheme',
      cii
        .replace(
          SUPPLIER_ID,
          `<ram:ID schemeID="0002">${supplier.siret.slice(0, 9)}</ram:ID></ram:SpecifiedLegalOrganization>`,
        )
        .replace(
          '</ram:SpecifiedLegalOrganization></ram:SpecifiedLegalOrganization>',
          '</ram:SpecifiedLegalOrganization>',
        )
        .replace(
          '<ram:SellerTradeParty>',
          `<ram:SellerTradeParty><ram:GlobalID schemeID="0009">${supplier.siret}</ram:GlobalID>`,
        ),
      { supplierSiret: supplier.siret },
    ],
    ['a SIRET in groups', cii.replace(`>${supplier.siret}<`, '>842 103 996 00018<'), { supplierSiret: supplier.siret }],
    [
      'another firm’s number under another scheme',
      cii.replace(SUPPLIER_ID, `<ram:ID schemeID="0060">${supplier.siret}</ram:ID>`),
      { supplierSiret: '' },
    ],
    [
      'a date with its hour',
      cii.replace('format="102">20260314<', 'format="203">202603141230<'),
      { issueDate: '2026-03-14' },
    ],
    [
      'a date to the second',
      cii.replace('format="102">20260314<', 'format="204">20260314123000<'),
      { issueDate: '2026-03-14' },
    ],
    [
      'a date to the second, with its time zone',
      cii.replace('format="102">20260314<', 'format="205">202603141230+0100<'),
      { issueDate: '2026-03-14' },
    ],
    [
      'a date as of ISO 8601',
      cii.replace(
        '<udt:DateTimeString format="102">20260314</udt:DateTimeString>',
        '<udt:DateTime>2026-03-14T00:00:00</udt:DateTime>',
      ),
      { issueDate: '2026-03-14' },
    ],
    [
      'a month is no date',
      cii.replace('format="102">20260314<', 'format="610">202603<'),
      { issueDate: '' },
      ['badDate'],
    ],
    [
      'totals in two currencies, the other one first',
      cii
        .replace(
          '<ram:TaxTotalAmount',
          '<ram:TaxTotalAmount currencyID="USD">310.00</ram:TaxTotalAmount><ram:TaxTotalAmount',
        )
        .replace(
          '<ram:GrandTotalAmount>',
          '<ram:GrandTotalAmount currencyID="USD">2200.00</ram:GrandTotalAmount><ram:GrandTotalAmount currencyID="EUR">',
        ),
      { taxTotal: 29_058, grossTotal: 205_158 },
    ],
    [
      'an IBAN beside an account of another kind, and the buyer’s own',
      cii.replace(
        '<ram:PayeePartyCreditorFinancialAccount>',
        '<ram:PayerPartyDebtorFinancialAccount><ram:IBANID>DE89370400440532013000</ram:IBANID></ram:PayerPartyDebtorFinancialAccount><ram:PayeePartyCreditorFinancialAccount><ram:ProprietaryID>12345</ram:ProprietaryID></ram:PayeePartyCreditorFinancialAccount></ram:SpecifiedTradeSettlementPaymentMeans><ram:SpecifiedTradeSettlementPaymentMeans><ram:TypeCode>30</ram:TypeCode><ram:PayeePartyCreditorFinancialAccount>',
      ),
      { iban: 'FR7630004000031234567890143', paymentMode: 'VIREMENT' },
    ],
    [
      'an IBAN in the place of a national account, in small letters',
      cii.replace(
        /<ram:IBANID>[^]*?<\/ram:IBANID>/,
        '<ram:ProprietaryID>fr76 3000 4000 0312 3456 7890 143</ram:ProprietaryID>',
      ),
      { iban: 'FR7630004000031234567890143' },
    ],
    [
      'numbers that XML Schema writes otherwise',
      cii.replace('>2051.58<', '>+2051.5800<').replace('>290.58<', '>290.58000<').replace('>1761.00<', '>1761.<'),
      { grossTotal: 205_158, taxTotal: 29_058 },
    ],
    ['less than one euro', cii.replace('>290.58<', '>.5<'), { taxTotal: 50 }],
    ['a refund in negative amounts', cii.replace('>2051.58<', '>-2051.58<'), { grossTotal: -205_158 }],
    [
      'a credit note of two invoices: the first, to be looked at',
      ciiXml({ fields: { ...whole, typeCode: '381', originNumber: 'F2026-012' } }).replace(
        '<ram:InvoiceReferencedDocument>',
        '<ram:InvoiceReferencedDocument><ram:IssuerAssignedID>F2026-009</ram:IssuerAssignedID></ram:InvoiceReferencedDocument><ram:InvoiceReferencedDocument>',
      ),
      { typeCode: '381', originNumber: 'F2026-009' },
      ['severalOrigins'],
    ],
    ...['261', '396'].map((typeCode): Spoil => [
      `type ${typeCode}`,
      ciiXml({ fields: { ...whole, typeCode } }),
      { typeCode },
    ]),
    [
      'a name over several lines, in a CDATA section, cut by a comment',
      cii.replace(`>${supplier.name}<`, '><![CDATA[Menuiserie\n     ]]><!-- d’ici -->Bréhat\n<'),
      { supplierName: supplier.name },
    ],
    [
      'notes and tax numbers, any number of them',
      cii
        .replace(
          '</rsm:ExchangedDocument>',
          '<ram:IncludedNote><ram:Content>RCS</ram:Content></ram:IncludedNote><ram:IncludedNote><ram:Content>Pénalités</ram:Content></ram:IncludedNote></rsm:ExchangedDocument>',
        )
        .replace(
          '</ram:SellerTradeParty>',
          '<ram:SpecifiedTaxRegistration><ram:ID schemeID="VA">FR12842103996</ram:ID></ram:SpecifiedTaxRegistration><ram:SpecifiedTaxRegistration><ram:ID schemeID="FC">842103996</ram:ID></ram:SpecifiedTaxRegistration></ram:SellerTradeParty>',
        ),
      { number: 'F2026-041', supplierSiret: supplier.siret },
    ],
    [
      'allowances and charges on the whole: the totals are those after them',
      cii.replace(
        '<ram:TaxBasisTotalAmount>',
        '<ram:ChargeTotalAmount>39.00</ram:ChargeTotalAmount><ram:AllowanceTotalAmount>100.00</ram:AllowanceTotalAmount><ram:TaxBasisTotalAmount>',
      ),
      { netTotal: 176_100, discount: null },
    ],
    [
      'exempt, with its reason',
      cii.replace('<ram:CategoryCode>S<', '<ram:ExemptionReason>Art. 293 B</ram:ExemptionReason><ram:CategoryCode>E<'),
      { vatScheme: 'EXONERATION' },
      ['schema'],
    ],
    ['reverse charge', cii.replace('<ram:CategoryCode>S<', '<ram:CategoryCode>AE<'), { vatScheme: 'SANS_TVA' }],
    ['an invoice already paid', ciiXml({ fields: whole, businessProcess: 'A2' }), { cadre: 'A2' }],
    ['a works contract, which is led to the portal', ciiXml({ fields: whole, businessProcess: 'A4' }), { cadre: 'A4' }],
    ['a cadre of the client’s own', ciiXml({ fields: whole, businessProcess: 'A19' }), { cadre: 'A1' }],
  ])('%s', (...spoil) => expectRead(spoil))

  it('with next to nothing optional: no party, no settlement', async () => {
    const bare =
      '<CrossIndustryInvoice xmlns="urn:un:unece:uncefact:data:standard:CrossIndustryInvoice:100"><ExchangedDocument><ID>7</ID><IssueDateTime><DateTimeString>20260314</DateTimeString></IssueDateTime></ExchangedDocument></CrossIndustryInvoice>'
    const { document, fields: got } = await read(bare, 'facture.xml')
    expect(document.status).toBe('read')
    expect(got).toMatchObject({ number: '7', issueDate: '2026-03-14', grossTotal: null, supplierName: '' })
  })

  it.each([
    [
      'a namespace declared on each element',
      (text: string) =>
        text
          .replace(
            /<ram:(\w+)/g,
            '<r:$1 xmlns:r="urn:un:unece:uncefact:data:standard:ReusableAggregateBusinessInformationEntity:100"',
          )
          .replaceAll('</ram:', '</r:'),
    ],
    ['prefixes with dots, dashes and accents', (text: string) => text.replaceAll('ram:', 'é-2.b:')],
    [
      'the root without prefix, the rest with',
      (text: string) => text.replaceAll('<rsm:', '<').replaceAll('</rsm:', '</').replaceAll('xmlns:rsm', 'xmlns'),
    ],
    [
      'a stylesheet and comments before the root',
      (text: string) => text.replace('?>', '?><?xml-stylesheet href="http://127.0.0.1:9/a.xsl"?><!-- fait le 14 -->'),
    ],
  ])('%s', async (_, change) => {
    const { document, fields: got } = await read(change(cii), 'facture.xml')
    expect(got).toMatchObject({ number: 'F2026-041', supplierSiret: supplier.siret, grossTotal: 205_158 })
    expect(document.notes).toEqual([])
  })

  it('what was rounded to pay is known to the rulebook', async () => {
    const rounded = cii.replace(
      '<ram:GrandTotalAmount>',
      '<ram:RoundingAmount>0.42</ram:RoundingAmount><ram:GrandTotalAmount>',
    )
    expect((await read(rounded, 'facture.xml')).document.rounding).toBe(42)
  })
})

describe('UBL, as programs write it', () => {
  it.each<Spoil>([
    [
      'the SIRET among the identifiers, the SIREN in the register',
      ubl.replace(
        `<cac:PartyLegalEntity><cbc:RegistrationName>${supplier.name}</cbc:RegistrationName><cbc:CompanyID schemeID="0009">${supplier.siret}`,
        `<cac:PartyIdentification><cbc:ID schemeID="0009">${supplier.siret}</cbc:ID></cac:PartyIdentification><cac:PartyLegalEntity><cbc:RegistrationName>${supplier.name}</cbc:RegistrationName><cbc:CompanyID schemeID="0002">${supplier.siret.slice(0, 9)}`,
      ),
      { supplierSiret: supplier.siret },
    ],
    [
      'VAT a second time, in the currency of the accounts',
      ubl.replace(
        '<cac:TaxTotal>',
        '<cac:TaxTotal><cbc:TaxAmount currencyID="USD">310.00</cbc:TaxAmount></cac:TaxTotal><cac:TaxTotal>',
      ),
      { taxTotal: 29_058, vatLines: [{ rate: 2000, base: 133_600, tax: 26_720 }] },
    ],
    [
      'several means of payment',
      ubl.replace(
        '<cac:PaymentMeans>',
        '<cac:PaymentMeans><cbc:PaymentMeansCode>30</cbc:PaymentMeansCode><cac:PayeeFinancialAccount><cbc:ID>30004 00003</cbc:ID></cac:PayeeFinancialAccount></cac:PaymentMeans><cac:PaymentMeans>',
      ),
      { iban: 'FR7630004000031234567890143' },
    ],
    ['a date with a time zone', ubl.replace('>2026-03-14<', '>2026-03-14+01:00<'), { issueDate: '2026-03-14' }],
    [
      'a due date beside the means of payment',
      ubl
        .replace(/<cbc:DueDate>.*?<\/cbc:DueDate>/, '')
        .replace('</cac:PaymentMeans>', '<cbc:PaymentDueDate>2026-05-02</cbc:PaymentDueDate></cac:PaymentMeans>'),
      { dueDate: '2026-05-02' },
    ],
    [
      'a credit note that names no type',
      ublXml({ fields: { ...whole, typeCode: '381' } }).replace(
        /<cbc:CreditNoteTypeCode>.*?<\/cbc:CreditNoteTypeCode>/,
        '',
      ),
      { typeCode: '381' },
    ],
    [
      'the trade name when there is no registered one',
      ubl.replace(
        `<cac:PartyLegalEntity><cbc:RegistrationName>${supplier.name}</cbc:RegistrationName>`,
        `<cac:PartyName><cbc:Name>${supplier.name}</cbc:Name></cac:PartyName><cac:PartyLegalEntity>`,
      ),
      { supplierName: supplier.name },
    ],
  ])('%s', (...spoil) => expectRead(spoil))
})
