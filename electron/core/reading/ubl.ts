import { structured, type Identifier, type Structured } from './structured.ts'
import { all, first, textAt, textsAt, type XmlElement } from './xml.ts'

/** The address of the namespace, with the name of the root at its end. */
const NAMESPACE = 'urn:oasis:names:specification:ubl:schema:xsd:'

/** An invoice or a credit note in UBL 2. */
export const isUbl = ({ name, namespace }: XmlElement): boolean =>
  ['Invoice', 'CreditNote'].includes(name) && (namespace === '' || namespace.startsWith(NAMESPACE))

/** False when the root claims a version that does not exist: Chorus Pro would turn it away. */
export const isKnownUbl = ({ name, namespace }: XmlElement): boolean => namespace === `${NAMESPACE}${name}-2`

/** Reads an invoice or a credit note in UBL. Takes its root element; throws BadXml when a value is absurdly long. */
export function readUbl(root: XmlElement): Structured {
  const supplier = first(root, 'AccountingSupplierParty', 'Party')
  const buyer = first(root, 'AccountingCustomerParty', 'Party')
  const totals = first(root, 'LegalMonetaryTotal')
  const currency = textAt(root, 'DocumentCurrencyCode')
  const taxes = taxTotal(root, currency)
  return structured({
    number: textAt(root, 'ID'),
    issueDate: textAt(root, 'IssueDate'),
    typeCode: textAt(root, 'InvoiceTypeCode|CreditNoteTypeCode') || (root.name === 'CreditNote' ? '381' : ''),
    currency,
    supplierName: nameOf(supplier),
    supplierIds: identifiers(supplier),
    buyerName: nameOf(buyer),
    buyerIds: identifiers(buyer),
    serviceCode: textAt(root, 'BuyerReference'),
    engagementNumber: textAt(root, 'OrderReference', 'ID'),
    contractNumber: textAt(root, 'ContractDocumentReference', 'ID'),
    originNumbers: textsAt(root, 'BillingReference', 'InvoiceDocumentReference|CreditNoteDocumentReference', 'ID'),
    netTotal: textAt(totals, 'TaxExclusiveAmount'),
    taxTotal: textAt(taxes, 'TaxAmount'),
    grossTotal: textAt(totals, 'TaxInclusiveAmount'),
    prepaid: textAt(totals, 'PrepaidAmount'),
    rounding: textAt(totals, 'PayableRoundingAmount'),
    payable: textAt(totals, 'PayableAmount'),
    vatLines: all(taxes, 'TaxSubtotal').map((line) => ({
      rate: textAt(line, 'TaxCategory', 'Percent') || textAt(line, 'Percent'),
      base: textAt(line, 'TaxableAmount'),
      tax: textAt(line, 'TaxAmount'),
      category: textAt(line, 'TaxCategory', 'ID'),
      reason: textAt(line, 'TaxCategory', 'TaxExemptionReason|TaxExemptionReasonCode'),
    })),
    accounts: textsAt(root, 'PaymentMeans', 'PayeeFinancialAccount', 'ID'),
    dueDate: textAt(root, 'DueDate') || textAt(root, 'PaymentMeans', 'PaymentDueDate'),
    businessProcess: textAt(root, 'ProfileID'),
    guideline: textAt(root, 'CustomizationID'),
    paymentMeansCode: textAt(root, 'PaymentMeans', 'PaymentMeansCode'),
  })
}

const nameOf = (party: XmlElement | undefined) =>
  textAt(party, 'PartyLegalEntity', 'RegistrationName') || textAt(party, 'PartyName', 'Name')

const identifiers = (party: XmlElement | undefined): Identifier[] =>
  [...all(party, 'PartyLegalEntity', 'CompanyID'), ...all(party, 'PartyIdentification', 'ID')].map((id) => ({
    value: id.text.trim(),
    scheme: id.attributes['schemeID'] ?? id.attributes['schemeName'] ?? '',
  }))

/** VAT may be given twice, the second time in the currency of the accounts. */
const taxTotal = (root: XmlElement, currency: string) =>
  all(root, 'TaxTotal').find((total) => first(total, 'TaxAmount')?.attributes['currencyID'] === currency) ??
  first(root, 'TaxTotal')
