import type { Sheet } from './sheet.ts'
import { all, amountAt, textAt, textsAt, type Node } from './xml.ts'

/** UBL 2.1, Invoice or CreditNote. */
export function readUbl(root: Node): Sheet {
  const totals = all(root, 'LegalMonetaryTotal')[0]
  const idsOf = (party: string) => [
    ...textsAt(root, party, 'Party', 'PartyLegalEntity', 'CompanyID'),
    ...textsAt(root, party, 'Party', 'PartyIdentification', 'ID'),
  ]
  return {
    dialect: 'UBL',
    number: textAt(root, 'ID'),
    date: textAt(root, 'IssueDate'),
    typeCode: textAt(root, 'InvoiceTypeCode') || textAt(root, 'CreditNoteTypeCode'),
    currency: textAt(root, 'DocumentCurrencyCode'),
    businessProcess: textAt(root, 'ProfileID'),
    sellerIds: idsOf('AccountingSupplierParty'),
    buyerIds: idsOf('AccountingCustomerParty'),
    service: textAt(root, 'BuyerReference'),
    engagement: textAt(root, 'OrderReference', 'ID'),
    contract: textAt(root, 'ContractDocumentReference', 'ID'),
    origin: textAt(root, 'BillingReference', 'InvoiceDocumentReference', 'ID'),
    paymentMeans: textsAt(root, 'PaymentMeans', 'PaymentMeansCode'),
    net: amountAt(totals, 'TaxExclusiveAmount'),
    tax: amountAt(root, 'TaxTotal', 'TaxAmount'),
    gross: amountAt(totals, 'TaxInclusiveAmount'),
    payable: amountAt(totals, 'PayableAmount'),
    vat: all(root, 'TaxTotal', 'TaxSubtotal').map((tax) => ({
      rate: amountAt(tax, 'TaxCategory', 'Percent'),
      category: textAt(tax, 'TaxCategory', 'ID'),
      base: amountAt(tax, 'TaxableAmount'),
      tax: amountAt(tax, 'TaxAmount'),
    })),
    vatDue: textAt(root, 'InvoicePeriod', 'DescriptionCode'),
  }
}
