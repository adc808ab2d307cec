import { z } from 'zod'
import { Cadre, PaymentMode } from '../fields/fields.ts'

const text = z.string().default('')
const cents = z.number().int()
/** Hundredths of a percent: 5,5 % is 550. */
const hundredths = z.number().int().min(0).max(10_000)

/** Postal address (BG-5, BG-8, BG-15): up to three lines, postcode, city; two letters for the country. */
export const Address = z.object({
  lines: z.array(z.string()).default([]),
  postcode: text,
  city: text,
  country: z.string().default('FR'),
})
export type Address = z.infer<typeof Address>

/** Party of an invoice (BG-4, BG-7): `vatNumber` BT-31, `electronicAddress` BT-34 or BT-49 under scheme 0225. */
export const AuthoredParty = z.object({
  name: z.string(),
  siret: z.string(),
  vatNumber: text,
  address: Address,
  electronicAddress: text,
  email: text,
  phone: text,
})
export type AuthoredParty = z.infer<typeof AuthoredParty>

/** Progress of one item of a works contract (situation): what was invoiced before, and where the work stands now. */
export const Progress = z.object({
  /** Price of the item in the contract, cents before tax. */
  contract: cents.nonnegative(),
  /** Done to date, hundredths of a percent of the contract. */
  toDate: hundredths,
  /** Invoiced by the situations before, cents before tax. */
  previous: cents.nonnegative(),
})
export type Progress = z.infer<typeof Progress>

/** Line of an authored invoice (BG-25). */
export const AuthoredLine = z.object({
  /** BT-155 */
  reference: text,
  /** BT-153 */
  designation: z.string(),
  /** BT-154 */
  details: text,
  /** BT-129, ten-thousandths */
  quantity: z.number().int(),
  /** BT-130, a code of shared/tables/units.json */
  unit: z.string().default('C62'),
  /** BT-146, millionths of a euro before tax */
  unitPrice: z.number().int(),
  /** BG-27, hundredths of a percent off the line */
  discount: hundredths.default(0),
  /** BT-152, hundredths of a percent; 0 with a motive */
  rate: z.number().int().nonnegative(),
  /** Why no VAT is counted: an id of shared/tables/vat-motives.json; empty where it is */
  motive: text,
  /** A situation counts progress instead of quantity and price. */
  progress: Progress.nullable().default(null),
})
export type AuthoredLine = z.infer<typeof AuthoredLine>

/** Discount on the whole invoice (BG-20), before tax: a share of each rate, or an amount in cents shared among them. */
export const GlobalDiscount = z.object({
  kind: z.enum(['percent', 'amount']),
  /** Hundredths of a percent, or cents. */
  value: z.number().int().nonnegative(),
  reason: z.string().default('Remise'),
})
export type GlobalDiscount = z.infer<typeof GlobalDiscount>

/** Another invoice that this one names (BG-3): the one a credit note corrects, or the deposit that is deducted. */
export const NamedInvoice = z.object({ number: z.string(), date: z.string() })

/**
 * Invoice made here, before and after it is issued. Amounts are cents before tax unless said, dates ISO; a text that is not
 * known is empty. A credit note has positive amounts (chorus-pro-api.md §8.7). BT numbers are those of EN 16931.
 */
export const AuthoredInvoice = z.object({
  kind: z.enum(['invoice', 'deposit', 'creditNote', 'situation']),
  number: z.string(),
  issueDate: z.string(),
  /** What it is about, in one line above the table. */
  subject: text,
  cadre: Cadre.default('A1'),
  /** Category of the operation (decree 2022-1299, domaine.md §6.2). */
  nature: z.enum(['goods', 'services', 'mixed']),
  seller: AuthoredParty,
  /** Legal form, capital, register, insurance: printed at the foot of each page. */
  legal: text,
  buyer: AuthoredParty,
  /** Titulaire (A9) or mandataire (A12), who approves it. */
  valideur: AuthoredParty.nullable().default(null),
  /** BT-10 */
  serviceCode: text,
  serviceName: text,
  /** BT-13 */
  engagementNumber: text,
  /** BT-12 */
  contractNumber: text,
  /** BG-3 of a credit note */
  origin: NamedInvoice.nullable().default(null),
  /** Why a credit note is made. */
  reason: text,
  /** BT-72 is the last day; with the first one it is a period, BG-14 */
  performedFrom: text,
  performedTo: text,
  /** BG-15, where it is not the buyer's own address */
  deliveredTo: z.object({ name: text, address: Address }).nullable().default(null),
  lines: z.array(AuthoredLine),
  discount: GlobalDiscount.nullable().default(null),
  /** BT-113, cents with tax, with the invoice that asked for it and the VAT it held */
  prepaid: z
    .object({ amount: cents.nonnegative(), invoice: NamedInvoice.nullable(), tax: cents.nullable() })
    .nullable()
    .default(null),
  /** Retenue de garantie, hundredths of a percent of the total with tax: owed, but paid later. */
  retention: hundredths.default(0),
  situation: z.object({ rank: z.number().int().positive(), before: text }).nullable().default(null),
  isVatOnDebits: z.boolean().default(false),
  paymentMode: PaymentMode.default('VIREMENT'),
  iban: text,
  bic: text,
  /** BT-9; empty when it is counted from the day the buyer is given the invoice */
  dueDate: text,
  /** BT-20 and the notes PMD, PMT and AAB; the sentences of shared/tables/invoice-terms.json unless the firm has its own */
  terms: z.object({ due: z.string(), lateInterest: z.string(), recoveryCosts: z.string(), earlyPayment: z.string() }),
  comment: text,
})
export type AuthoredInvoice = z.infer<typeof AuthoredInvoice>

/** BT-3, UNTDID 1001 (domaine.md §7, §13). */
export const typeCodeOf = ({ kind }: Pick<AuthoredInvoice, 'kind'>): '380' | '381' | '386' =>
  kind === 'creditNote' ? '381' : kind === 'deposit' ? '386' : '380'
