import type { BulkAction } from '../../../shared/contract/lists.ts'
import type { Action } from '../../../shared/domain/lifecycle/actions.ts'
import type { Ledger } from '../engine/ledger.ts'

type Deps = {
  ledger: Pick<Ledger, 'record'>
  /** What may be done about an invoice now (actions.ts). */
  mayDo: (id: string, action: Action) => boolean
}
/** What each bulk action is called of a single invoice. */
const BULK = { cashed: 'cash', filed: 'file', reopened: 'reopen' } as const satisfies Record<BulkAction['do'], Action>

/** Command: does the same to several invoices, to those it can be done to; gives their ids. */
export const createActOnMany =
  ({ ledger, mayDo }: Deps) =>
  (ids: string[], action: BulkAction): string[] => {
    const event = action.do === 'cashed' ? ({ type: 'cashed', on: action.on } as const) : ({ type: action.do } as const)
    return ids.filter((id) => mayDo(id, BULK[action.do]) && ledger.record(id, event))
  }
