import { toDecimal } from '../../../../shared/base/money.ts'
import { leaf, node, type Markup } from '../markup.ts'
import { pricedLines, type PricedLine } from '../priced-lines.ts'
import { percent } from '../percent.ts'
import type { Terms } from '../terms.ts'

/** Lines of a CII (BG-25), one element each. */
export const linesOf = (terms: Terms): Markup[] => pricedLines(terms).map(lineOf)

const lineOf = (line: PricedLine): Markup =>
  node(
    'ram:IncludedSupplyChainTradeLineItem',
    node('ram:AssociatedDocumentLineDocument', leaf('ram:LineID', line.id)),
    node(
      'ram:SpecifiedTradeProduct',
      leaf('ram:SellerAssignedID', line.reference),
      leaf('ram:Name', line.designation),
      leaf('ram:Description', line.details),
    ),
    // A net price only: a gross one without its discount is refused (domaine.md §9 [D4]).
    node(
      'ram:SpecifiedLineTradeAgreement',
      node('ram:NetPriceProductTradePrice', leaf('ram:ChargeAmount', line.unitPrice)),
    ),
    node('ram:SpecifiedLineTradeDelivery', leaf('ram:BilledQuantity', line.quantity, { unitCode: line.unit })),
    node(
      'ram:SpecifiedLineTradeSettlement',
      node(
        'ram:ApplicableTradeTax',
        leaf('ram:TypeCode', 'VAT'),
        leaf('ram:ExemptionReason', line.reason.text),
        leaf('ram:CategoryCode', line.category),
        leaf('ram:ExemptionReasonCode', line.reason.code),
        leaf('ram:RateApplicablePercent', percent(line.rate)),
      ),
      discountOf(line),
      node(
        'ram:SpecifiedTradeSettlementLineMonetarySummation',
        leaf('ram:LineTotalAmount', toDecimal(line.amounts.net)),
      ),
    ),
  )

const discountOf = ({ amounts, discount }: PricedLine) =>
  amounts.discount
    ? node(
        'ram:SpecifiedTradeAllowanceCharge',
        node('ram:ChargeIndicator', leaf('udt:Indicator', 'false')),
        leaf('ram:CalculationPercent', percent(discount)),
        leaf('ram:BasisAmount', toDecimal(amounts.gross)),
        leaf('ram:ActualAmount', toDecimal(amounts.discount)),
        leaf('ram:ReasonCode', '95'),
        leaf('ram:Reason', 'Remise'),
      )
    : ''
