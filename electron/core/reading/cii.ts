import type { Defect } from '../../../shared/domain/document/reading.ts'
import { structured, type Identifier, type Structured } from './structured.ts'
import { all, first, textAt, textsAt, type XmlElement } from './xml.ts'

/** Roots of the three generations, and the address of their namespace. */
const NAMESPACES: Record<string, RegExp> = {
  CrossIndustryInvoice: /^urn:un:unece:uncefact:data:standard:CrossIndustryInvoice:(?:100|13)$/,
  CrossIndustryDocument: /^urn:ferd:CrossIndustryDocument:invoice:1p0$/,
}

/** An invoice of the UN/CEFACT family: CII 16B and its Factur-X profiles, or the older ZUGFeRD 1. */
export const isCii = ({ name }: XmlElement): boolean => Object.hasOwn(NAMESPACES, name)

/** False when the root claims a version that does not exist: Chorus Pro would turn it away. */
export const isKnownCii = ({ name, namespace }: XmlElement): boolean => NAMESPACES[name]?.test(namespace) ?? false

/** Reads an invoice in CII. Takes its root element; throws BadXml when a value is absurdly long. */
export function readCii(root: XmlElement): Structured {
  const document = first(root, 'ExchangedDocument|HeaderExchangedDocument')
  const transaction = first(root, 'SupplyChainTradeTransaction|SpecifiedSupplyChainTradeTransaction')
  const agreement = first(transaction, 'ApplicableHeaderTradeAgreement|ApplicableSupplyChainTradeAgreement')
  const settlement = first(transaction, 'ApplicableHeaderTradeSettlement|ApplicableSupplyChainTradeSettlement')
  const context = first(root, 'ExchangedDocumentContext|SpecifiedExchangedDocumentContext')
  const seller = first(agreement, 'SellerTradeParty')
  const buyer = first(agreement, 'BuyerTradeParty')
  const totals = first(
    settlement,
    'SpecifiedTradeSettlementHeaderMonetarySummation|SpecifiedTradeSettlementMonetarySummation',
  )
  const currency = textAt(settlement, 'InvoiceCurrencyCode')
  const total = (name: string) => inCurrency(all(totals, name), currency)
  return structured({
    number: textAt(document, 'ID'),
    issueDate: textAt(document, 'IssueDateTime', 'DateTimeString|DateTime'),
    typeCode: textAt(document, 'TypeCode'),
    currency,
    supplierName: textAt(seller, 'Name'),
    supplierIds: identifiers(seller),
    buyerName: textAt(buyer, 'Name'),
    buyerIds: identifiers(buyer),
    serviceCode: textAt(agreement, 'BuyerReference'),
    engagementNumber: textAt(agreement, 'BuyerOrderReferencedDocument', 'IssuerAssignedID|ID'),
    contractNumber: textAt(agreement, 'ContractReferencedDocument', 'IssuerAssignedID|ID'),
    originNumbers: textsAt(settlement, 'InvoiceReferencedDocument', 'IssuerAssignedID|ID'),
    netTotal: total('TaxBasisTotalAmount'),
    taxTotal: total('TaxTotalAmount'),
    grossTotal: total('GrandTotalAmount'),
    prepaid: total('TotalPrepaidAmount'),
    rounding: total('RoundingAmount'),
    payable: total('DuePayableAmount'),
    vatLines: all(settlement, 'ApplicableTradeTax').map((tax) => ({
      rate: textAt(tax, 'RateApplicablePercent|ApplicablePercent'),
      base: textAt(tax, 'BasisAmount'),
      tax: textAt(tax, 'CalculatedAmount'),
      category: textAt(tax, 'CategoryCode'),
      reason: textAt(tax, 'ExemptionReason|ExemptionReasonCode'),
    })),
    accounts: textsAt(
      settlement,
      'SpecifiedTradeSettlementPaymentMeans',
      'PayeePartyCreditorFinancialAccount',
      'IBANID|ProprietaryID',
    ),
    dueDate: textAt(settlement, 'SpecifiedTradePaymentTerms', 'DueDateDateTime', 'DateTimeString|DateTime'),
    businessProcess: textAt(context, 'BusinessProcessSpecifiedDocumentContextParameter', 'ID'),
    guideline: textAt(context, 'GuidelineSpecifiedDocumentContextParameter', 'ID'),
    paymentMeansCode: textAt(settlement, 'SpecifiedTradeSettlementPaymentMeans', 'TypeCode'),
    defects: defectsOf(transaction, settlement),
  })
}

/** What the schema allows and Chorus Pro turns away (domaine.md §9 [D2] [D4], chorus-pro-api.md §8.9). */
function defectsOf(transaction: XmlElement | undefined, settlement: XmlElement | undefined): Defect[] {
  const [, ...others] = all(settlement, 'SpecifiedTradeSettlementPaymentMeans')
  const prices = all(
    transaction,
    'IncludedSupplyChainTradeLineItem',
    'SpecifiedLineTradeAgreement',
    'GrossPriceProductTradePrice',
  )
  const isAlone = (price: XmlElement) => textAt(price, 'AppliedTradeAllowanceCharge', 'ActualAmount') === ''
  return [
    ...(others.some((means) => textAt(means, 'TypeCode') === '') ? ['secondPaymentMeans' as const] : []),
    ...(prices.some(isAlone) ? ['grossPriceAlone' as const] : []),
  ]
}

const identifiers = (party: XmlElement | undefined): Identifier[] =>
  [...all(party, 'SpecifiedLegalOrganization', 'ID'), ...all(party, 'ID'), ...all(party, 'GlobalID')].map((id) => ({
    value: id.text.trim(),
    scheme: id.attributes['schemeID'] ?? id.attributes['schemeName'] ?? '',
  }))

/** A total may be given twice, the second time in the currency of the accounts. */
const inCurrency = (amounts: XmlElement[], currency: string) =>
  (amounts.find(({ attributes }) => attributes['currencyID'] === currency) ?? amounts[0])?.text.trim() ?? ''
