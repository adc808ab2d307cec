import { all, first, textAt, textsAt, type XmlElement } from '../../reading/xml.ts'

/** Amounts of one line as the file has them, decimal texts; empty where it has none. */
export type WrittenLine = { name: string; quantity: string; price: string; discounts: string[]; net: string; vat: Vat }
/** Category and rate by which amounts belong together. */
export type Vat = { category: string; rate: string }

/** Amounts of a written invoice, both syntaxes alike, decimal texts as the file has them. */
export type WrittenAmounts = {
  lines: WrittenLine[]
  allowances: { amount: string; vat: Vat }[]
  rates: { base: string; tax: string; vat: Vat }[]
  lineTotal: string
  allowance: string
  netTotal: string
  taxTotal: string
  grossTotal: string
  prepaid: string
  payable: string
}

/** Amounts of an invoice in CII or UBL. Takes its root element. */
export const amountsOf = (root: XmlElement): WrittenAmounts =>
  root.name === 'CrossIndustryInvoice' ? ciiAmounts(root) : ublAmounts(root)

const ciiVat = (tax: XmlElement | undefined): Vat => ({
  category: textAt(tax, 'CategoryCode'),
  rate: textAt(tax, 'RateApplicablePercent'),
})

function ciiAmounts(root: XmlElement): WrittenAmounts {
  const deal = first(root, 'SupplyChainTradeTransaction')
  const settlement = first(deal, 'ApplicableHeaderTradeSettlement')
  const total = (name: string) => textAt(settlement, 'SpecifiedTradeSettlementHeaderMonetarySummation', name)
  return {
    lines: all(deal, 'IncludedSupplyChainTradeLineItem').map((line) => {
      const own = first(line, 'SpecifiedLineTradeSettlement')
      return {
        name: textAt(line, 'SpecifiedTradeProduct', 'Name'),
        quantity: textAt(line, 'SpecifiedLineTradeDelivery', 'BilledQuantity'),
        price: textAt(line, 'SpecifiedLineTradeAgreement', 'NetPriceProductTradePrice', 'ChargeAmount'),
        discounts: textsAt(own, 'SpecifiedTradeAllowanceCharge', 'ActualAmount'),
        net: textAt(own, 'SpecifiedTradeSettlementLineMonetarySummation', 'LineTotalAmount'),
        vat: ciiVat(first(own, 'ApplicableTradeTax')),
      }
    }),
    allowances: all(settlement, 'SpecifiedTradeAllowanceCharge').map((each) => ({
      amount: textAt(each, 'ActualAmount'),
      vat: ciiVat(first(each, 'CategoryTradeTax')),
    })),
    rates: all(settlement, 'ApplicableTradeTax').map((tax) => ({
      base: textAt(tax, 'BasisAmount'),
      tax: textAt(tax, 'CalculatedAmount'),
      vat: ciiVat(tax),
    })),
    lineTotal: total('LineTotalAmount'),
    allowance: total('AllowanceTotalAmount'),
    netTotal: total('TaxBasisTotalAmount'),
    taxTotal: total('TaxTotalAmount'),
    grossTotal: total('GrandTotalAmount'),
    prepaid: total('TotalPrepaidAmount'),
    payable: total('DuePayableAmount'),
  }
}

const ublVat = (category: XmlElement | undefined): Vat => ({
  category: textAt(category, 'ID'),
  rate: textAt(category, 'Percent'),
})

function ublAmounts(root: XmlElement): WrittenAmounts {
  const total = (name: string) => textAt(root, 'LegalMonetaryTotal', name)
  return {
    lines: all(root, 'InvoiceLine|CreditNoteLine').map((line) => ({
      name: textAt(line, 'Item', 'Name'),
      quantity: textAt(line, 'InvoicedQuantity|CreditedQuantity'),
      price: textAt(line, 'Price', 'PriceAmount'),
      discounts: textsAt(line, 'AllowanceCharge', 'Amount'),
      net: textAt(line, 'LineExtensionAmount'),
      vat: ublVat(first(line, 'Item', 'ClassifiedTaxCategory')),
    })),
    allowances: all(root, 'AllowanceCharge').map((each) => ({
      amount: textAt(each, 'Amount'),
      vat: ublVat(first(each, 'TaxCategory')),
    })),
    rates: all(root, 'TaxTotal', 'TaxSubtotal').map((tax) => ({
      base: textAt(tax, 'TaxableAmount'),
      tax: textAt(tax, 'TaxAmount'),
      vat: ublVat(first(tax, 'TaxCategory')),
    })),
    lineTotal: total('LineExtensionAmount'),
    allowance: total('AllowanceTotalAmount'),
    netTotal: total('TaxExclusiveAmount'),
    taxTotal: textAt(root, 'TaxTotal', 'TaxAmount'),
    grossTotal: total('TaxInclusiveAmount'),
    prepaid: total('PrepaidAmount'),
    payable: total('PayableAmount'),
  }
}
