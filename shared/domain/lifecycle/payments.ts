import { isCreditNote } from '../fields/fields.ts'
import type { EventOf } from './events.ts'
import type { InvoiceAt } from './invoice.ts'
import type { Payment } from './payment.ts'
import { withoutAnswering } from './reply-transitions.ts'
import { withoutReminder } from './manual-transitions.ts'
import { jobOf, type Move, type Step } from './step.ts'

type Registered = InvoiceAt<'followed' | 'closed'>

/** What is to be paid of an invoice in all, in cents. */
export const payableOf = ({ fields }: Pick<Registered, 'fields'>): number =>
  Math.max(0, fields.payable ?? fields.grossTotal ?? 0)

/** Sum of payments, in cents: « paid » is nothing else. */
export const paidOf = ({ payments = [] }: Pick<Registered, 'payments'>): number =>
  payments.reduce((sum, { kind, cents }) => sum + (kind === 'interest' ? 0 : cents), 0)

/** What remains to be paid, in cents; never below 0. */
export const remainingOf = (invoice: Registered): number => Math.max(0, payableOf(invoice) - paidOf(invoice))

/** Nothing remains: of an amount nobody knows, any payment is the whole. */
const isWhole = (invoice: Registered) => paidOf(invoice) > 0 && remainingOf(invoice) === 0

/** Closed as cashed: that follows from its payments, the last of which gives its day. */
function asPaid(invoice: InvoiceAt<'followed'>, on: string): Step {
  return {
    invoice: { ...withoutReminder(withoutAnswering(invoice)), stage: 'closed', outcome: 'cashed', closedOn: on },
  }
}
const lastDay = (payments: Payment[]) =>
  payments.reduce((last, { on, kind }) => (kind !== 'interest' && on > last ? on : last), '')

/** « Noter encaissée »: whatever remained has come. */
export const toCashed: Move<'followed', 'cashed'> = (invoice, { on }, { at }) => {
  const rest: Payment = { id: `${at}`, on, cents: remainingOf(invoice), kind: 'transfer' }
  return asPaid({ ...invoice, payments: [...(invoice.payments ?? []), rest] }, on)
}

/** Payments count once each, by their ids; nobody pays a credit note. The invoice is closed once nothing remains. */
export function toPaid(invoice: Registered, { payments: added }: EventOf<'paid'>): Step | undefined {
  const known = invoice.payments ?? []
  const fresh = added.filter(({ id }) => !known.some((payment) => payment.id === id))
  if (!fresh.length || isCreditNote(invoice.fields)) return undefined
  const payments = [...known, ...fresh]
  const paid = { ...invoice, payments }
  if (paid.stage === 'closed')
    return beside(isWhole(paid) ? { ...paid, outcome: 'cashed', closedOn: lastDay(payments) } : paid)
  return isWhole(paid) ? asPaid(paid, lastDay(payments)) : beside(paid)
}

/** Payments taken back; an invoice that they had closed is open again. */
export function toPaymentsTakenBack(invoice: Registered, { ids }: EventOf<'paymentsTakenBack'>): Step | undefined {
  const known = invoice.payments ?? []
  const payments = known.filter(({ id }) => !ids.includes(id))
  if (payments.length === known.length) return undefined
  const kept = { ...invoice, payments }
  const isOpenAgain = kept.stage === 'closed' && kept.outcome === 'cashed' && !isWhole(kept)
  return isOpenAgain ? followedAgain(kept) : beside(kept)
}

/** Reopened by hand: the payments that had closed it, the last ones, are taken back with it. */
export const toReopened: Move<'closed', 'reopened'> = (closed) => {
  let open = closed
  while (open.outcome === 'cashed' && open.payments?.length && (isWhole(open) || payableOf(open) === 0))
    open = { ...open, payments: open.payments.slice(0, -1) }
  return followedAgain(open)
}
function followedAgain(closed: InvoiceAt<'closed'>): Step {
  const { outcome, closedOn, ...invoice } = closed
  // What has moved meanwhile is not known: its history is asked for at the next round.
  const followed = { ...invoice, stage: 'followed', version: '' } as const
  return { invoice: followed, job: jobOf(followed) }
}

/** A letter was sent, by the person. */
export const toClaimed = (invoice: Registered, { claim }: EventOf<'claimed'>): Step =>
  beside({ ...invoice, claims: [...(invoice.claims ?? []), claim] })
/** The day the work was done, where it was after the invoice came (CCP R2192-13); empty takes it back. */
export function toServiceSaid({ serviceOn, ...invoice }: Registered, { on }: EventOf<'serviceSaid'>): Step {
  return beside(on ? { ...invoice, serviceOn: on } : invoice)
}
/** What is to be done next stays as it is, even while it is being done: an answer under way is not sent again. */
const beside = (invoice: Registered): Step => ({ invoice, job: jobOf(invoice), isBeside: true })
