import { z } from 'zod'

const text = z.string()
const cents = z.number().int().nullable()

/** One rate of VAT: what it applies to and what it gives. */
export const VatLine = z.object({
  /** Hundredths of a percent: 20 % is 2000. Null when the line does not say. */
  rate: z.number().int().nonnegative().nullable(),
  /** Cents, before tax. */
  base: z.number().int(),
  /** Cents of tax. */
  tax: z.number().int(),
})
export type VatLine = z.infer<typeof VatLine>

/** Cadres a firm may use (domaine.md §5.1), and in works contracts (§5.2, those of the client left out). */
export const Cadre = z.enum([
  ...(['A1', 'A2', 'A9', 'A12'] as const),
  ...(['A4', 'A5', 'A6', 'A7', 'A8', 'A22', 'A23', 'A10', 'A11', 'A13', 'A14'] as const),
  ...(['A15', 'A16', 'A17', 'A18', 'A24', 'A25'] as const),
])
export type Cadre = z.infer<typeof Cadre>

/** VAT schemes of Chorus Pro (chorus-pro-api.md §7.5); empty while unknown. */
export const VatScheme = z.enum(['', 'TVA_SUR_DEBIT', 'TVA_SUR_ENCAISSEMENT', 'EXONERATION', 'SANS_TVA'])
export type VatScheme = z.infer<typeof VatScheme>

/** Means of payment of Chorus Pro (chorus-pro-api.md §7.4). */
export const PaymentMode = z.enum(['VIREMENT', 'CHEQUE', 'PRELEVEMENT', 'ESPECE', 'AUTRE', 'REPORT'])
export type PaymentMode = z.infer<typeof PaymentMode>

/**
 * What is on an invoice. Lenient on purpose: check.ts says what is wrong with it. A text that is not known is empty, an
 * amount that is not known is null; amounts are cents, dates ISO. BT numbers are those of EN 16931.
 */
export const Fields = z.object({
  /** BT-1 */
  number: text,
  /** BT-2 */
  issueDate: text,
  /** BT-3, UNTDID 1001: 380 invoice, 381 credit note, 384, 386 … */
  typeCode: text,
  /** BT-5, ISO 4217 */
  currency: text,
  /** BT-30, 14 digits */
  supplierSiret: text,
  supplierName: text,
  /** BT-47, 14 digits */
  buyerSiret: text,
  buyerName: text,
  /** BT-10, code service */
  serviceCode: text,
  /** BT-13, numéro d'engagement or bon de commande */
  engagementNumber: text,
  /** BT-12, numéro de marché */
  contractNumber: text,
  /** BT-25, the invoice a credit note corrects */
  originNumber: text,
  /** BT-109 */
  netTotal: cents,
  /** BT-110 */
  taxTotal: cents,
  /** BT-112 */
  grossTotal: cents,
  /** Remise globale TTC */
  discount: cents,
  /** BT-113, already paid */
  prepaid: cents,
  /** Retenue de garantie: kept back by the buyer of works, not paid yet */
  retention: cents,
  /** BT-115 */
  payable: cents,
  /** BG-23 */
  vatLines: z.array(VatLine),
  /** BT-84 */
  iban: text,
  /** BT-9 */
  dueDate: text,
  cadre: Cadre,
  /** SIRET of who must approve the invoice of a subcontractor (A9) or a co-contractor (A12) */
  valideurSiret: text,
  /** Its service, where it has any (chorus-pro-api.md §8.8). */
  valideurService: text.default(''),
  vatScheme: VatScheme,
  /** BT-121, why no VAT is counted: a code of Chorus Pro's own list (chorus-pro-api.md §5.6) */
  exemptionReason: text,
  paymentMode: PaymentMode,
  comment: text,
})
export type Fields = z.infer<typeof Fields>
export const FieldName = Fields.keyof()
export type FieldName = z.infer<typeof FieldName>

/** An invoice of which nothing is known yet: a plain one, in euros, paid by transfer. */
export const emptyFields: Fields = {
  number: '',
  issueDate: '',
  typeCode: '380',
  currency: 'EUR',
  supplierSiret: '',
  supplierName: '',
  buyerSiret: '',
  buyerName: '',
  serviceCode: '',
  engagementNumber: '',
  contractNumber: '',
  originNumber: '',
  netTotal: null,
  taxTotal: null,
  grossTotal: null,
  discount: null,
  prepaid: null,
  retention: null,
  payable: null,
  vatLines: [],
  iban: '',
  dueDate: '',
  cadre: 'A1',
  valideurSiret: '',
  valideurService: '',
  vatScheme: '',
  exemptionReason: '',
  paymentMode: 'VIREMENT',
  comment: '',
}

/** Avoir: UNTDID 381, and its cousins 261 and 396 in files from elsewhere. */
export const isCreditNote = ({ typeCode }: Pick<Fields, 'typeCode'>): boolean =>
  ['381', '261', '396'].includes(typeCode)

/** The same invoice written two ways: capitals, no spaces (domaine.md §9, local key of a duplicate). */
export const normalNumber = (number: string): string => number.replace(/\s/g, '').toUpperCase()
