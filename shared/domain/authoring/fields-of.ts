import { emptyFields, type Fields, type VatScheme } from '../fields/fields.ts'
import { typeCodeOf, type AuthoredInvoice } from './authored.ts'
import { totalsOf, type AuthoredTotals } from './totals.ts'

/** Fields of an authored invoice, as its file says them once read back, for the rulebook, the lists and the deposit. */
export function fieldsOf(invoice: AuthoredInvoice, totals: AuthoredTotals = totalsOf(invoice)): Fields {
  return {
    ...emptyFields,
    number: invoice.number,
    issueDate: invoice.issueDate,
    typeCode: typeCodeOf(invoice),
    supplierSiret: invoice.seller.siret,
    supplierName: invoice.seller.name,
    buyerSiret: invoice.buyer.siret,
    buyerName: invoice.buyer.name,
    serviceCode: invoice.serviceCode,
    engagementNumber: invoice.engagementNumber,
    contractNumber: invoice.contractNumber,
    originNumber: invoice.origin?.number ?? '',
    netTotal: totals.netTotal,
    taxTotal: totals.taxTotal,
    grossTotal: totals.grossTotal,
    prepaid: totals.prepaid || null,
    payable: totals.payable,
    vatLines: totals.rates.map(({ rate, base, tax }) => ({ rate, base, tax })),
    iban: invoice.iban,
    dueDate: invoice.dueDate,
    cadre: invoice.cadre,
    valideurSiret: invoice.valideur?.siret ?? '',
    vatScheme: schemeOf(invoice, totals),
    paymentMode: invoice.paymentMode,
    comment: invoice.comment,
  }
}

/** VAT scheme of Chorus Pro that follows from the categories (domaine.md §7, chorus-pro-api.md §7.5). */
function schemeOf({ isVatOnDebits }: AuthoredInvoice, { rates }: AuthoredTotals): VatScheme {
  if (rates.length && rates.every(({ category }) => category === 'E')) return 'EXONERATION'
  if (rates.length && rates.every(({ category }) => category === 'AE')) return 'SANS_TVA'
  return isVatOnDebits ? 'TVA_SUR_DEBIT' : 'TVA_SUR_ENCAISSEMENT'
}
