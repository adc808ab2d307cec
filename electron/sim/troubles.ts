import { forbidden, json, nothing } from './gateway.ts'

type Trip = {
  /** What the platform would answer; calling it is letting the request arrive. */
  arrive: () => Promise<Response>
  signal: AbortSignal
  retryAfter: number | undefined
}

const effects = {
  /** Nobody there: nothing was sent. */
  unreachable: () => fail('ECONNREFUSED'),
  /** The line breaks on the way there: nothing arrived. */
  cutOff: () => fail('UND_ERR_SOCKET'),
  /** The line breaks on the way back: the request was processed. */
  answerLost: async ({ arrive }) => {
    await arrive()
    return fail('UND_ERR_SOCKET')
  },
  /** Processed, and no answer ever comes: the client must give up by itself. */
  silence: async ({ arrive, signal }) => {
    await arrive()
    return forever(signal)
  },
  /** Processed, and the answer breaks off half way. */
  answerGarbled: async ({ arrive }) => {
    const answer = await arrive()
    const text = await answer.text()
    return new Response(text.slice(0, text.length / 2), { headers: answer.headers })
  },
  /** 429, with `Retry-After` when `retryAfter` is given. */
  overloaded: ({ retryAfter }) => nothing(429, retryAfter === undefined ? {} : { 'retry-after': String(retryAfter) }),
  unauthorized: () => nothing(401),
  forbidden: () => forbidden(),
  empty400: () => nothing(400),
  fault: () => nothing(500),
  down: () => nothing(503),
  /** A page of a proxy; not processed. */
  html502: () => page(502),
  /** The same after the request was processed. */
  html502Late: async ({ arrive }) => {
    await arrive()
    return page(502)
  },
  /** A refusal nobody knows. */
  unknownCode: () => json({ codeRetour: 29999, libelle: 'XXX_MSG_99.999 SIMULÉ : code inconnu' }),
  /** The other way a search says that it found nothing (chorus-pro-api.md §3.6). */
  noResultCode: () => json({ codeRetour: 20000, libelle: 'TRA_MSG_00.015' }),
  /** Processed; the answer carries a field nobody knows. */
  unknownField: async ({ arrive }) => json({ ...(await contentOf(arrive)), champInattendu: { simule: true } }),
  /** Processed; the answer says nothing of pages. */
  noPages: async ({ arrive }) => {
    const { parametresRetour: _, ...content } = await contentOf(arrive)
    return json(content)
  },
} satisfies Record<string, (trip: Trip) => Response | Promise<Response>>

export type TroubleName = keyof typeof effects
/**
 * A trouble to come. `on` is the end of a path (`soumettre`, `oauth/token`): it waits for such a call; without it, it
 * strikes the next call to `/cpro`. `retryAfter`, in seconds, belongs to `overloaded`.
 */
export type Trouble = TroubleName | { trouble: TroubleName; on?: string; retryAfter?: number }
type Waiting = { trouble: TroubleName; on?: string; retryAfter?: number }

/** The queue of troubles: what was asked for first strikes first, once. */
export function createTroubles() {
  const waiting: Waiting[] = []
  let isOut = false

  /** Lets a request meet what waits for it, or arrive. */
  async function meet({
    path,
    signal,
    arrive,
  }: {
    path: string
    signal: AbortSignal
    arrive: () => Promise<Response>
  }) {
    if (isOut) return fail('ECONNREFUSED')
    const place = waiting.findIndex(({ on }) => (on ? path.endsWith(on) : path.startsWith('/cpro/')))
    const [met] = place < 0 ? [] : waiting.splice(place, 1)
    return met ? effects[met.trouble]({ arrive, signal, retryAfter: met.retryAfter }) : arrive()
  }

  return {
    meet,
    expect(...troubles: Trouble[]) {
      waiting.push(...troubles.map((trouble) => (typeof trouble === 'string' ? { trouble } : trouble)))
    },
    /** How many have not struck yet. */
    left: () => waiting.length,
    /** The line is cut: every call is unreachable until it is lifted. */
    outage(isOn: boolean) {
      isOut = isOn
    },
  }
}

/** As Node's fetch fails: a TypeError whose cause carries the code. */
function fail(code: string): never {
  throw new TypeError('fetch failed', { cause: Object.assign(new Error(code), { code }) })
}

const page = (status: number) =>
  new Response('<html><body><h1>502 Bad Gateway</h1></body></html>', {
    status,
    headers: { 'content-type': 'text/html' },
  })

const contentOf = async (arrive: () => Promise<Response>) => (await (await arrive()).json()) as Record<string, unknown>

const forever = (signal: AbortSignal) =>
  new Promise<never>((_, reject) => {
    const giveUp = () => reject(signal.reason as Error)
    if (signal.aborted) giveUp()
    signal.addEventListener('abort', giveUp, { once: true })
  })
