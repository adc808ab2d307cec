import type { Action } from '../../../shared/domain/lifecycle/actions.ts'
import type { InvoiceEvent } from '../../../shared/domain/lifecycle/events.ts'
import { fail, ok, type Result } from '../../../shared/contract/result.ts'
import type { Ledger } from '../engine/ledger.ts'
import type { Store } from '../store/database.ts'

/** Result of a command that gives nothing back. */
export type Done = Result<Record<string, never>>
export const done: Done = ok({})

type Deps = Pick<Store, 'invoices'> & {
  ledger: Pick<Ledger, 'record'>
  /** May a person do this about an invoice now (actions.ts)? */
  mayDo: (id: string, action: Action) => boolean
}
export type Recording = ReturnType<typeof createRecording>

/** Recording: how a command says what a person has done. What no longer fits the stage is too late, and changes nothing. */
export function createRecording({ invoices, ledger, mayDo }: Deps) {
  /** Failure for an invoice that is not there, or cannot be read. */
  const missing = (id: string) => fail(invoices.isUnreadable(id) ? 'invoice.setAside' : 'invoice.gone')
  function record(id: string, event: InvoiceEvent): Done {
    if (!invoices.find(id)) return missing(id)
    return ledger.record(id, event) ? done : fail('invoice.tooLate')
  }
  /** The same where the person may do it now. */
  const act = (id: string, action: Action, event: InvoiceEvent): Done =>
    !invoices.find(id) || mayDo(id, action) ? record(id, event) : fail('invoice.tooLate')
  return { missing, record, act }
}
