import { maySendAgain } from '../../../shared/domain/advance.ts'
import type { At } from '../../../shared/domain/invoice.ts'
import type { Transport } from '../transports/port.ts'
import { NumberTaken } from '../transports/errors.ts'
import type { Store } from '../store/database.ts'
import { lookFor, mayHaveLeft } from './second-time.ts'
import { done, later, type Handler } from './worker.ts'

type Parts = Pick<Store, 'invoices' | 'settings'> & {
  over: (connection: string) => Pick<Transport, 'depositor'>
  now: () => number
}

/** Did it arrive? Asked for as long as it takes; sent again by itself only where that is safe. */
export const searchJob =
  ({ invoices, over, now }: Parts): Handler =>
  async (job) => {
    const invoice = invoices.get(job.subject) as At<'uncertain'>
    try {
      const found = await over(job.lane).depositor.find(invoice)
      if (found) return done(found)
    } catch (error) {
      if (error instanceof NumberTaken) return done({ type: 'refused', problems: error.problems })
      throw error
    }
    const looked = { ...invoice, searches: invoice.searches + 1 }
    return done(maySendAgain(looked, now()) ? { type: 'resent', by: 'app' } : { type: 'notFound' })
  }

/** Chorus Pro has the file. Has it become an invoice? */
export const outcomeJob =
  ({ invoices, settings, over }: Parts): Handler =>
  async (job) => {
    const invoice = invoices.get(job.subject) as At<'sent'>
    const { depositor } = over(job.lane)
    const outcome = await depositor.outcome(invoice)
    if (!outcome) return later('still being processed')
    // Sent a second time, « no » may mean « I have it already ».
    const isSecond = outcome.type === 'refused' && mayHaveLeft(invoice, settings)
    return done((isSecond && (await lookFor(depositor, invoice))) || outcome)
  }
