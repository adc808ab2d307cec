import { maySendAgain } from '../../../shared/domain/advance.ts'
import { addDays, dayOf } from '../../../shared/domain/dates.ts'
import type { At } from '../../../shared/domain/invoice.ts'
import { Refused, type Remote } from '../remote/remote.ts'
import type { Store } from '../store/database.ts'
import { done, later, type Handler, type RoundHandler, type Verdict } from './worker.ts'

type Parts = Pick<Store, 'invoices' | 'settings'> & { remote: Remote; now: () => number }

/** Did it arrive? Asked for as long as it takes; sent again by itself only where that is safe. */
export const searchJob =
  ({ invoices, remote, now }: Parts): Handler =>
  async (job) => {
    const invoice = invoices.get(job.invoiceId) as At<'uncertain'>
    try {
      const found = await remote.find(invoice)
      if (found) return done(found)
    } catch (error) {
      if (error instanceof Refused) return done({ type: 'refused', problems: error.problems })
      throw error
    }
    const looked = { ...invoice, searches: invoice.searches + 1 }
    return done(maySendAgain(looked, now()) ? { type: 'resent', by: 'app' } : { type: 'notFound' })
  }

/** Chorus Pro has the file. Has it become an invoice? */
export const outcomeJob =
  ({ invoices, remote }: Parts): Handler =>
  async (job) => {
    const outcome = await remote.outcome(invoices.get(job.invoiceId) as At<'sent'>)
    return outcome ? done(outcome) : later('still being processed')
  }

/**
 * What have the buyers done? One question for all invoices, whatever their number; the history only of those that moved
 * or have never been asked about.
 */
export const followRound =
  ({ invoices, settings, remote, now }: Parts): RoundHandler =>
  async (jobs) => {
    const askedAt = now()
    const followed = jobs.map((job) => invoices.get(job.invoiceId) as At<'followed'>)
    const oldest = Math.min(
      settings.mark('newsUntil') ?? askedAt,
      ...followed.filter(isNew).map(({ approvedAt }) => approvedAt),
    )
    // One day more than needed: the platform counts in days, and clocks differ.
    const moved = new Map((await remote.changes(addDays(dayOf(oldest), -1))).map((change) => [change.remoteId, change]))
    const verdicts: Verdict[] = []
    for (const invoice of followed) {
      const version = moved.get(keyOf(invoice))?.version
      const isNews = version !== undefined ? version !== invoice.version : isNew(invoice)
      verdicts.push(isNews ? await news(invoice, version ?? '') : later('no news'))
    }
    settings.setMark('newsUntil', askedAt)
    return verdicts

    async function news(invoice: At<'followed'>, version: string) {
      return done({ type: 'statusSeen', version, ...(await remote.history(keyOf(invoice))) })
    }
  }

/** Only what has a key over there is followed; the rest has no such job (advance.ts). */
const keyOf = ({ remoteId }: At<'followed'>) => remoteId!
const isNew = ({ history }: At<'followed'>) => history.length === 0
