import { randomUUID } from 'node:crypto'
import { fail } from '../../../shared/contract/result.ts'
import type { Approved, NewPayment } from '../../../shared/contract/payments.ts'
import { dayOf } from '../../../shared/base/dates.ts'
import type { Claim } from '../../../shared/domain/lifecycle/payment.ts'
import type { Store } from '../store/database.ts'
import type { Statements } from '../payments/statements.ts'
import { done, type Recording } from './recording.ts'

type Deps = Pick<Store, 'settings'> & {
  recording: Recording
  statements: Omit<Statements, 'view'>
  now: () => number
  changed: () => void
}

/** Commands about money: payments noted and taken back, letters sent, rates entered. */
export function createPaymentCommands({ settings, recording, statements, now, changed }: Deps) {
  const { record } = recording
  return {
    /** Notes payments of an invoice; it is closed once nothing remains. */
    addPayments: (id: string, payments: NewPayment[]) =>
      record(id, { type: 'paid', payments: payments.map((payment) => ({ ...payment, id: randomUUID() })) }),
    takeBackPayments: (id: string, ids: string[]) => record(id, { type: 'paymentsTakenBack', ids }),
    /** The day the work was done (ISO), where it was after the invoice came; empty takes it back. */
    sayService: (id: string, on: string) => record(id, { type: 'serviceSaid', on }),
    takeStatement: statements.take,
    applyStatement: (approved: Approved[]) => (statements.apply(approved) ? done : fail('invoice.tooLate')),
    undoStatement: statements.undo,
    forgetStatement: statements.forget,
    /** The person has sent a letter. */
    noteClaim: (id: string, claim: Claim) => record(id, { type: 'claimed', claim }),
    /** The rate of the ECB of a half-year, in hundredths of a percent; null takes back what was entered. */
    setInterestRate(semester: string, ecb: number | null): void {
      const current = settings.get()
      const others = current.rates.filter((rate) => rate.semester !== semester)
      settings.save({ ...current, rates: ecb === null ? others : [...others, { semester, ecb, on: dayOf(now()) }] })
      changed()
    },
  }
}
