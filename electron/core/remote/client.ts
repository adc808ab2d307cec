import type { Answer } from '../../../shared/domain/chorus-words.ts'
import type { Hindrance } from '../../../shared/domain/hindrance.ts'
import patience from '../../../shared/tables/patience.json' with { type: 'json' }
import { NeverStarted, networkCode, type Calls, type Reply } from './calls.ts'
import { problemsOf } from './errors.ts'
import type { Operation, Risk } from './operations.ts'
import { NotSent, Refused, Stopped, TooLong, Unanswered } from './remote.ts'
import type { SignIn } from './sign-in.ts'
import { Envelope } from './wire.ts'

export type Client = ReturnType<typeof createClient>
type Parts = { calls: Calls; signIn: SignIn }
type Identity = Awaited<ReturnType<SignIn['identity']>>

/** Errors of a network that say for certain that nothing left this computer: Node's words, and Chromium's. */
const neverLeft = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'ENETUNREACH',
  'EHOSTUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
  'ERR_CONNECTION_REFUSED',
  'ERR_NAME_NOT_RESOLVED',
  'ERR_INTERNET_DISCONNECTED',
  'ERR_ADDRESS_UNREACHABLE',
  'ERR_CONNECTION_TIMED_OUT',
  'ERR_PROXY_CONNECTION_FAILED',
  'ERR_TUNNEL_CONNECTION_FAILED',
])
/** A certificate nobody vouches for: the connection is broken off before anything is said. */
const badCertificate = /^ERR_CERT_|CERT|SELF_SIGNED|UNABLE_TO_VERIFY/
/** What the gateway turns away before Chorus Pro hears of it (chorus-pro-api.md §1.4). */
const turnedAway: Partial<Record<number, Hindrance>> = { 401: 'unauthorized', 403: 'forbidden', 429: 'overloaded' }
/** Refusals of the request itself, never to be repeated as it is (§9.4). */
const refusals = new Set([400, 404, 413, 415])
/** A gateway that says « in a year » is asked again like one that says nothing, in milliseconds. */
const LONGEST = Math.max(...patience.minutes.hold) * 60_000
/** Of a page that came instead of an answer, so much is kept, in characters. */
const KEPT = 2000

/** Asks Chorus Pro: signs in, posts JSON, and tells what is certain from what is not. */
export function createClient({ calls, signIn }: Parts) {
  /**
   * The answer, when it has the shape of one (wire.ts). Throws `NotSent` when it may safely be asked again, `Refused` when
   * Chorus Pro said no; for a delivery, any other error means that it may have arrived.
   */
  async function ask<A>({ path, risk, answer: shape }: Operation<A>, question: object): Promise<A> {
    const reply = await postSignedIn(path, question, risk)
    const { content, answer } = heard(path, reply)
    const hindrance = turnedAway[reply.status]
    if (hindrance) throw new NotSent(hindrance, answer, retryAfterMs(reply))
    if (reply.status >= 500) throw unanswered(answer, risk, reply)
    if (answer.codeRetour || refusals.has(reply.status)) throw new Refused(problemsOf(answer))
    const isSuccess = reply.status >= 200 && reply.status < 300
    const known = isSuccess && content ? shape.safeParse(content) : undefined
    if (!known?.success) throw unanswered({ ...answer, body: keptOf(reply) }, risk, reply)
    return known.data
  }

  /** A 401 may only mean that the token has run out: one new token, one more try (§1.2). */
  async function postSignedIn(path: string, question: object, risk: Risk) {
    const first = await post(path, question, risk, await signIn.identity())
    if (first.status !== 401) return first
    signIn.forget()
    return post(path, question, risk, await signIn.identity())
  }

  async function post(path: string, question: object, risk: Risk, { apiUrl, headers }: Identity) {
    try {
      return await calls.post(new URL(path, apiUrl), {
        headers: {
          ...headers,
          'Content-Type': 'application/json;charset=utf-8',
          Accept: 'application/json;charset=utf-8',
        },
        body: JSON.stringify(question),
        timeoutMs: patience.answerSeconds[risk] * 1000,
        mostBytes: patience.answerMegabytes[risk] * 2 ** 20,
      })
    } catch (error) {
      const answer = { route: path, body: faultOf(error) }
      if (risk !== 'delivery' && (error as { name?: string }).name === 'AbortError') throw new Stopped('down', answer)
      if (risk === 'transfer' && isTimeout(error)) throw new TooLong('down', answer)
      throw notReached(path, error) ?? unanswered(answer, risk)
    }
  }
  return { ask }
}

/** What is kept of a body: its beginning, without our secrets. */
export const keptOf = ({ text, hide }: Reply): string => hide(text).slice(0, KEPT)

/** What came back: its content when it is an answer of the trade, and how it is told. Behind the gateway it may be anything (§1.4). */
function heard(route: string, reply: Reply) {
  const { status, text, headers, hide } = reply
  const answer: Answer = { route, status }
  const { data: content } = Envelope.safeParse(parsed(text))
  const body = keptOf(reply) || hide(headers.get('www-authenticate') ?? '')
  if (!content) return { answer: { ...answer, ...(body && { body }) } }
  const { codeRetour, error_description, libelle = error_description } = content
  const said = { ...(codeRetour !== undefined && { codeRetour }), ...(libelle && { libelle: hide(libelle) }) }
  return { content, answer: { ...answer, ...said } }
}

/** No answer to a question can be asked again; no answer to a delivery is a doubt, and stays an ordinary error. */
const unanswered = (answer: Answer, risk: Risk, reply?: Reply) =>
  risk === 'delivery' ? new Unanswered(answer) : new NotSent('down', answer, reply && retryAfterMs(reply))

/** We gave up waiting: for a big file on a slow line that is no wonder. */
const isTimeout = (error: unknown) => (error as { name?: string }).name === 'TimeoutError'

/** Nothing left this computer, for certain; undefined when that is not certain. */
export function notReached(route: string, error: unknown): NotSent | undefined {
  const code = networkCode(error) ?? ''
  const answer = { route, body: faultOf(error) }
  if (error instanceof NeverStarted) return new Stopped('down', answer)
  if (badCertificate.test(code)) return new NotSent('certificate', answer)
  return neverLeft.has(code) ? new NotSent('unreachable', answer) : undefined
}

/** What a network says of its failure: « TypeError: fetch failed ECONNREFUSED ». */
export const faultOf = (error: unknown): string => `${String(error)} ${networkCode(error) ?? ''}`.trim()

/** How long the gateway asks to wait: seconds, or a date (§1.5); no longer than our own patience. Milliseconds. */
export function retryAfterMs({ headers }: Reply): number | undefined {
  const value = headers.get('retry-after') ?? ''
  const seconds = /^\d+$/.test(value)
    ? Number(value)
    : (Date.parse(value) - Date.parse(headers.get('date') ?? '')) / 1000
  return seconds > 0 ? Math.min(seconds * 1000, LONGEST) : undefined
}

/** The JSON of a text; undefined when it is none. */
export function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
