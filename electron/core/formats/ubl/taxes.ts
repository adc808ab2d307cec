import { toDecimal } from '../../../../shared/base/money.ts'
import { leaf, node, type Markup } from '../markup.ts'
import { percent } from '../percent.ts'
import { NO_REASON, reasonOf, type Reason } from '../reasons.ts'
import type { Terms } from '../terms.ts'

const VAT = node('cac:TaxScheme', leaf('cbc:ID', 'VAT'))
const amount = (name: string, cents: number) => leaf(`cbc:${name}`, toDecimal(cents), { currencyID: 'EUR' })

/** Category of VAT under the element that holds it, with why none is counted. */
export const categoryOf = (
  name: string,
  { category, rate, reason }: { category: string; rate: number; reason: Reason },
): Markup =>
  node(
    name,
    leaf('cbc:ID', category),
    leaf('cbc:Percent', percent(rate)),
    leaf('cbc:TaxExemptionReasonCode', reason.code),
    leaf('cbc:TaxExemptionReason', reason.text),
    VAT,
  )

/** VAT of a UBL document: its total (BT-110) and each rate (BG-23). */
export const taxesOf = ({ totals }: Terms): Markup =>
  node(
    'cac:TaxTotal',
    amount('TaxAmount', totals.taxTotal),
    ...totals.rates.map((each) =>
      node(
        'cac:TaxSubtotal',
        amount('TaxableAmount', each.base),
        amount('TaxAmount', each.tax),
        categoryOf('cac:TaxCategory', { ...each, reason: reasonOf(each) }),
      ),
    ),
  )

/** Discount on the whole, one element for each rate it is taken off (BG-20). */
export const allowancesOf = ({ invoice: { discount }, totals, isExtended }: Terms): Markup[] =>
  totals.rates
    .filter(({ allowance }) => allowance)
    .map((each) =>
      node(
        'cac:AllowanceCharge',
        leaf('cbc:ChargeIndicator', 'false'),
        leaf('cbc:AllowanceChargeReasonCode', '95'),
        leaf('cbc:AllowanceChargeReason', discount?.reason),
        discount?.kind === 'percent' ? leaf('cbc:MultiplierFactorNumeric', percent(discount.value)) : '',
        amount('Amount', each.allowance),
        discount?.kind === 'percent' ? amount('BaseAmount', each.lineTotal) : '',
        categoryOf('cac:TaxCategory', { ...each, reason: isExtended ? reasonOf(each) : NO_REASON }),
      ),
    )
