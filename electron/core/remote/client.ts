import { problemsOfMessage, refusedBecause } from './errors.ts'
import { NotSent, Refused, type Hindrance } from './remote.ts'
import type { SignIn } from './sign-in.ts'
import { Envelope } from './wire.ts'

export type Fetch = typeof globalThis.fetch
export type Client = ReturnType<typeof createClient>
type Parts = { fetch: Fetch; apiUrl: string; signIn: SignIn }

/** A question changes nothing over there and may be asked again; a delivery may arrive although it fails. */
type Risk = 'question' | 'delivery'
const PATIENCE = { question: 30_000, delivery: 120_000 }

/** Errors of a network that say for certain that nothing left this computer. */
const neverLeft = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'ENETUNREACH',
  'EHOSTUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
])
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
export function createClient({ fetch, apiUrl, signIn }: Parts) {
  /**
   * The answer, when `codeRetour` is 0. Throws `NotSent` when it may safely be asked again, `Refused` when Chorus Pro said
   * no; for a delivery, any other error means that it may have arrived.
   */
  async function ask(path: string, question: object, risk: Risk = 'question') {
    const response = await postSignedIn(path, question, risk)
    const hindrance = turnedAway[response.status]
    if (hindrance) throw new NotSent(hindrance, `${path}: HTTP ${response.status}`, retryAfterMs(response))
    if (response.status >= 500) throw unanswered(path, `HTTP ${response.status}`, risk)
    const answer = await parse(path, response, risk)
    if (answer && answer.codeRetour !== 0)
      throw new Refused(...problemsOfMessage(answer.libelle || `code ${answer.codeRetour}`))
    const refusal = refusals[response.status]
    if (refusal) throw new Refused(refusedBecause(`http.${response.status}`, refusal))
    if (!response.ok || !answer) throw unanswered(path, `HTTP ${response.status}`, risk)
    return answer
  }

  /** A 401 may only mean that the token has run out: one new token, one more try (§1.2). */
  async function postSignedIn(path: string, question: object, risk: Risk) {
    const first = await post(path, question, risk, await signIn.headers())
    if (first.status !== 401) return first
    signIn.forget()
    return post(path, question, risk, await signIn.headers())
  }

  async function post(path: string, question: object, risk: Risk, identity: Record<string, string>) {
    const headers = {
      ...identity,
      'Content-Type': 'application/json;charset=utf-8',
      Accept: 'application/json;charset=utf-8',
    }
    const signal = AbortSignal.timeout(PATIENCE[risk])
    try {
      return await fetch(new URL(path, apiUrl), { method: 'POST', headers, body: JSON.stringify(question), signal })
    } catch (error) {
      if (hasNeverLeft(error)) throw new NotSent('unreachable', `${path}: unreachable`)
      throw unanswered(path, String(error), risk)
    }
  }

  async function parse(path: string, response: Response, risk: Risk) {
    try {
      const text = await response.text()
      return text.startsWith('{') ? Envelope.parse(JSON.parse(text)) : undefined
    } catch (error) {
      throw unanswered(path, String(error), risk)
    }
  }
  return { ask }
}

/** No answer to a question can be asked again; no answer to a delivery is a doubt, and stays an ordinary error. */
const unanswered = (path: string, why: string, risk: Risk) =>
  risk === 'question' ? new NotSent('down', `${path}: ${why}`) : new Error(`${path}: ${why}`)

export function hasNeverLeft(error: unknown): boolean {
  const cause = (error as { cause?: { code?: string } } | undefined)?.cause
  return neverLeft.has(cause?.code ?? '')
}

export function retryAfterMs(response: Response): number | undefined {
  const seconds = Number(response.headers.get('retry-after'))
  return seconds > 0 ? seconds * 1000 : undefined
}
