import { dayOf } from '../../shared/domain/dates.ts'
import { isSiret } from '../../shared/domain/siret.ts'
import { NotSent, Refused, type Remote } from './remote/remote.ts'
import type { Store } from './store/database.ts'

export type Recipients = ReturnType<typeof createRecipients>
type Parts = Pick<Store, 'directory'> & {
  remote: Remote
  now: () => number
  changed: () => void
  report: (error: unknown) => void
}

/** What a buyer asks for is asked again after a day (chorus-pro-api.md §10.1). Milliseconds. */
const FRESH = 24 * 3_600_000

/** What public buyers ask for: remembered for when the line is down, asked again before it counts. */
export function createRecipients({ directory, remote, now, changed, report }: Parts) {
  const underWay = new Map<string, Promise<void>>()

  const isFresh = (siret: string) => {
    const known = directory.recipient(siret)
    return known !== undefined && now() - known.askedAt < FRESH
  }
  function ask(siret: string) {
    const asking = underWay.get(siret) ?? fetch(siret).finally(() => underWay.delete(siret))
    underWay.set(siret, asking)
    return asking
  }
  async function fetch(siret: string) {
    directory.keepRecipient(siret, await remote.recipient(siret, dayOf(now())), now())
    changed()
  }
  return {
    /** Asks in the background, if it is worth asking; what cannot be had now is not missed. */
    want: (siret: string) => {
      if (!isSiret(siret) || isFresh(siret)) return
      ask(siret).catch((error: unknown) => {
        if (!(error instanceof NotSent)) report(error)
      })
    },
    /** Makes sure that what is known is not older than a day. Throws `NotSent` when the platform cannot be asked. */
    fresh: async (siret: string) => {
      if (isFresh(siret)) return
      await ask(siret).catch((error: unknown) => {
        // A refusal to answer is not a reason to keep an invoice back: what was known still counts.
        if (!(error instanceof Refused)) throw error
      })
    },
    /** Resolves when every question under way has been answered or given up. */
    settled: async () => {
      await Promise.allSettled(underWay.values())
    },
  }
}
