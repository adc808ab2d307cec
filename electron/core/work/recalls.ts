import { recallAt } from '../../../shared/domain/asking.ts'
import type { Ledger } from '../ledger.ts'
import type { Store } from '../store/database.ts'

type Parts = Pick<Store, 'invoices'> & { ledger: Pick<Ledger, 'record'>; now: () => number }

/** Reminds the person of each draft that has stood still for too long (patience.json, « recall »). A draft has no job. */
export const createRecalls =
  ({ invoices, ledger, now }: Parts) =>
  (): void => {
    for (const draft of invoices.at('draft'))
      if (recallAt(draft) <= now()) ledger.record(draft.id, { type: 'recalled' })
  }
