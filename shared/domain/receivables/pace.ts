import { daysBetween } from '../../base/dates.ts'
import type { InvoiceAt } from '../lifecycle/invoice.ts'
import { isCreditNote } from '../fields/fields.ts'
import { paymentClock } from './clock.ts'

/**
 * How long a buyer took: from the day an invoice was available to the order of payment, or else to the day the money came, without
 * the days its clock was stopped. Days, and the ISO day it ended; undefined while it is not known.
 */
export function paceOf(invoice: InvoiceAt<'followed' | 'closed'>): { on: string; days: number } | undefined {
  if (isCreditNote(invoice.fields)) return undefined
  const cashed = invoice.stage === 'closed' && invoice.outcome === 'cashed' ? invoice.closedOn : undefined
  const { start, stop, orderedOn } = paymentClock(invoice, '')
  const on = orderedOn ?? cashed
  if (!start || !on) return undefined
  const stopped = stop?.answered && stop.answered <= on ? daysBetween(stop.on, stop.answered) : 0
  const days = daysBetween(start, on) - stopped
  return Number.isFinite(days) ? { on, days: Math.max(0, days) } : undefined
}
