import { isCreditNote, type Fields } from '../fields/fields.ts'
import type { Company } from '../firms/company.ts'
import { AuthoredInvoice, type AuthoredParty } from './authored.ts'
import { creditNoteOn } from './credit-note.ts'
import { Draft, motiveOfRegime, type Regime } from './draft.ts'
import { blankLine, rowOf, SheetLine } from './sheet.ts'
import { nextSituation } from './situations.ts'
import { lineAmounts } from './totals.ts'

/** Ids and days a draft begins with: its own id, its firm, today in ISO. */
type Beginning = { id: string; firm: Company; today: string }

/** VAT regime a firm's invoices begin with (domaine.md §7). */
const regimeOfFirm = ({ vatScheme }: Company): Regime =>
  (
    ({
      '': 'receipts',
      TVA_SUR_ENCAISSEMENT: 'receipts',
      TVA_SUR_DEBIT: 'debits',
      EXONERATION: 'franchise',
      SANS_TVA: 'franchise',
    }) as const
  )[vatScheme]

const nobody: AuthoredParty = {
  ...{ name: '', siret: '', vatNumber: '', electronicAddress: '', email: '', phone: '' },
  address: { lines: [], postcode: '', city: '', country: 'FR' },
}

/** Empty draft of a firm. */
export const emptyDraft = ({ id, firm, today }: Beginning): Draft =>
  Draft.parse({
    ...{ id, siret: firm.siret, kind: 'invoice', issueDate: today, regime: regimeOfFirm(firm) },
    buyer: nobody,
    lines: [blankLine()],
  })

/** Draft that begins with an invoice made here: its client, references and lines; the dates do not come along. */
export function draftAgain(invoice: AuthoredInvoice, beginning: Beginning): Draft {
  const next = invoice.kind === 'situation' ? nextSituation(invoice, '', beginning.today) : invoice
  const isCredit = invoice.kind === 'creditNote'
  const again = { ...draftOf(next, beginning), performedFrom: '', performedTo: '', dueDate: '', prepaid: null }
  return isCredit ? { ...again, kind: 'invoice', origin: null, reason: '' } : again
}

/** Draft of a credit note on an invoice made here, whole: each row knows what was invoiced (chorus-pro-api.md §8.7). */
export function draftCredit(invoice: AuthoredInvoice, beginning: Beginning): Draft {
  const credit = creditNoteOn(invoice, { number: '', issueDate: beginning.today, reason: '' })
  const draft = draftOf({ ...credit, lines: credit.lines.map(asQuantity) }, beginning)
  return { ...draft, lines: draft.lines.map((row) => ({ ...row, invoiced: row.quantity })), replaces: '' }
}

/** A line of a situation is credited as the sum it invoiced. */
function asQuantity(line: AuthoredInvoice['lines'][number]) {
  if (!line.progress) return line
  const unitPrice = lineAmounts(line).net * 10_000
  return { ...line, unit: 'LS', quantity: 10_000, unitPrice, discount: 0, progress: null }
}

/**
 * Draft that begins with the fields of an invoice that was not made here: whom it is for and its references, one line for each rate. A
 * credit note takes its sums back; `isCredit` says so.
 */
export function draftFromFields(fields: Fields, isCredit: boolean, beginning: Beginning): Draft {
  const draft = emptyDraft(beginning)
  const lines = fields.vatLines.map(({ rate, base }) =>
    SheetLine.parse({
      designation: isCredit ? `Avoir sur la facture ${fields.number}` : `Selon facture ${fields.number}`,
      ...{ quantity: '1', unit: 'LS', price: euros(base), vat: String(rate ?? 0), invoiced: isCredit ? '1' : '' },
    }),
  )
  return {
    ...draft,
    kind: isCredit ? 'creditNote' : isCreditNote(fields) ? 'creditNote' : 'invoice',
    buyer: { ...nobody, siret: fields.buyerSiret, name: fields.buyerName },
    ...{ serviceCode: fields.serviceCode, engagementNumber: fields.engagementNumber },
    ...{ contractNumber: fields.contractNumber, cadre: fields.cadre },
    origin: isCredit ? { number: fields.number, date: fields.issueDate } : null,
    lines: lines.length ? lines : draft.lines,
  }
}
const euros = (cents: number) => (Math.abs(cents) / 100).toFixed(2).replace('.', ',')

/** Draft that says the same as an invoice, of today. */
function draftOf(invoice: AuthoredInvoice, { id, firm, today }: Beginning): Draft {
  const { seller, legal, lines, discount, prepaid, retention, situation, isVatOnDebits, number, ...same } = invoice
  const { iban, bic, terms, ...rest } = same
  const only = lines.length && lines.every(({ motive }) => motive === lines[0]!.motive) ? lines[0]!.motive : ''
  const regime: Regime =
    only === 'franchise' || only === 'autoliquidation' ? only : isVatOnDebits ? 'debits' : 'receipts'
  return Draft.parse({
    ...rest,
    ...{ id, siret: firm.siret, issueDate: today, regime },
    lines: lines.map(rowOf).map((row) => (motiveOfRegime(regime) ? { ...row, vat: '2000' } : row)),
    discount: discount && {
      kind: discount.kind,
      value: (discount.value / 100).toFixed(2).replace('.', ','),
    },
    retention: retention ? String(retention / 100).replace('.', ',') : null,
    rank: situation?.rank ?? 1,
    before: situation?.before ?? '',
  })
}
