import { addDays, dayOf } from '../../../shared/base/dates.ts'
import { elapsed } from '../../../shared/base/elapsed.ts'
import type { EventOf } from '../../../shared/domain/lifecycle/events.ts'
import type { Known } from '../../../shared/domain/lifecycle/invoice.ts'
import type { Shipment, Told } from '../../../shared/domain/lifecycle/shipment.ts'
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
 * What is certain of several. Where they are many, first the list of what was deposited since the day before they were approved:
 * a few pages tell of all. What remains is looked for one by one; `isThorough`, before anything leaves again, however many they
 * are, else only a few: that the list has none of them will do for now. `isWhole` false: cut short, but what was found counts.
 */
export async function lookForAll(
  depositor: Pick<Depositor, 'find' | 'findAmong'>,
  invoices: Known[],
  { openedAt, isThorough = false }: Pick<Shipment, 'openedAt'> & { isThorough?: boolean },
): Promise<{ told: Told[]; isWhole: boolean }> {
  const few = patience.searchOneByOne.value
  const told: Told[] = []
  const rest = () => invoices.filter(({ id }) => !told.some((known) => known.id === id))
  try {
    if (invoices.length > few) {
      const listed = await depositor.findAmong(invoices, addDays(dayOf(openedAt), -1))
      told.push(...listed.told)
      if (!isThorough && listed.isWhole && rest().length > few) return { told, isWhole: true }
    }
    for (const invoice of rest()) {
      const event = await lookFor(depositor, invoice)
      if (event) told.push({ id: invoice.id, event })
    }
    return { told, isWhole: true }
  } catch (error) {
    if (told.length === 0) throw error
    return { told, isWhole: false }
  }
}

/** What was told of each, or what was found of it. */
export const withFound = (told: Told[], found: Told[]): Told[] => [
  ...told.filter(({ id }) => !found.some((known) => known.id === id)),
  ...found,
]

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
