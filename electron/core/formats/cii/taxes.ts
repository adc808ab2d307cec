import { toDecimal } from '../../../../shared/base/money.ts'
import { leaf, node, type Markup } from '../markup.ts'
import { percent } from '../percent.ts'
import { NO_REASON, reasonOf } from '../reasons.ts'
import type { Terms } from '../terms.ts'

/** BT-8 in CII, UNTDID 2475: date of the invoice, or payment. */
const DUE = { invoice: '5', payment: '72' }

/** VAT of a CII, one element for each rate (BG-23). */
export const taxesOf = ({ totals, vatDue }: Terms): Markup[] =>
  totals.rates.map((rate) => {
    const reason = reasonOf(rate)
    return node(
      'ram:ApplicableTradeTax',
      leaf('ram:CalculatedAmount', toDecimal(rate.tax)),
      leaf('ram:TypeCode', 'VAT'),
      leaf('ram:ExemptionReason', reason.text),
      leaf('ram:BasisAmount', toDecimal(rate.base)),
      leaf('ram:CategoryCode', rate.category),
      leaf('ram:ExemptionReasonCode', reason.code),
      vatDue && rate.category === 'S' ? leaf('ram:DueDateTypeCode', DUE[vatDue]) : '',
      leaf('ram:RateApplicablePercent', percent(rate.rate)),
    )
  })

/** Discount on the whole, one element for each rate it is taken off (BG-20). */
export const allowancesOf = ({ invoice: { discount }, totals, isExtended }: Terms): Markup[] =>
  totals.rates
    .filter(({ allowance }) => allowance)
    .map((each) => {
      const { allowance, lineTotal, category, rate } = each
      const reason = isExtended ? reasonOf(each) : NO_REASON
      return node(
        'ram:SpecifiedTradeAllowanceCharge',
        node('ram:ChargeIndicator', leaf('udt:Indicator', 'false')),
        discount?.kind === 'percent' ? leaf('ram:CalculationPercent', percent(discount.value)) : '',
        discount?.kind === 'percent' ? leaf('ram:BasisAmount', toDecimal(lineTotal)) : '',
        leaf('ram:ActualAmount', toDecimal(allowance)),
        leaf('ram:ReasonCode', '95'),
        leaf('ram:Reason', discount?.reason),
        node(
          'ram:CategoryTradeTax',
          leaf('ram:TypeCode', 'VAT'),
          leaf('ram:ExemptionReason', reason.text),
          leaf('ram:CategoryCode', category),
          leaf('ram:ExemptionReasonCode', reason.code),
          leaf('ram:RateApplicablePercent', percent(rate)),
        ),
      )
    })
