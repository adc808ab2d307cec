import patience from '../../../../shared/tables/patience.json' with { type: 'json' }
import type { Call } from '../port.ts'
import { withoutSecrets } from './secrets.ts'

export type Fetch = typeof globalThis.fetch
/** Pause of that many milliseconds; the tests move their clock instead. */
export type Pause = (milliseconds: number) => Promise<void>
/** Reply of a call: the whole body as text, whatever it is. `hide` takes our own secrets out of what is kept or shown of it. */
export type Reply = { status: number; headers: Headers; text: string; hide: (text: string) => string }
export type Calls = ReturnType<typeof createCalls>
type Deps = {
  fetch: Fetch
  now: () => number
  /** Milliseconds that only go forward, whatever is done to the clock. */
  ticks: () => number
  pause: Pause
  /** Shortens the time between two calls. */
  haste?: number
  /** Hears of each call once it has ended. */
  heard?: (call: Call) => void
  /** Cancellation: ends the call under way, and those that wait for their turn. */
  signal?: AbortSignal
}
/** Error: the call was given up before anything of it left this computer. */
export class NeverStarted extends Error {
  override name = 'NeverStarted' as const
}
type Request = {
  headers?: Record<string, string>
  body: string | URLSearchParams
  timeoutMs: number
  /** More is no answer, and is not read. */
  mostBytes: number
}

const KEPT = 50
const GAP = 1000 / patience.callsPerSecond

/** Queue of the calls of one connection: one under way at a time, throttled to the calls a second of patience.json (chorus-pro-api.md §1.5). */
export function createCalls({ fetch, now, ticks, pause, haste = 1, heard = () => undefined, signal: ending }: Deps) {
  const recent: Call[] = []
  /** How far their clock is ahead of our ticks: the clock of the computer may be set meanwhile. */
  let theirLead: number | undefined
  let last: Promise<unknown> = Promise.resolve()
  let startedAt = -Infinity
  let startedTick = -Infinity

  /** Posts in its turn. Throws what `fetch` throws; a body that breaks off is an `Error` of its own. */
  function post(url: URL | string, request: Request): Promise<Reply> {
    const reply = last.then(() => inTurn(url, request))
    last = reply.catch(() => undefined)
    return reply
  }

  async function inTurn(url: URL | string, request: Request): Promise<Reply> {
    const early = startedTick + GAP / haste - ticks()
    if (early > 0) await pause(early)
    if (ending?.aborted) throw new NeverStarted(String(ending.reason))
    startedTick = ticks()
    startedAt = now()
    const route = new URL(url).pathname
    try {
      const reply = await orEnd(exchange(url, request))
      const theirs = Date.parse(reply.headers.get('date') ?? '')
      if (theirs) theirLead = theirs - ticks()
      remember(route, String(reply.status))
      return reply
    } catch (error) {
      remember(route, networkCode(error) ?? 'sans réponse')
      throw error
    }
  }
  async function exchange(url: URL | string, { headers = {}, body, timeoutMs, mostBytes }: Request): Promise<Reply> {
    const timeout = AbortSignal.timeout(timeoutMs)
    const signal = ending ? AbortSignal.any([timeout, ending]) : timeout
    // A redirection would carry our secrets elsewhere.
    const response = await fetch(url, { method: 'POST', headers, body, signal, redirect: 'manual' })
    const text = await textOf(response, mostBytes)
    const hide = (said: string) => withoutSecrets(said, { headers, body })
    return { status: response.status, headers: response.headers, text, hide }
  }
  /** The end counts at once, whether or not the network heeds it. */
  async function orEnd<T>(work: Promise<T>): Promise<T> {
    if (!ending) return work
    const { promise, reject } = Promise.withResolvers<never>()
    const end = () => reject(new DOMException('The application ends', 'AbortError'))
    ending.addEventListener('abort', end, { once: true })
    return Promise.race([work, promise]).finally(() => ending.removeEventListener('abort', end))
  }
  function remember(route: string, end: string) {
    const call = { at: startedAt, route, end, ms: Math.round(ticks() - startedTick) }
    recent.push(call)
    heard(call)
    if (recent.length > KEPT) recent.shift()
  }
  return {
    post,
    recent: (): readonly Call[] => recent,
    /** How far our clock is now ahead of theirs, by the last answer that said the time. Milliseconds. */
    skewMs: () => (theirLead === undefined ? undefined : now() - ticks() - theirLead),
  }
}

/** Body as text. Throws once it is longer than `most` bytes; the rest is not waited for. */
async function textOf({ body }: Response, mostBytes: number): Promise<string> {
  const decoder = new TextDecoder()
  let text = ''
  let bytes = 0
  for await (const chunk of body ?? []) {
    bytes += chunk.length
    if (bytes > mostBytes) throw new Error(`more than ${mostBytes} bytes`)
    text += decoder.decode(chunk, { stream: true })
  }
  return text + decoder.decode()
}

/** Code of the network itself for a failure: « ECONNREFUSED » of Node, « ERR_CONNECTION_REFUSED » of Chromium. */
export function networkCode(error: unknown): string | undefined {
  const { cause, message } = error as { cause?: { code?: string }; message?: string }
  return cause?.code ?? /net::(ERR_[A-Z_]+)/.exec(message ?? '')?.[1]
}
