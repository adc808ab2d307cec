import { longDay } from '../../base/dates.ts'
import { french } from '../../base/french.ts'
import { formatCents } from '../../base/money.ts'
import type { EventOf } from '../lifecycle/events.ts'
import type { Payment, PaymentKind } from '../lifecycle/payment.ts'

/** Words of a kind of payment, as a title of its line. */
export const paymentWords: Record<PaymentKind, string> = {
  transfer: 'Virement reçu',
  fees: 'Frais de banque',
  credit: 'Avoir déduit',
  retention: 'Retenue de garantie',
  interest: 'Intérêts et indemnité reçus',
}

const lineOf = ({ kind, cents, on }: Payment) => `${paymentWords[kind]}, ${formatCents(cents)}, le ${longDay(on)}`

type MoneyMoment = { at: string; mark: 'cashed' | 'queued' | 'sent'; title: string; detail?: string; quote?: string }
type MoneyEvent = EventOf<'paid' | 'paymentsTakenBack' | 'claimed' | 'serviceSaid'>
/** Moments of an invoice's life that are about its money. */
export function moneyMoment(at: string, event: MoneyEvent): MoneyMoment {
  switch (event.type) {
    case 'paid':
      return {
        at,
        mark: 'cashed',
        title: 'Paiement noté',
        detail: french(event.payments.map(lineOf).join(' ; ')),
        ...(event.payments[0]?.statement && { quote: event.payments[0].statement.label }),
      }
    case 'paymentsTakenBack':
      return { at, mark: 'queued', title: 'Paiement retiré par vous' }
    case 'claimed':
      return event.claim.tone === 'reminder'
        ? { at, mark: 'sent', title: 'Rappel envoyé par vous' }
        : {
            at,
            mark: 'sent',
            title: 'Réclamation envoyée par vous',
            detail: french(
              `Intérêts ${formatCents(event.claim.interest)}, indemnité ${formatCents(event.claim.indemnity)}`,
            ),
          }
    case 'serviceSaid':
      return { at, mark: 'queued', title: 'Date du service fait dite par vous', detail: longDay(event.on) || 'Retirée' }
  }
}
