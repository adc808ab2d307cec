import { z } from 'zod'
import { french } from '../../base/french.ts'
import { parseCents } from '../../base/money.ts'
import type { Company } from '../firms/company.ts'
import { AuthoredInvoice, type AuthoredParty } from './authored.ts'
import { parseDecimal } from './decimal.ts'
import { isBlankLine, lineOf, parsePercent, SheetLine, type Cell } from './sheet.ts'
import { usualTerms } from './usual-terms.ts'

const text = z.string().default('')

/** VAT of a whole invoice: counted on receipts or on debits, or none for one reason (domaine.md §7). */
export const Regime = z.enum(['receipts', 'debits', 'franchise', 'autoliquidation'])
export type Regime = z.infer<typeof Regime>
/** The motive every line has under this regime; empty where each line has its own rate. */
export const motiveOfRegime = (regime: Regime): string =>
  regime === 'franchise' || regime === 'autoliquidation' ? regime : ''

const { shape } = AuthoredInvoice
/**
 * Draft of an invoice made here: what has been typed so far, amounts as texts. Who sends it and how it is paid are the firm's
 * (`siret`) and are looked up when it is shown or issued; its number is taken when it is issued, never before.
 */
export const Draft = AuthoredInvoice.omit({
  ...({ number: true, seller: true, legal: true, lines: true, discount: true, prepaid: true } as const),
  ...({ retention: true, isVatOnDebits: true, iban: true, bic: true, terms: true, situation: true } as const),
}).extend({
  id: z.string(),
  siret: z.string(),
  nature: shape.nature.default('services'),
  regime: Regime.default('receipts'),
  lines: z.array(SheetLine),
  discount: z
    .object({ kind: z.enum(['percent', 'amount']), value: text })
    .nullable()
    .default(null),
  prepaid: z.object({ amount: text, number: text, date: text, tax: text }).nullable().default(null),
  /** Percent of the total with tax, null for none. */
  retention: z.string().nullable().default(null),
  rank: z.number().int().positive().default(1),
  /** Words about the situations before. */
  before: text,
  /** Id of the rejected invoice it is made anew from. */
  replaces: text,
})
export type Draft = z.infer<typeof Draft>

/** Cell or box that is no number: the row of the sheet from 0, or the deduction. */
export type Unread = { row: number; cell: Cell } | { box: 'discount' | 'prepaid' | 'retention' }

/** Invoice of a draft as it stands, the row of each of its lines, and what of it could not be read. */
export type OfDraft = { invoice: AuthoredInvoice; rows: number[]; unread: Unread[] }

/** Invoice a draft gives, for its firm and under a number; empty rows are left out, so are those of which nothing is credited. */
export function invoiceOf(draft: Draft, firm: Company, number: string): OfDraft {
  const { lines: sheet, discount, prepaid, retention, rank, before, regime, id, siret, replaces, ...same } = draft
  const unread: Unread[] = []
  const numberIn = (
    typed: string,
    box: 'discount' | 'prepaid' | 'retention',
    parse: (typed: string) => number | undefined,
  ) => {
    const value = typed.trim() ? parse(typed) : 0
    if (value === undefined || value < 0) unread.push({ box })
    return Math.max(value ?? 0, 0)
  }
  const isTaken = (row: SheetLine) => !isBlankLine(row) && !(row.invoiced && !row.quantity.trim())
  const rows = sheet.flatMap((row, index) => (isTaken(row) ? [index] : []))
  const motive = motiveOfRegime(regime)
  const lines = rows.map((index) => {
    const read = lineOf({ ...sheet[index]!, ...(motive && { vat: motive }) }, draft.kind === 'situation')
    unread.push(...read.unread.map((cell) => ({ row: index, cell })))
    return read.line
  })
  const invoice: AuthoredInvoice = {
    ...same,
    ...sellerOf(firm),
    number,
    lines,
    discount: discount && {
      kind: discount.kind,
      value: numberIn(discount.value, 'discount', discount.kind === 'percent' ? parsePercent : parseCents),
      reason: 'Remise',
    },
    prepaid: prepaid && {
      amount: numberIn(prepaid.amount, 'prepaid', parseCents),
      invoice: prepaid.number.trim() ? { number: prepaid.number.trim(), date: prepaid.date } : null,
      tax: numberIn(prepaid.tax, 'prepaid', parseCents) || null,
    },
    retention:
      retention === null ? 0 : numberIn(retention, 'retention', (typed) => parseDecimal(typed.replace('%', ''), 2)),
    situation: draft.kind === 'situation' ? { rank, before } : null,
    isVatOnDebits: regime === 'debits',
    terms: usualTerms(draft),
  }
  return { invoice, rows, unread }
}

/** What a firm's invoices say of it: its party, its foot and where it is paid. */
export function sellerOf({ name, siret, letterhead, ibans, electronicAddress }: Company) {
  const { street, postcode, city, vatNumber, email, phone, legal, bic } = letterhead
  const seller: AuthoredParty = {
    name,
    siret,
    vatNumber: vatNumber.replace(/\s/g, '').toUpperCase(),
    address: { lines: street.split('\n').filter(Boolean), postcode, city, country: 'FR' },
    electronicAddress,
    email,
    phone,
  }
  return { seller, legal, iban: ibans[0] ?? '', bic: bic.replace(/\s/g, '').toUpperCase() }
}

const WORDS: Partial<Record<Cell, string>> = {
  ...{ quantity: 'la quantité', price: 'le prix', discount: 'la remise', contract: 'le marché' },
  ...{ toDate: 'l’avancement', previous: 'le déjà facturé' },
}
const BOXES = { discount: 'La remise', prepaid: 'L’acompte versé', retention: 'La retenue de garantie' }

/** Sentence that says what cannot be read of a draft, and where. */
export function sayUnread(unread: Unread, { lines }: Draft): string {
  if ('box' in unread) return french(`${BOXES[unread.box]} n’est pas un nombre : corrigez ou retirez.`)
  const typed = lines[unread.row]?.[unread.cell] ?? ''
  return french(`Ligne ${unread.row + 1} : ${WORDS[unread.cell] ?? 'une case'} « ${typed} » n’est pas un nombre.`)
}
