import type { Fields } from '../../shared/domain/fields/fields.ts'
import { toDecimal } from '../../shared/base/money.ts'
import type { Party } from './invoice-pdf.ts'

type Given = {
  fields: Partial<Fields>
  supplier?: Party
  buyer?: Party
  businessProcess?: string
  paymentMeansCode?: string
}

const escape = (text: string) => text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`)
/** An element, unless it would be empty. */
const tag = (name: string, text: string | undefined, attributes = '') =>
  text ? `<${name}${attributes ? ` ${attributes}` : ''}>${escape(text)}</${name}>` : ''
const within = (name: string, inside: string) => (inside ? `<${name}>${inside}</${name}>` : '')
const amount = (cents: number | null | undefined) =>
  cents === null || cents === undefined ? undefined : toDecimal(cents)
const percent = (rate: number | null) => (rate === null ? undefined : (rate / 100).toFixed(2))

/** An invoice in CII 16B, as Factur-X BASIC WL and Chorus Pro’s own dialect write it: SIRET under scheme 0002. */
export function ciiXml({ fields, supplier, buyer, businessProcess = '', paymentMeansCode = '30' }: Given): string {
  const date = (day: string | undefined) =>
    day ? `<udt:DateTimeString format="102">${day.replaceAll('-', '')}</udt:DateTimeString>` : ''
  const party = (name: string, title: string | undefined, siret: string | undefined) =>
    `<ram:${name}>${tag('ram:Name', title)}${within('ram:SpecifiedLegalOrganization', tag('ram:ID', siret, 'schemeID="0002"'))}</ram:${name}>`
  const reference = (name: string, id: string | undefined) => within(`ram:${name}`, tag('ram:IssuerAssignedID', id))
  const taxes = (fields.vatLines ?? []).map(
    ({ rate, base, tax }) =>
      `<ram:ApplicableTradeTax>${tag('ram:CalculatedAmount', amount(tax))}<ram:TypeCode>VAT</ram:TypeCode>${tag('ram:BasisAmount', amount(base))}<ram:CategoryCode>S</ram:CategoryCode>${tag('ram:RateApplicablePercent', percent(rate))}</ram:ApplicableTradeTax>`,
  )
  return `<?xml version="1.0" encoding="UTF-8"?>
<rsm:CrossIndustryInvoice xmlns:rsm="urn:un:unece:uncefact:data:standard:CrossIndustryInvoice:100" xmlns:ram="urn:un:unece:uncefact:data:standard:ReusableAggregateBusinessInformationEntity:100" xmlns:udt="urn:un:unece:uncefact:data:standard:UnqualifiedDataType:100">
<rsm:ExchangedDocumentContext>${within('ram:BusinessProcessSpecifiedDocumentContextParameter', tag('ram:ID', businessProcess))}<ram:GuidelineSpecifiedDocumentContextParameter><ram:ID>urn:factur-x.eu:1p0:basicwl</ram:ID></ram:GuidelineSpecifiedDocumentContextParameter></rsm:ExchangedDocumentContext>
<rsm:ExchangedDocument>${tag('ram:ID', fields.number)}${tag('ram:TypeCode', fields.typeCode ?? '380')}${within('ram:IssueDateTime', date(fields.issueDate))}</rsm:ExchangedDocument>
<rsm:SupplyChainTradeTransaction><ram:ApplicableHeaderTradeAgreement>${tag('ram:BuyerReference', fields.serviceCode)}${party('SellerTradeParty', fields.supplierName ?? supplier?.name, fields.supplierSiret ?? supplier?.siret)}${party('BuyerTradeParty', fields.buyerName ?? buyer?.name, fields.buyerSiret ?? buyer?.siret)}${reference('BuyerOrderReferencedDocument', fields.engagementNumber)}${reference('ContractReferencedDocument', fields.contractNumber)}</ram:ApplicableHeaderTradeAgreement><ram:ApplicableHeaderTradeDelivery/>
<ram:ApplicableHeaderTradeSettlement>${tag('ram:InvoiceCurrencyCode', fields.currency ?? 'EUR')}<ram:SpecifiedTradeSettlementPaymentMeans>${tag('ram:TypeCode', paymentMeansCode)}${within('ram:PayeePartyCreditorFinancialAccount', tag('ram:IBANID', fields.iban))}</ram:SpecifiedTradeSettlementPaymentMeans>${taxes.join('')}${within('ram:SpecifiedTradePaymentTerms', within('ram:DueDateDateTime', date(fields.dueDate)))}<ram:SpecifiedTradeSettlementHeaderMonetarySummation>${tag('ram:LineTotalAmount', amount(fields.netTotal))}${tag('ram:TaxBasisTotalAmount', amount(fields.netTotal))}${tag('ram:TaxTotalAmount', amount(fields.taxTotal), 'currencyID="EUR"')}${tag('ram:GrandTotalAmount', amount(fields.grossTotal))}${tag('ram:TotalPrepaidAmount', amount(fields.prepaid))}${tag('ram:DuePayableAmount', amount(fields.payable))}</ram:SpecifiedTradeSettlementHeaderMonetarySummation>${reference('InvoiceReferencedDocument', fields.originNumber)}</ram:ApplicableHeaderTradeSettlement></rsm:SupplyChainTradeTransaction></rsm:CrossIndustryInvoice>`
}

/** The same invoice in UBL 2.1: a CreditNote when it is one. */
export function ublXml({ fields, supplier, buyer, businessProcess = '', paymentMeansCode = '30' }: Given): string {
  const root = fields.typeCode === '381' ? 'CreditNote' : 'Invoice'
  const money = (name: string, cents: number | null | undefined) =>
    tag(`cbc:${name}`, amount(cents), 'currencyID="EUR"')
  const party = (name: string, title: string | undefined, siret: string | undefined) =>
    `<cac:${name}><cac:Party><cac:PartyLegalEntity>${tag('cbc:RegistrationName', title)}${tag('cbc:CompanyID', siret, 'schemeID="0009"')}</cac:PartyLegalEntity></cac:Party></cac:${name}>`
  const taxes = (fields.vatLines ?? []).map(
    ({ rate, base, tax }) =>
      `<cac:TaxSubtotal>${money('TaxableAmount', base)}${money('TaxAmount', tax)}<cac:TaxCategory><cbc:ID>S</cbc:ID>${tag('cbc:Percent', percent(rate))}</cac:TaxCategory></cac:TaxSubtotal>`,
  )
  return `<?xml version="1.0" encoding="UTF-8"?>
<${root} xmlns="urn:oasis:names:specification:ubl:schema:xsd:${root}-2" xmlns:cac="urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2" xmlns:cbc="urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2">
${tag('cbc:ProfileID', businessProcess)}${tag('cbc:ID', fields.number)}${tag('cbc:IssueDate', fields.issueDate)}${root === 'Invoice' ? tag('cbc:DueDate', fields.dueDate) : ''}${tag(`cbc:${root}TypeCode`, fields.typeCode ?? '380')}${tag('cbc:DocumentCurrencyCode', fields.currency ?? 'EUR')}${tag('cbc:BuyerReference', fields.serviceCode)}
${within('cac:OrderReference', tag('cbc:ID', fields.engagementNumber))}${within('cac:BillingReference', within('cac:InvoiceDocumentReference', tag('cbc:ID', fields.originNumber)))}${within('cac:ContractDocumentReference', tag('cbc:ID', fields.contractNumber))}
${party('AccountingSupplierParty', fields.supplierName ?? supplier?.name, fields.supplierSiret ?? supplier?.siret)}${party('AccountingCustomerParty', fields.buyerName ?? buyer?.name, fields.buyerSiret ?? buyer?.siret)}
<cac:PaymentMeans>${tag('cbc:PaymentMeansCode', paymentMeansCode)}${root === 'CreditNote' ? tag('cbc:PaymentDueDate', fields.dueDate) : ''}${within('cac:PayeeFinancialAccount', tag('cbc:ID', fields.iban))}</cac:PaymentMeans>
<cac:TaxTotal>${money('TaxAmount', fields.taxTotal)}${taxes.join('')}</cac:TaxTotal>
<cac:LegalMonetaryTotal>${money('TaxExclusiveAmount', fields.netTotal)}${money('TaxInclusiveAmount', fields.grossTotal)}${money('PrepaidAmount', fields.prepaid)}${money('PayableAmount', fields.payable)}</cac:LegalMonetaryTotal>
</${root}>`
}
