import { toDecimal } from '../../../../shared/base/money.ts'
import { documentOf, leaf, node, type Markup } from '../markup.ts'
import type { PartyTerms, Terms } from '../terms.ts'
import { linesOf } from './lines.ts'
import { allowancesOf, taxesOf } from './taxes.ts'

const UN = 'urn:un:unece:uncefact:data:standard'
const NAMESPACES = {
  'xmlns:rsm': `${UN}:CrossIndustryInvoice:100`,
  'xmlns:ram': `${UN}:ReusableAggregateBusinessInformationEntity:100`,
  'xmlns:udt': `${UN}:UnqualifiedDataType:100`,
  'xmlns:qdt': `${UN}:QualifiedDataType:100`,
}

/**
 * CII of an authored invoice, the XML of a Factur-X as well: D16B and D22B share these elements and their namespace
 * (chorus-pro-api.md §7.6, plateformes-agreees.md §3). Takes its terms in a dialect; gives the document as text.
 */
export const writeCii = (terms: Terms): string =>
  documentOf(
    'rsm:CrossIndustryInvoice',
    NAMESPACES,
    node(
      'rsm:ExchangedDocumentContext',
      node('ram:BusinessProcessSpecifiedDocumentContextParameter', leaf('ram:ID', terms.process)),
      node('ram:GuidelineSpecifiedDocumentContextParameter', leaf('ram:ID', terms.guideline)),
    ),
    head(terms),
    node('rsm:SupplyChainTradeTransaction', ...linesOf(terms), agreement(terms), delivery(terms), settlement(terms)),
  )

/** Format 102 is AAAAMMJJ (chorus-pro-api.md §8.5). */
const day = (name: string, date: string, prefix = 'udt'): Markup =>
  date ? node(name, leaf(`${prefix}:DateTimeString`, date.replaceAll('-', ''), { format: '102' })) : ''

const head = ({ invoice, typeCode, notes }: Terms) =>
  node(
    'rsm:ExchangedDocument',
    leaf('ram:ID', invoice.number),
    leaf('ram:TypeCode', typeCode),
    day('ram:IssueDateTime', invoice.issueDate),
    ...notes.map(({ code, text }) =>
      node('ram:IncludedNote', leaf('ram:Content', text), leaf('ram:SubjectCode', code)),
    ),
  )

const reference = (name: string, id: string) => node(name, leaf('ram:IssuerAssignedID', id))

const agreement = ({ invoice, seller, buyer, agent }: Terms) =>
  node(
    'ram:ApplicableHeaderTradeAgreement',
    leaf('ram:BuyerReference', invoice.serviceCode),
    party('ram:SellerTradeParty', seller),
    party('ram:BuyerTradeParty', buyer),
    agent ? party('ram:SalesAgentTradeParty', agent) : '',
    reference('ram:BuyerOrderReferencedDocument', invoice.engagementNumber),
    reference('ram:ContractReferencedDocument', invoice.contractNumber),
  )

const party = (name: string, terms: PartyTerms) =>
  node(
    name,
    ...terms.ids.map(({ value, scheme }) => leaf('ram:GlobalID', value, { schemeID: scheme })),
    leaf('ram:Name', terms.name),
    node(
      'ram:SpecifiedLegalOrganization',
      terms.legal ? leaf('ram:ID', terms.legal.value, { schemeID: terms.legal.scheme }) : '',
    ),
    node(
      'ram:DefinedTradeContact',
      node('ram:TelephoneUniversalCommunication', leaf('ram:CompleteNumber', terms.phone)),
      node('ram:EmailURIUniversalCommunication', leaf('ram:URIID', terms.email)),
    ),
    address(terms.address),
    node('ram:URIUniversalCommunication', leaf('ram:URIID', terms.endpoint, { schemeID: '0225' })),
    node('ram:SpecifiedTaxRegistration', leaf('ram:ID', terms.vatNumber, { schemeID: 'VA' })),
    node('ram:SpecifiedTaxRegistration', leaf('ram:ID', terms.taxId, { schemeID: 'FC' })),
  )

const address = ({ lines, postcode, city, country }: PartyTerms['address']) =>
  node(
    'ram:PostalTradeAddress',
    leaf('ram:PostcodeCode', postcode),
    leaf('ram:LineOne', lines[0]),
    leaf('ram:LineTwo', lines[1]),
    leaf('ram:LineThree', lines[2]),
    leaf('ram:CityName', city),
    leaf('ram:CountryID', country),
  )

function delivery({ invoice: { deliveredTo, performedTo } }: Terms) {
  const place = deliveredTo
    ? node('ram:ShipToTradeParty', leaf('ram:Name', deliveredTo.name), address(deliveredTo.address))
    : ''
  const done = day('ram:OccurrenceDateTime', performedTo)
  // The schema wants the element, empty or not.
  return (
    node('ram:ApplicableHeaderTradeDelivery', place, node('ram:ActualDeliverySupplyChainEvent', done)) ||
    '<ram:ApplicableHeaderTradeDelivery/>\n'
  )
}

const settlement = (terms: Terms) =>
  node(
    'ram:ApplicableHeaderTradeSettlement',
    leaf('ram:InvoiceCurrencyCode', 'EUR'),
    node(
      'ram:SpecifiedTradeSettlementPaymentMeans',
      leaf('ram:TypeCode', terms.paymentCode),
      node('ram:PayeePartyCreditorFinancialAccount', leaf('ram:IBANID', terms.invoice.iban)),
      node('ram:PayeeSpecifiedCreditorFinancialInstitution', leaf('ram:BICID', terms.invoice.bic)),
    ),
    ...taxesOf(terms),
    period(terms),
    ...allowancesOf(terms),
    node(
      'ram:SpecifiedTradePaymentTerms',
      leaf('ram:Description', terms.paymentTerms),
      day('ram:DueDateDateTime', terms.invoice.dueDate),
    ),
    summation(terms),
    preceding(terms),
  )

const period = ({ invoice: { performedFrom, performedTo } }: Terms) =>
  performedFrom
    ? node('ram:BillingSpecifiedPeriod', day('ram:StartDateTime', performedFrom), day('ram:EndDateTime', performedTo))
    : ''

const summation = ({ totals }: Terms) =>
  node(
    'ram:SpecifiedTradeSettlementHeaderMonetarySummation',
    leaf('ram:LineTotalAmount', toDecimal(totals.lineTotal)),
    totals.allowance ? leaf('ram:AllowanceTotalAmount', toDecimal(totals.allowance)) : '',
    leaf('ram:TaxBasisTotalAmount', toDecimal(totals.netTotal)),
    leaf('ram:TaxTotalAmount', toDecimal(totals.taxTotal), { currencyID: 'EUR' }),
    leaf('ram:GrandTotalAmount', toDecimal(totals.grossTotal)),
    totals.prepaid ? leaf('ram:TotalPrepaidAmount', toDecimal(totals.prepaid)) : '',
    leaf('ram:DuePayableAmount', toDecimal(totals.payable)),
  )

const preceding = ({ preceding: invoice }: Terms) =>
  invoice
    ? node(
        'ram:InvoiceReferencedDocument',
        leaf('ram:IssuerAssignedID', invoice.number),
        day('ram:FormattedIssueDateTime', invoice.date, 'qdt'),
      )
    : ''
