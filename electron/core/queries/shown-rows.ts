import { dayOf } from '../../../shared/base/dates.ts'
import type { Settings } from '../../../shared/contract/settings.ts'
import type { Row } from '../../../shared/contract/views.ts'
import type { Invoice } from '../../../shared/domain/lifecycle/invoice.ts'
import { isReplying } from '../../../shared/domain/lifecycle/reply-rules.ts'

type Deps = {
  invoices: { recall: (id: string) => Invoice | undefined }
  /** An invoice as it is shown, worked out; undefined when that cannot be done. */
  row: (invoice: Invoice) => Row | undefined
  settings: { get: () => Settings }
  now: () => number
}
export type ShownRows = ReturnType<typeof createShownRows>['of']

/** Max lines kept: several screens of them. */
const MOST = 500

/**
 * Memoised lines of what has left for good and waits for nobody here: replaced with their line of the read model, which is stale
 * as soon as anything it depends on has changed (migration 0008), forgotten on another day and after other settings. Whatever
 * still moves is worked out each time.
 */
export function createShownRows({ invoices, row, settings, now }: Deps) {
  const known = new Map<string, Row>()
  let under: { settings?: Settings; day?: string } = {}

  function forgetWhatIsOld() {
    const at = { settings: settings.get(), day: dayOf(now()) }
    if (at.settings !== under.settings || at.day !== under.day || known.size > MOST) known.clear()
    under = at
  }
  function work(id: string): Row | undefined {
    const invoice = invoices.recall(id)
    const worked = invoice && row(invoice)
    if (worked && isSettled(invoice)) known.set(id, worked)
    return worked
  }
  return {
    /** Lines of these, in their order, without those that cannot be shown; `isBehind` while some lines are still stale. */
    of: (ids: string[], { isBehind }: { isBehind: boolean }): Row[] => {
      if (isBehind) known.clear()
      else forgetWhatIsOld()
      return ids.flatMap((id) => known.get(id) ?? work(id) ?? [])
    },
    /** This line has been worked out anew. */
    replace: (invoice: Invoice | undefined, id: string, worked: Row | undefined) => {
      if (!known.delete(id)) return
      if (worked && invoice && isSettled(invoice)) known.set(id, worked)
    },
  }
}

const isSettled = (invoice: Invoice) =>
  (invoice.stage === 'followed' || invoice.stage === 'closed') && !isReplying(invoice)
