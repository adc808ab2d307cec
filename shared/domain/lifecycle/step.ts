import type { InvoiceEvent, EventOf } from './events.ts'
import { isReplying } from './reply-rules.ts'
import { isByHand, type InvoiceAt, type Invoice, type Stage } from './invoice.ts'
import type { RuleContext } from '../rules/rule.ts'
import { isFinal } from '../platform/status.ts'
import type { Route } from '../firms/connection.ts'

/** The one thing to do next for an invoice. */
export const jobKinds = ['read', 'deposit', 'search', 'outcome', 'answer', 'follow', 'remind'] as const
export type JobKind = (typeof jobKinds)[number]
/** Is it done for a shipment, rather than for an invoice of its own? */
export const isShipmentKind = (kind: JobKind): boolean => kind === 'deposit' || kind === 'search' || kind === 'outcome'
/** Is it done on this computer, without a word to anybody? */
export const isLocalKind = (kind: JobKind): boolean => kind === 'read' || kind === 'remind'
export type Notice =
  | 'ready'
  | 'incomplete'
  | 'arrived'
  | 'refused'
  | 'uncertain'
  | 'status'
  | 'answerRefused'
  | 'look'
  | 'forgotten'
  | 'unanswered'
/** `isBeside`: it changes nothing about what is to be done next; a job that is there stays as it is, its claim included. */
export type Step = {
  invoice: Invoice
  job?: JobKind | undefined
  notice?: Notice | undefined
  isBeside?: true
}

/** What a move may know: the instant (epoch ms) and, for drafts, what the rulebook needs and which way they go. */
export type Context = { at: number; facts?: RuleContext | undefined; route?: Route | undefined }

/** What one event does to an invoice of one stage; undefined when it means nothing there. */
export type Move<S extends Stage, E extends InvoiceEvent['type']> = (
  invoice: InvoiceAt<S>,
  event: EventOf<E>,
  context: Context,
) => Step | undefined
/** What is to be done next about an invoice as it stands: used to find one that has lost its job. */
export function jobOf(invoice: Invoice): JobKind | undefined {
  if (isReplying(invoice)) return 'answer'
  if (invoice.stage === 'followed' && isFinal(invoice.status) && !invoice.isHistoryOwed) return undefined
  if ((invoice.stage === 'sent' || invoice.stage === 'followed') && isByHand(invoice)) return 'remind'
  const jobs: Partial<Record<Stage, JobKind>> = {
    arrived: 'read',
    leaving: 'deposit',
    uncertain: 'search',
    sent: 'outcome',
    followed: 'follow',
  }
  return jobs[invoice.stage]
}
