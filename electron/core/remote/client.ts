import type { Calls, Reply } from './calls.ts'
import { networkCode } from './calls.ts'
import { problemsOfMessage, refusedBecause } from './errors.ts'
import type { Operation, Risk } from './operations.ts'
import type { Hindrance } from '../../../shared/domain/hindrance.ts'
import { NotSent, Refused } from './remote.ts'
import type { SignIn } from './sign-in.ts'
import { Envelope } from './wire.ts'
import patience from '../../../shared/tables/patience.json' with { type: 'json' }

export type Client = ReturnType<typeof createClient>
type Parts = { calls: Calls; signIn: SignIn }

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
const refusals: Partial<Record<number, string>> = {
  400: 'Chorus Pro a refusé la demande sans dire pourquoi.',
  404: 'Chorus Pro ne connaît pas cette opération.',
  413: 'Chorus Pro trouve le dossier trop lourd.',
  415: 'Chorus Pro n’a pas reconnu la forme de la demande.',
}

/** Asks Chorus Pro: signs in, posts JSON, and tells what is certain from what is not. */
export function createClient({ calls, signIn }: Parts) {
  /**
   * The answer, when `codeRetour` is 0. Throws `NotSent` when it may safely be asked again, `Refused` when Chorus Pro said
   * no; for a delivery, any other error means that it may have arrived.
   */
  async function ask<A>({ path, risk, answer: shape }: Operation<A>, question: object): Promise<A> {
    const reply = await postSignedIn(path, question, risk)
    const hindrance = turnedAway[reply.status]
    if (hindrance) throw new NotSent(hindrance, `${path}: HTTP ${reply.status}`, retryAfterMs(reply))
    if (reply.status >= 500) throw unanswered(path, `HTTP ${reply.status}`, risk, reply)
    const answer = parse(path, reply, risk)
    if (answer && answer.codeRetour !== 0)
      throw new Refused(problemsOfMessage(answer.libelle || `code ${answer.codeRetour}`), answer)
    const refusal = refusals[reply.status]
    if (refusal) throw new Refused([refusedBecause(`http.${reply.status}`, refusal)])
    if (reply.status !== 200 || !answer) throw unanswered(path, `HTTP ${reply.status}`, risk, reply)
    const known = shape.safeParse(answer)
    if (!known.success) throw unanswered(path, known.error.message, risk, reply)
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
      })
    } catch (error) {
      throw notReached(path, error) ?? unanswered(path, String(error), risk)
    }
  }

  function parse(path: string, { text }: Reply, risk: Risk) {
    try {
      return text.startsWith('{') ? Envelope.parse(JSON.parse(text)) : undefined
    } catch (error) {
      throw unanswered(path, String(error), risk)
    }
  }
  return { ask }
}

type Identity = Awaited<ReturnType<SignIn['identity']>>

/** No answer to a question can be asked again; no answer to a delivery is a doubt, and stays an ordinary error. */
const unanswered = (path: string, why: string, risk: Risk, reply?: Reply) =>
  risk === 'delivery'
    ? new Error(`${path}: ${why}`)
    : new NotSent('down', `${path}: ${why}`, reply && retryAfterMs(reply))

/** Nothing left this computer, for certain; undefined when that is not certain. */
export function notReached(what: string, error: unknown): NotSent | undefined {
  const code = networkCode(error) ?? ''
  if (badCertificate.test(code)) return new NotSent('certificate', `${what}: ${code}`)
  return neverLeft.has(code) ? new NotSent('unreachable', `${what}: ${code}`) : undefined
}

/** How long the gateway asks to wait: seconds, or a date (§1.5). Milliseconds. */
export function retryAfterMs({ headers }: Reply): number | undefined {
  const value = headers.get('retry-after') ?? ''
  const seconds = /^\d+$/.test(value)
    ? Number(value)
    : (Date.parse(value) - Date.parse(headers.get('date') ?? '')) / 1000
  return seconds > 0 ? seconds * 1000 : undefined
}
