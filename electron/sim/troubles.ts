import { effects, type Trip, type TroubleName } from './effects.ts'
import { createChance, type Chance } from './chance.ts'

export type { TroubleName } from './effects.ts'

/**
 * A trouble to come. `on` is the end of a path (`soumettre`, `oauth/token`): it waits for such a call, for the second one
 * when `call` is 2; without it, it strikes the next call to `/cpro`. `retryAfter`, in seconds, belongs to `overloaded`,
 * `seconds` to `slow`.
 */
export type Trouble = TroubleName | Asked
type Asked = Pick<Trip, 'retryAfter' | 'seconds'> & {
  trouble: TroubleName
  on?: string | undefined
  call?: number | undefined
}
type Met = Pick<Trip, 'retryAfter' | 'seconds'> & {
  name: TroubleName
  effect: (trip: Trip) => Response | Promise<Response>
}
type Waiting = Asked & { callsToGo: number }

/** The queue of troubles: what was asked for first strikes first, once. Chance strikes where nothing was asked for. */
export function createTroubles() {
  let waiting: Waiting[] = []
  let isOut = false
  let chance: ReturnType<typeof createChance> | undefined

  /** The trouble a call to this path meets, if any; those that wait for a later one come nearer. */
  function strikeOf(path: string): Asked | undefined {
    // Drawn even when it is not needed: what was asked for does not shift what chance brings afterwards.
    const drawn = chance?.draw()
    const met = waiting.filter(({ on }) => (on ? path.endsWith(on) : path.startsWith('/cpro/')))
    for (const each of met) each.callsToGo--
    const struck = met.find(({ callsToGo }) => callsToGo <= 0)
    waiting = waiting.filter((each) => each !== struck)
    return struck ?? (drawn && { trouble: drawn })
  }

  return {
    /** What a call to this path meets; undefined: the request simply arrives. */
    meet(path: string): Met | undefined {
      if (isOut) return { name: 'unreachable', effect: effects.unreachable }
      const struck = strikeOf(path)
      return struck && { ...struck, name: struck.trouble, effect: effects[struck.trouble] }
    },
    expect(...troubles: Trouble[]) {
      const asked = troubles.map((trouble): Asked => (typeof trouble === 'string' ? { trouble } : trouble))
      waiting.push(...asked.map((trouble) => ({ ...trouble, callsToGo: trouble.call ?? 1 })))
    },
    /** From now on each call meets a trouble by chance, the same for the same seed and order of calls; undefined ends it. */
    shake(given: Chance | undefined) {
      chance = given && createChance(given)
    },
    /** Those that have not struck yet. */
    waiting: (): Asked[] => waiting.map(({ callsToGo, ...trouble }) => ({ ...trouble, call: callsToGo })),
    forget() {
      waiting = []
    },
    isOut: () => isOut,
    /** The line is cut: every call is unreachable until it is lifted. */
    outage(isOn: boolean) {
      isOut = isOn
    },
  }
}
