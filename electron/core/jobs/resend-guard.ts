import { elapsed } from '../../../shared/base/elapsed.ts'
import type { EventOf } from '../../../shared/domain/lifecycle/events.ts'
import type { Known } from '../../../shared/domain/lifecycle/invoice.ts'
import type { Shipment } from '../../../shared/domain/lifecycle/shipment.ts'
import patience from '../../../shared/tables/patience.json' with { type: 'json' }
import type { Depositor } from '../transports/port.ts'
import { NumberTaken } from '../transports/errors.ts'
import type { Store } from '../store/database.ts'

type Marks = Pick<Store['settings'], 'mark' | 'setMark'>

/** Guard: it may be there already; it was sent before, or this database does not know all that has left (past.ts). */
export const mayHaveLeft = ({ resends }: Pick<Shipment, 'resends'>, settings: Pick<Marks, 'mark'>): boolean =>
  resends > 0 || settings.mark('restoredAt') !== undefined

/** Search by our number before a resend: ours, somebody else's (a refusal), or nothing. Throws when the search is not answered. */
export async function lookFor(
  { find }: Pick<Depositor, 'find'>,
  invoice: Known,
): Promise<EventOf<'registered' | 'refused'> | undefined> {
  try {
    return await find(invoice)
  } catch (error) {
    if (error instanceof NumberTaken) return { type: 'refused', problems: error.problems }
    throw error
  }
}

/**
 * Guard: a flow shows up late; one that left just before the database was lost cannot be found for a day. Counted from look to look,
 * for a clock may have been wrong when the database was restored.
 */
export function mayBeHidden(
  { circuit, resends }: Pick<Shipment, 'circuit' | 'resends'>,
  settings: Marks,
  at: number,
): boolean {
  const restoredAt = settings.mark('restoredAt')
  if (circuit !== 'flux' || resends || restoredAt === undefined) return false
  const waited = (settings.mark('restoredFor') ?? 0) + elapsed(settings.mark('restoredSeenAt') ?? restoredAt, at)
  settings.setMark('restoredFor', waited)
  settings.setMark('restoredSeenAt', at)
  return waited < patience.sendAgain.adviseFlowHours * 3_600_000
}
