import type { Invoice } from '../../../shared/domain/lifecycle/invoice.ts'
import type { Ledger } from '../engine/ledger.ts'
import type { Transport } from '../transports/port.ts'
import { NotSent } from '../transports/errors.ts'
import type { Store } from '../store/database.ts'

type Deps = Pick<Store, 'invoices'> & {
  ledger: Pick<Ledger, 'record'>
  transportOf: (invoice: Invoice) => Pick<Transport, 'statuses'>
  now: () => number
  report: (error: unknown) => void
}
/** Milliseconds of back-off: one that could not be read is left to the rounds meanwhile. */
const QUIET = 10 * 60_000

/** The whole history of one invoice, for somebody who looks at it: the rounds read the rest (status-poll.ts). */
export function createHistories({ invoices, ledger, transportOf, now, report }: Deps) {
  const underWay = new Map<string, Promise<void>>()
  /** Until when an invoice is not asked about, by a clock nobody can set. */
  const quiet = new Map<string, number>()

  async function read(id: string) {
    const invoice = invoices.find(id)
    if (invoice?.stage !== 'followed' || !invoice.isHistoryOwed || invoice.remoteKey === undefined) return
    const news = await transportOf(invoice).statuses.history(invoice.remoteKey)
    // A round may have heard of something newer meanwhile: then this is not the whole of it any more.
    const current = invoices.find(id)
    if (current?.stage === 'followed' && current.version === invoice.version)
      ledger.record(id, { type: 'statusSeen', version: invoice.version, ...news })
  }
  return {
    /** Asks once at a time; what cannot be had now comes with a round. */
    want: (id: string): Promise<void> => {
      if (now() < (quiet.get(id) ?? 0)) return Promise.resolve()
      const asking =
        underWay.get(id) ??
        read(id)
          .catch((error: unknown) => {
            quiet.set(id, now() + QUIET)
            if (!(error instanceof NotSent)) report(error)
          })
          .finally(() => underWay.delete(id))
      underWay.set(id, asking)
      return asking
    },
    /** Resolves when every question under way has been answered or given up. */
    settled: async () => {
      await Promise.all(underWay.values())
    },
  }
}
