import { dayOf } from '../../../shared/base/dates.ts'
import type { Settings } from '../../../shared/contract/settings.ts'
import type { Row } from '../../../shared/contract/views.ts'
import type { Invoice } from '../../../shared/domain/lifecycle/invoice.ts'
import { isReplying } from '../../../shared/domain/lifecycle/reply-rules.ts'

type Deps = {
  /** An invoice as it is shown, worked out; undefined when that cannot be done. */
  work: (invoice: Invoice) => Row | undefined
  settings: { get: () => Settings }
  now: () => number
}

/**
 * Memoised lines of what has left for good and waits for nobody here: worked out anew with their line of the read model, which
 * is stale as soon as anything it depends on has changed (migration 0008), another day, and after other settings. Whatever still
 * moves is worked out each time.
 */
export function createShownRows({ work, settings, now }: Deps) {
  let known = new WeakMap<Invoice, Row>()
  let under: { settings?: Settings; day?: string } = {}

  function forgetWhatIsOld() {
    const at = { settings: settings.get(), day: dayOf(now()) }
    if (at.settings !== under.settings || at.day !== under.day) known = new WeakMap()
    under = at
  }
  /** Works it out, whatever was known. */
  function anew(invoice: Invoice): Row | undefined {
    const row = work(invoice)
    const isSettled = (invoice.stage === 'followed' || invoice.stage === 'closed') && !isReplying(invoice)
    if (row && isSettled) known.set(invoice, row)
    else known.delete(invoice)
    return row
  }
  return {
    anew,
    /** Lines of these, in their order; without those that cannot be shown. */
    of: (invoices: Invoice[]): Row[] => {
      forgetWhatIsOld()
      return invoices.flatMap((invoice) => known.get(invoice) ?? anew(invoice) ?? [])
    },
  }
}
