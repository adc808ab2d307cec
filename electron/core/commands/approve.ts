import { fail, ok, type Result } from '../../../shared/contract/result.ts'
import { connectionOf } from '../../../shared/contract/settings.ts'
import type { EventOf } from '../../../shared/domain/lifecycle/events.ts'
import type { Invoice, InvoiceAt } from '../../../shared/domain/lifecycle/invoice.ts'
import type { StoredFile } from '../../../shared/domain/document/stored-file.ts'
import type { AccessState } from '../../../shared/domain/wording/unsent.ts'
import type { Ledger } from '../engine/ledger.ts'
import { isNotSplit } from '../splitting/split.ts'
import type { Store } from '../store/database.ts'

type Deps = Pick<Store, 'invoices' | 'settings'> & {
  ledger: Pick<Ledger, 'record'>
  access: (connection: string) => AccessState
  /** Its pages upright, where the person has asked for it; undefined where it leaves as it came. */
  straightened: (draft: InvoiceAt<'draft'>) => Promise<StoredFile | undefined>
}
/** Where an approved invoice goes: it leaves by itself, or the person deposits it on the portal. */
type Went = { to: 'chorus' | 'portal' }

/**
 * Command: keeps what was typed of a draft and approves it, once however often it is asked. Says where it went; « no » when its
 * firm has no way to send, its pages cannot be turned, or the rulebook complains.
 */
export const createApprove =
  ({ invoices, settings, ledger, access, straightened }: Deps) =>
  async (id: string, typed: Omit<EventOf<'edited'>, 'type'>): Promise<Result<Went>> => {
    const before = invoices.find(id)
    if (!before) return fail(invoices.isUnreadable(id) ? 'invoice.setAside' : 'invoice.gone')
    // Pressed twice: the first press has done it.
    if (isGone(before)) return ok({ to: whereOf(before.stage) })
    ledger.record(id, { type: 'edited', ...typed })
    // Nothing is approved that could only lie here (access.ts): it would be believed to have left.
    const route = connectionOf(settings.get(), typed.fields)
    if (route.transport === 'chorus' && access(route.connection) !== 'open') return fail('access.missing')
    const saved = invoices.find(id)
    try {
      const leavesAs = saved?.stage === 'draft' ? await straightened(saved) : undefined
      ledger.record(id, { type: 'approved', ...(leavesAs && { leavesAs }) })
      // Pressed twice at once: the other press may have done it meanwhile.
      const { stage } = invoices.get(id)
      return isGone({ stage }) ? ok({ to: whereOf(stage) }) : fail('invoice.notReady')
    } catch (error) {
      if (isNotSplit(error)) return fail('file.notTurned')
      throw error
    }
  }

const isGone = ({ stage }: Pick<Invoice, 'stage'>) => stage !== 'draft' && stage !== 'discarded'
const whereOf = (stage: string): Went['to'] => (stage === 'portal' ? 'portal' : 'chorus')
