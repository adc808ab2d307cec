import flux from '../data/flux.json' with { type: 'json' }
import type { Paper } from '../invoices/paper.ts'

/** What only a file says of an invoice, kept raw for the rules of flows. */
type FileFacts = {
  dialect: 'CII' | 'UBL'
  /** BT-3 */
  typeCode: string
  /** BT-23, as written: A1, or B1 of the reform */
  businessProcess: string
  /** BT-81 */
  paymentMeans: string[]
}
/** An invoice read in a flow. */
export type FlowPaper = Paper & { file: FileFacts }

/** The raw texts of a file, in the words of EN 16931: amounts in euros, `sellerIds` and `buyerIds` in order of preference. */
export type Sheet = {
  dialect: 'CII' | 'UBL'
  number: string
  date: string
  typeCode: string
  currency: string
  businessProcess: string
  sellerIds: string[]
  buyerIds: string[]
  service: string
  engagement: string
  contract: string
  origin: string
  paymentMeans: string[]
  net: number | null
  tax: number | null
  gross: number | null
  payable: number | null
  vat: { rate: number | null; category: string; base: number | null; tax: number | null }[]
  /** BT-8: when VAT falls due. */
  vatDue: string
}

const CREDIT_NOTES = ['381', '261', '396']
/** UNTDID 2475: 72 is paid to date (BT-8). */
const ON_PAYMENT = ['72', '432']

/** A sheet in the words of Chorus Pro. A party named by its SIREN keeps it: the rules say so. */
export const paperOf = (sheet: Sheet): FlowPaper => ({
  number: sheet.number,
  issueDate: sheet.date.length === 8 ? sheet.date.replace(/^(\d{4})(\d{2})(\d{2})$/, '$1-$2-$3') : sheet.date,
  kind: CREDIT_NOTES.includes(sheet.typeCode) ? 'AVOIR' : 'FACTURE',
  cadre: new Map(Object.entries(flux.cadres)).get(sheet.businessProcess) ?? flux.cadres.A1,
  supplierSiret: siretAmong(sheet.sellerIds),
  buyerSiret: siretAmong(sheet.buyerIds),
  serviceCode: sheet.service,
  engagement: sheet.engagement,
  contract: sheet.contract,
  origin: sheet.origin,
  valideurSiret: '',
  valideurService: '',
  currency: sheet.currency,
  vatScheme: schemeOf(sheet),
  exemption: '',
  paymentMode: new Map(Object.entries(flux.paymentMeans)).get(sheet.paymentMeans[0] ?? '') ?? 'AUTRE',
  net: sheet.net,
  tax: sheet.tax ?? (sheet.vat.length ? null : 0),
  discount: 0,
  gross: sheet.gross,
  payable: sheet.payable,
  vatLines: sheet.vat.map(({ rate, base, tax }) => ({ rate, code: '', base: base ?? 0, tax: tax ?? 0 })),
  lines: [],
  comment: '',
  file: {
    dialect: sheet.dialect,
    typeCode: sheet.typeCode,
    businessProcess: sheet.businessProcess,
    paymentMeans: sheet.paymentMeans,
  },
})

const siretAmong = (ids: string[]) => ids.find((id) => /^\d{14}$/.test(id)) ?? ids[0] ?? ''

/** chorus-pro-api.md §7.5 */
function schemeOf({ vat, vatDue }: Sheet): string {
  if (vat.length === 0) return 'SANS_TVA'
  if (vat.every(({ category }) => category === 'E')) return 'EXONERATION'
  return ON_PAYMENT.includes(vatDue) ? 'TVA_SUR_ENCAISSEMENT' : 'TVA_SUR_DEBIT'
}
