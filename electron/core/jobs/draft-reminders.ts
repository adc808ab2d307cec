import { recallAt } from '../../../shared/domain/lifecycle/buyer-request.ts'
import type { Ledger } from '../engine/ledger.ts'
import type { Store } from '../store/database.ts'

type Deps = Pick<Store, 'invoices'> & {
  ledger: Pick<Ledger, 'record'>
  now: () => number
  report: (error: unknown) => void
}

/** Reminders: tells the person of each draft that has stood still for too long (patience.json, « recall »). A draft has no job. */
export const createRecalls =
  ({ invoices, ledger, now, report }: Deps) =>
  (): void => {
    for (const draft of invoices.at('draft'))
      try {
        if (recallAt(draft) <= now()) ledger.record(draft.id, { type: 'recalled' })
      } catch (error) {
        // One that cannot be reminded of keeps nobody else from it.
        report(error)
      }
  }
