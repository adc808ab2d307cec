import { daysBetween, isDate } from '../../base/dates.ts'
import { isCreditNote } from '../fields/fields.ts'
import type { Known } from '../lifecycle/invoice.ts'
import { wordsOf } from '../platform/status.ts'

/** How fast a buyer has paid our own invoices; days from the deposit to the order of payment, or to the money noted. */
export type PaymentFacts = {
  /** Sent and not paid yet. */
  waiting: number
  paid: number
  /** Rounded; absent while none has been paid. */
  averageDays?: number
  /** `on` is an ISO day. */
  last?: { id: string; number: string; on: string; days: number }
}

/** Of the invoices of one buyer; nobody pays a credit note. */
export function paymentFacts(invoices: Known[]): PaymentFacts {
  const owed = invoices.flatMap((invoice) =>
    (invoice.stage === 'followed' || invoice.stage === 'closed') && !isCreditNote(invoice.fields) ? invoice : [],
  )
  const paid = owed
    .flatMap((invoice) => {
      const ordered = invoice.history.find(({ code }) => wordsOf(code).group === 'ordered')?.at.slice(0, 10)
      const cashed = invoice.stage === 'closed' && invoice.outcome === 'cashed' ? invoice.closedOn : undefined
      const on = ordered ?? cashed
      const isKnown = on && isDate(on) && isDate(invoice.depositedOn)
      return isKnown
        ? { id: invoice.id, number: invoice.fields.number, on, days: daysBetween(invoice.depositedOn, on) }
        : []
    })
    .sort((a, b) => a.on.localeCompare(b.on))
  const last = paid.at(-1)
  const total = paid.reduce((sum, { days }) => sum + days, 0)
  return {
    waiting: owed.filter(({ stage, id }) => stage === 'followed' && !paid.some((each) => each.id === id)).length,
    paid: paid.length,
    ...(last && { last, averageDays: Math.round(total / paid.length) }),
  }
}
