import { createCalls, type Call, type Fetch, type Pause } from './calls.ts'
import { createClient } from './client.ts'
import { createDeposits } from './deposits.ts'
import { createNews } from './news.ts'
import { createDiagnosis } from './diagnose.ts'
import { createReferentials } from './referentials.ts'
import type { Remote } from './remote.ts'
import { createReplies } from './replies.ts'
import { createSignIn, type Credentials } from './sign-in.ts'
import { createStructures } from './structures.ts'

type Parts = {
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

/** Chorus Pro behind the port. The demonstration and the tests bring their own `fetch`. */
export function createChorus({ fetch, credentials, now, ticks, pause, haste = 1, heard, signal }: Parts): Remote {
  const calls = createCalls({ fetch, now, ticks, pause, haste, ...(heard && { heard }), ...(signal && { signal }) })
  const signIn = createSignIn({ calls, credentials, ticks })
  const { ask } = createClient({ calls, signIn })
  const structures = createStructures({ ask })
  const referentials = createReferentials({ ask })
  return {
    ...createDeposits({ ask, structures, now }),
    ...createNews({ ask, now }),
    ...createReplies({ ask }),
    ...referentials,
    hasOrder: async (supplierSiret, engagement) => {
      const id = await structures.idOf(supplierSiret)
      return id === undefined ? undefined : referentials.hasEngagement(id, engagement)
    },
    recipient: structures.recipient,
    ownOf: structures.ownOf,
    hasStructure: structures.hasStructure,
    findStructures: structures.find,
    findFirms: structures.findFirms,
    firm: structures.firm,
    time: () => now() - (calls.skewMs() ?? 0),
    calls: calls.recent,
    reconnect: signIn.forget,
    diagnose: createDiagnosis({ calls, signIn, ask, structures, now }),
    passwordExpiry: async (siret) => {
      const id = await structures.idOf(siret)
      return id === undefined ? undefined : structures.passwordExpiry(id)
    },
  }
}
