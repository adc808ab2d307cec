import { hasLeft, pressing } from '../../../shared/contract/rows.ts'
import type { Row } from '../../../shared/contract/views.ts'
import { dayOf } from '../../../shared/base/dates.ts'
import { emptyFields, isCreditNote } from '../../../shared/domain/fields/fields.ts'
import { fold } from '../../../shared/base/fold-text.ts'
import { isKnown, type Invoice } from '../../../shared/domain/lifecycle/invoice.ts'
import { numberKey } from '../../../shared/domain/lifecycle/duplicates.ts'
import { isReplying } from '../../../shared/domain/lifecycle/reply-rules.ts'
import { paceOf } from '../../../shared/domain/receivables/pace.ts'
import { NEVER, type RowColumns } from '../store/projection.ts'

/** What lists filter, sort and sum of an invoice as it is shown (read model). */
export function columnsOf(row: Row): Omit<RowColumns, 'talks' | 'originKey' | 'refersTo' | 'settled' | 'pace'> {
  const { situation, isCreditNote: isCredit, grossTotal, payable, paid = 0, deadline, unsent } = row
  const owed = payable ?? grossTotal ?? 0
  const isOff = situation.mark === 'refused' || situation.mark === 'withdrawn'
  return {
    id: row.id,
    stage: row.stage,
    mark: situation.mark,
    gone: hasLeft(row),
    waits: situation.waits || row.isToLook,
    rank: pressing(row),
    act: unsent?.act ?? '',
    day: row.issuedOn || dayOf(row.arrivedAt),
    due: (!isOff && deadline?.on) || NEVER,
    // A credit note counts off in a sum, whichever sign its file gives it.
    amount: isCredit ? -Math.abs(grossTotal ?? 0) : (grossTotal ?? 0),
    owed: isCredit ? Math.abs(owed) : Math.max(0, owed - paid),
    paid,
    halted: row.stoppedOn !== undefined && !deadline,
    isCredit,
    firm: row.firm?.siret ?? '',
    buyerSiret: row.buyerSiret,
    buyerName: row.buyer,
    buyer: sortKey(row.buyer),
    number: sortKey(row.number || row.fileName),
    state: sortKey(situation.word),
    isExample: row.isExample ?? false,
    byHand: hasLeft(row) ? row.isByHand : row.way === 'portail',
  }
}

/** What else its line depends on: talk with the platform, the invoice it corrects, another draft it speaks of. */
export function dependenciesOf(invoice: Invoice): Pick<RowColumns, 'talks' | 'originKey' | 'refersTo'> {
  const draft = invoice.stage === 'draft' ? invoice : undefined
  const { supplierSiret, originNumber } = draft && isCreditNote(draft.fields) ? draft.fields : emptyFields
  return {
    talks: ['leaving', 'uncertain', 'sent'].includes(invoice.stage) || isReplying(invoice),
    originKey: isKnown(invoice) ? numberKey({ ...emptyFields, supplierSiret, number: originNumber }) : '',
    refersTo: draft?.rewrittenBy ?? draft?.replaces?.id ?? '',
  }
}

/** How fast its buyer has paid it. */
export function paceColumns(invoice: Invoice): Pick<RowColumns, 'settled' | 'pace'> {
  const pace = invoice.stage === 'followed' || invoice.stage === 'closed' ? paceOf(invoice) : undefined
  return { settled: pace?.on ?? '', pace: pace?.days ?? -1 }
}

/** As people sort: without case or accents, « FA-9 » before « FA-10 ». */
export const sortKey = (text: string): string => fold(text).replace(/\d+/g, (digits) => digits.padStart(12, '0'))
