import { toDecimal } from '../../../../shared/base/money.ts'
import { documentOf, leaf, node, type Markup } from '../markup.ts'
import type { Terms } from '../terms.ts'
import { linesOf } from './lines.ts'
import { addressOf, partyOf } from './party.ts'
import { allowancesOf, taxesOf } from './taxes.ts'

const OASIS = 'urn:oasis:names:specification:ubl:schema:xsd'

/**
 * UBL 2.1 of an authored invoice: an Invoice, or a CreditNote for a credit note (chorus-pro-api.md §7.6). Takes its terms in a
 * dialect; gives the document as text.
 */
export function writeUbl(terms: Terms): string {
  const { invoice, typeCode, preceding } = terms
  const root = typeCode === '381' ? 'CreditNote' : 'Invoice'
  const contract = reference('ContractDocumentReference', invoice.contractNumber)
  return documentOf(
    root,
    {
      xmlns: `${OASIS}:${root}-2`,
      'xmlns:cac': `${OASIS}:CommonAggregateComponents-2`,
      'xmlns:cbc': `${OASIS}:CommonBasicComponents-2`,
    },
    leaf('cbc:CustomizationID', terms.guideline),
    leaf('cbc:ProfileID', terms.process),
    leaf('cbc:ID', invoice.number),
    leaf('cbc:IssueDate', invoice.issueDate),
    root === 'Invoice' ? leaf('cbc:DueDate', invoice.dueDate) : '',
    leaf(`cbc:${root}TypeCode`, typeCode),
    ...terms.notes.map(({ code, text }) => leaf('cbc:Note', `#${code}#${text}`)),
    leaf('cbc:DocumentCurrencyCode', 'EUR'),
    leaf('cbc:BuyerReference', invoice.serviceCode),
    period(terms),
    reference('OrderReference', invoice.engagementNumber),
    preceding
      ? node(
          'cac:BillingReference',
          node('cac:InvoiceDocumentReference', leaf('cbc:ID', preceding.number), leaf('cbc:IssueDate', preceding.date)),
        )
      : '',
    contract,
    node('cac:AccountingSupplierParty', partyOf(terms.seller, terms.agent)),
    node('cac:AccountingCustomerParty', partyOf(terms.buyer, null)),
    delivery(terms),
    means(terms, root),
    node('cac:PaymentTerms', leaf('cbc:Note', terms.paymentTerms)),
    ...allowancesOf(terms),
    taxesOf(terms),
    totalsOf(terms),
    ...linesOf(terms, root),
  )
}

const reference = (name: string, id: string) => node(`cac:${name}`, leaf('cbc:ID', id))

/** BT-8 in UBL, UNTDID 2005: date of the invoice, or payment. */
const DUE = { invoice: '3', payment: '432' }

const period = ({ invoice: { performedFrom, performedTo }, vatDue }: Terms) =>
  node(
    'cac:InvoicePeriod',
    performedFrom ? leaf('cbc:StartDate', performedFrom) + leaf('cbc:EndDate', performedTo) : '',
    vatDue ? leaf('cbc:DescriptionCode', DUE[vatDue]) : '',
  )

function delivery({ invoice: { deliveredTo, performedTo } }: Terms): Markup {
  return node(
    'cac:Delivery',
    leaf('cbc:ActualDeliveryDate', performedTo),
    deliveredTo ? node('cac:DeliveryLocation', addressOf('cac:Address', deliveredTo.address)) : '',
    deliveredTo ? node('cac:DeliveryParty', node('cac:PartyName', leaf('cbc:Name', deliveredTo.name))) : '',
  )
}

const means = ({ invoice, paymentCode }: Terms, root: string) =>
  node(
    'cac:PaymentMeans',
    leaf('cbc:PaymentMeansCode', paymentCode),
    root === 'CreditNote' ? leaf('cbc:PaymentDueDate', invoice.dueDate) : '',
    node(
      'cac:PayeeFinancialAccount',
      leaf('cbc:ID', invoice.iban),
      invoice.iban ? node('cac:FinancialInstitutionBranch', leaf('cbc:ID', invoice.bic)) : '',
    ),
  )

const amount = (name: string, cents: number) => leaf(`cbc:${name}`, toDecimal(cents), { currencyID: 'EUR' })

const totalsOf = ({ totals }: Terms) =>
  node(
    'cac:LegalMonetaryTotal',
    amount('LineExtensionAmount', totals.lineTotal),
    amount('TaxExclusiveAmount', totals.netTotal),
    amount('TaxInclusiveAmount', totals.grossTotal),
    totals.allowance ? amount('AllowanceTotalAmount', totals.allowance) : '',
    totals.prepaid ? amount('PrepaidAmount', totals.prepaid) : '',
    amount('PayableAmount', totals.payable),
  )
