import type { Call, Transport } from '../port.ts'
import { createCalls, type Fetch, type Pause } from './calls.ts'
import { createClient } from './client.ts'
import { createDeposits } from './deposits.ts'
import { createNews } from './news.ts'
import { createDiagnosis } from './diagnose.ts'
import { createReferentials } from './referentials.ts'
import { createReplies } from './replies.ts'
import { createSignIn, type Credentials } from './sign-in.ts'
import { createStructures } from './structures.ts'

type Deps = {
  fetch: Fetch
  credentials: () => Credentials | undefined
  now: () => number
  /** Milliseconds that only go forward, whatever is done to the clock. */
  ticks: () => number
  pause: Pause
  /** Shortens the time between two calls: the demonstration's Chorus Pro lives faster. */
  haste?: number
  /** Hears of each call. */
  heard?: (call: Call) => void
  /** Cancellation: ends every call. */
  signal?: AbortSignal
}

/** Transport: Chorus Pro behind its ports, asked with one access. The demonstration and the tests bring their own `fetch`. */
export function createChorus({ fetch, credentials, now, ticks, pause, haste = 1, heard, signal }: Deps) {
  const calls = createCalls({ fetch, now, ticks, pause, haste, ...(heard && { heard }), ...(signal && { signal }) })
  const signIn = createSignIn({ calls, credentials, ticks })
  const { ask } = createClient({ calls, signIn })
  const structures = createStructures({ ask })
  const { attachedStructures, ...referentials } = createReferentials({ ask })
  const { details, download, ...replier } = createReplies({ ask })
  return {
    depositor: createDeposits({ ask, structures, now }),
    statuses: { ...createNews({ ask, now }), details, download, time: () => now() - (calls.skewMs() ?? 0) },
    replier,
    directory: {
      ...referentials,
      hasOrder: async (supplierSiret: string, engagement: string) => {
        const id = await structures.idOf(supplierSiret)
        return id === undefined ? undefined : referentials.hasEngagement(id, engagement)
      },
      recipient: structures.recipient,
      hasStructure: structures.hasStructure,
      findStructures: structures.find,
      findFirms: structures.findFirms,
      firm: structures.firm,
    },
    account: {
      diagnose: createDiagnosis({ calls, signIn, ask, structures, now }),
      passwordExpiry: async (siret: string) => {
        const id = await structures.idOf(siret)
        return id === undefined ? undefined : structures.passwordExpiry(id)
      },
      attachedStructures,
      ownOf: structures.ownOf,
      calls: calls.recent,
      reconnect: signIn.forget,
    },
  } satisfies Transport
}
