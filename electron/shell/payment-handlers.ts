import { fail, ok } from '../../shared/contract/result.ts'
import type { paymentCalls } from '../../shared/contract/payments.ts'
import type { Core } from '../core/core.ts'
import type { Handlers } from './bridge.ts'

/** Money: what is owed, the clock of an invoice, payments, rates. */
export function createPaymentHandlers({ queries, commands }: Core): Pick<Handlers, keyof typeof paymentCalls> {
  const firm = () => queries.shownFirm()
  return {
    'payments.view': ({ year }) => ok(queries.paymentsView(firm(), year)),
    'payments.clients': ({ year }) => ok({ clients: queries.paymentClients(firm(), year) }),
    'payments.clock': ({ id }) => {
      const clock = queries.paymentClock(id)
      return clock ? ok(clock) : fail('invoice.gone')
    },
    'payment.add': ({ id, payments }) => commands.addPayments(id, payments),
    'payment.takeBack': ({ id, ids }) => commands.takeBackPayments(id, ids),
    'payment.serviceOn': ({ id, on }) => commands.sayService(id, on),
    'rates.list': () => ok(queries.interestRates(firm())),
    'rates.set': ({ semester, ecb }) => {
      commands.setInterestRate(semester, ecb)
      return ok({})
    },
  }
}
