import { fail, ok, type Result } from '../../shared/contract/result.ts'
import type { paymentCalls } from '../../shared/contract/payments.ts'
import type { Core } from '../core/core.ts'
import type { Handlers } from './bridge.ts'
import { shownFirm } from './list-handlers.ts'

/** Money: what is owed, the clock of an invoice, payments, rates. */
export function createPaymentHandlers({ core }: { core: Core }): Pick<Handlers, keyof typeof paymentCalls> {
  const { payments } = core
  const done = (isDone: boolean): Result<Record<string, never>> => (isDone ? ok({}) : fail('invoice.tooLate'))
  return {
    'payments.view': ({ year }) => ok(payments.view(shownFirm(core), year)),
    'payments.clients': ({ year }) => ok({ clients: payments.clients(shownFirm(core), year) }),
    'payments.clock': ({ id }) => {
      const clock = payments.clock(id)
      return clock ? ok(clock) : fail('invoice.gone')
    },
    'payment.add': ({ id, payments: added }) => done(payments.add(id, added)),
    'payment.takeBack': ({ id, ids }) => done(payments.takeBack(id, ids)),
    'payment.serviceOn': ({ id, on }) => done(payments.sayService(id, on)),
    'rates.list': () => ok(payments.rates(shownFirm(core))),
    'rates.set': ({ semester, ecb }) => {
      payments.setRate(semester, ecb)
      return ok({})
    },
  }
}
