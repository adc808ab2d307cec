import { addDays, dayOf, isDate } from '../../../shared/base/dates.ts'
import type { InvoiceAt } from '../../../shared/domain/lifecycle/invoice.ts'
import patience from '../../../shared/tables/patience.json' with { type: 'json' }
import type { Change, StatusSource } from '../transports/port.ts'
import { NotSent } from '../transports/errors.ts'
import type { Store } from '../store/database.ts'
import { done, later, notNow, type RoundHandler, type Verdict } from '../engine/worker.ts'

type Deps = Pick<Store, 'invoices' | 'settings'> & {
  statuses: StatusSource
  /** The name of the mark that says until when news have been heard over this connection. */
  mark: string
}
type Followed = InvoiceAt<'followed'>

/**
 * Status poll: one question for all invoices of a connection, whatever their number. What the list says counts at once; whole
 * histories are read within the round's budget of calls, those that have waited longest first, the rest in later rounds or
 * when the invoice is opened (fetch-history.ts).
 */
export const followRound = ({ invoices, settings, statuses, mark }: Deps): RoundHandler => {
  /** Epoch ms: what the last round heard is written down by now: the next one need not go back further. */
  let heardUntil: number | undefined
  /** Their histories could not be read the last time: they give way to the others. */
  const failed = new Set<string>()

  return async (jobs) => {
    if (heardUntil !== undefined) settings.setMark(mark, heardUntil)
    const followed = jobs.map((job) => invoices.get(job.subject) as Followed)
    const until = settings.mark(mark)
    const today = statuses.time()
    // An instant to come was kept by a clock that was ahead: it says nothing of what has been heard.
    const oldest = until !== undefined && until <= today ? until : Math.min(today, ...followed.flatMap(beginningOf))
    // One day more than needed: the platform counts in days, and clocks differ.
    const { changes, calls } = await statuses.changes(addDays(dayOf(oldest), -1))
    const listed = new Map(changes.map((change) => [change.remoteKey, change]))
    const budget = Math.max(0, patience.followCalls.value - calls)
    const heard = await histories(followed.filter(isToRead).sort(byWaiting).slice(0, budget))
    const verdicts = followed.map((invoice) => heard.get(invoice.id) ?? fromList(invoice))
    // By their clock, not by ours, which may be a year ahead; never later than when they were asked.
    heardUntil = Math.min(today, statuses.time())
    return verdicts

    function moved(invoice: Followed): Change | undefined {
      const change = listed.get(keyOf(invoice))
      return change?.version === invoice.version ? undefined : change
    }
    function isToRead(invoice: Followed) {
      return invoice.isHistoryOwed ?? (isNew(invoice) || moved(invoice) !== undefined)
    }
    function fromList(invoice: Followed): Verdict {
      const change = moved(invoice)
      return change ? done({ type: 'statusListed', ...newsOf(change) }) : later('no news')
    }

    /** One that cannot be read waits for its turn; a platform that turns one question away is not asked the next ones. */
    async function histories(wanted: Followed[]) {
      const heard = new Map<string, Verdict>()
      for (const invoice of wanted)
        try {
          const change = listed.get(keyOf(invoice))
          const news = await statuses.history(keyOf(invoice))
          // What the two do not agree on is asked for again at the next round.
          const isAgreed = !change || change.entry.code === news.status
          const version = (isAgreed && (change?.version ?? invoice.version)) || 'unlisted'
          heard.set(invoice.id, done({ type: 'statusSeen', version, ...news }))
          failed.delete(invoice.id)
        } catch (error) {
          failed.add(invoice.id)
          if (!moved(invoice)) heard.set(invoice.id, notNow(error))
          if (error instanceof NotSent) break
        }
      return heard
    }
    function byWaiting(one: Followed, other: Followed) {
      return rankOf(one) - rankOf(other)
    }
    /** Those never asked about come first, then those whose whole history has been wanted for longest. */
    function rankOf(invoice: Followed) {
      if (failed.has(invoice.id)) return 3
      return isNew(invoice) ? 0 : invoice.isHistoryOwed ? 1 : 2
    }
  }
}

/** Epoch ms of an ISO day or date-time; none for what is no day. */
const instantOf = (at: string) => (isDate(at.slice(0, 10)) ? [Date.parse(`${at.slice(0, 10)}T00:00:00Z`)] : [])
const beginningOf = ({ approvedAt, depositedOn }: Followed) => [approvedAt, ...instantOf(depositedOn)]
const newsOf = ({ version, entry }: Change) => ({ version, entry })
/** Only what has a key over there is followed; the rest has no such job (transitions.ts). */
const keyOf = ({ remoteKey }: Followed) => remoteKey!
/** Never asked about, or reopened: what has moved meanwhile is not known. */
const isNew = ({ history, version }: Followed) => history.length === 0 || version === ''
