import { toDecimal } from '../../../../shared/base/money.ts'
import { leaf, node, type Markup } from '../markup.ts'
import { percent } from '../percent.ts'
import { pricedLines, type PricedLine } from '../priced-lines.ts'
import type { Terms } from '../terms.ts'
import { categoryOf } from './taxes.ts'

const amount = (name: string, text: string) => leaf(`cbc:${name}`, text, { currencyID: 'EUR' })

/** Lines of a UBL document (BG-25), one element each. */
export const linesOf = (terms: Terms, root: 'Invoice' | 'CreditNote'): Markup[] =>
  pricedLines(terms).map((line) => lineOf(line, root))

const lineOf = (line: PricedLine, root: 'Invoice' | 'CreditNote'): Markup =>
  node(
    `cac:${root}Line`,
    leaf('cbc:ID', line.id),
    leaf(root === 'Invoice' ? 'cbc:InvoicedQuantity' : 'cbc:CreditedQuantity', line.quantity, { unitCode: line.unit }),
    amount('LineExtensionAmount', toDecimal(line.amounts.net)),
    discountOf(line),
    node(
      'cac:Item',
      leaf('cbc:Description', line.details),
      leaf('cbc:Name', line.designation),
      node('cac:SellersItemIdentification', leaf('cbc:ID', line.reference)),
      categoryOf('cac:ClassifiedTaxCategory', line),
    ),
    node('cac:Price', amount('PriceAmount', line.unitPrice)),
  )

const discountOf = ({ amounts, discount }: PricedLine) =>
  amounts.discount
    ? node(
        'cac:AllowanceCharge',
        leaf('cbc:ChargeIndicator', 'false'),
        leaf('cbc:AllowanceChargeReasonCode', '95'),
        leaf('cbc:AllowanceChargeReason', 'Remise'),
        leaf('cbc:MultiplierFactorNumeric', percent(discount)),
        amount('Amount', toDecimal(amounts.discount)),
        amount('BaseAmount', toDecimal(amounts.gross)),
      )
    : ''
