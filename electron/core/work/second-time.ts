import { dayOf } from '../../../shared/domain/dates.ts'
import type { Of } from '../../../shared/domain/events.ts'
import type { At } from '../../../shared/domain/invoice.ts'
import { NumberTaken, type Remote } from '../remote/remote.ts'
import type { Store } from '../store/database.ts'

type Away = At<'leaving' | 'sent'>

/**
 * It may be there already: it was sent before, or the database was lost since it was made out and no longer knows all that
 * had left (copies.ts). A file found again afterwards arrives anew, so that the day on the invoice counts, not its arrival.
 */
export function mayHaveLeft({ resends, arrivedAt, fields }: Away, settings: Pick<Store['settings'], 'mark'>): boolean {
  const restoredAt = settings.mark('restoredAt')
  const isOlder = restoredAt !== undefined && (arrivedAt <= restoredAt || fields.issueDate <= dayOf(restoredAt))
  return resends > 0 || isOlder
}

/** What Chorus Pro has under our number: ours, somebody else's (a refusal), or nothing. Throws when the search is not answered. */
export async function lookFor(remote: Remote, invoice: Away): Promise<Of<'registered' | 'refused'> | undefined> {
  try {
    return await remote.find(invoice)
  } catch (error) {
    if (error instanceof NumberTaken) return { type: 'refused', problems: error.problems }
    throw error
  }
}
