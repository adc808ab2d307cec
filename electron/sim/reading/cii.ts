import type { Sheet } from './sheet.ts'
import { all, amountAt, textAt, textsAt, type Node } from './xml.ts'

/** CII 16B, alone or inside a Factur-X (chorus-pro-api.md §8.9). */
export function readCii(root: Node): Sheet {
  const trade = all(root, 'SupplyChainTradeTransaction')[0]
  const agreement = all(trade, 'ApplicableHeaderTradeAgreement')[0]
  const settlement = all(trade, 'ApplicableHeaderTradeSettlement')[0]
  const totals = all(settlement, 'SpecifiedTradeSettlementHeaderMonetarySummation')[0]
  const taxes = all(settlement, 'ApplicableTradeTax')
  const idsOf = (party: string) => [
    ...textsAt(agreement, party, 'SpecifiedLegalOrganization', 'ID'),
    ...textsAt(agreement, party, 'GlobalID'),
    ...textsAt(agreement, party, 'ID'),
  ]
  return {
    dialect: 'CII',
    number: textAt(root, 'ExchangedDocument', 'ID'),
    date: textAt(root, 'ExchangedDocument', 'IssueDateTime', 'DateTimeString'),
    typeCode: textAt(root, 'ExchangedDocument', 'TypeCode'),
    currency: textAt(settlement, 'InvoiceCurrencyCode'),
    businessProcess: textAt(root, 'ExchangedDocumentContext', 'BusinessProcessSpecifiedDocumentContextParameter', 'ID'),
    sellerIds: idsOf('SellerTradeParty'),
    buyerIds: idsOf('BuyerTradeParty'),
    service: textAt(agreement, 'BuyerReference'),
    engagement: textAt(agreement, 'BuyerOrderReferencedDocument', 'IssuerAssignedID'),
    contract: textAt(agreement, 'ContractReferencedDocument', 'IssuerAssignedID'),
    origin: textAt(settlement, 'InvoiceReferencedDocument', 'IssuerAssignedID'),
    paymentMeans: textsAt(settlement, 'SpecifiedTradeSettlementPaymentMeans', 'TypeCode'),
    net: amountAt(totals, 'TaxBasisTotalAmount'),
    tax: amountAt(totals, 'TaxTotalAmount'),
    gross: amountAt(totals, 'GrandTotalAmount'),
    payable: amountAt(totals, 'DuePayableAmount'),
    vat: taxes.map((tax) => ({
      rate: amountAt(tax, 'RateApplicablePercent'),
      category: textAt(tax, 'CategoryCode'),
      base: amountAt(tax, 'BasisAmount'),
      tax: amountAt(tax, 'CalculatedAmount'),
    })),
    vatDue: textAt(settlement, 'ApplicableTradeTax', 'DueDateTypeCode'),
  }
}
