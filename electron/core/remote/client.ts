import type { Answer, Hindrance } from '../../../shared/domain/chorus-words.ts'
import { problemsOf } from './errors.ts'
import { NotSent, Refused, Unanswered } from './remote.ts'
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
const refusals = new Set([400, 404, 413, 415])
/** Of a page that came instead of an answer, so much is kept, in characters. */
const KEPT = 2000

/** Asks Chorus Pro: signs in, posts JSON, and tells what is certain from what is not. */
export function createClient({ fetch, apiUrl, signIn }: Parts) {
  /**
   * The answer, when `codeRetour` is 0. Throws `NotSent` when it may safely be asked again, `Refused` when Chorus Pro said
   * no; for a delivery, any other error means that it may have arrived.
   */
  async function ask(path: string, question: object, risk: Risk = 'question') {
    const response = await postSignedIn(path, question, risk)
    const { content, answer } = await hear(path, response)
    const hindrance = turnedAway[response.status]
    if (hindrance) throw new NotSent(hindrance, answer, retryAfterMs(response))
    if (response.status >= 500) throw unanswered(answer, risk)
    if (answer.codeRetour || refusals.has(response.status)) throw new Refused(...problemsOf(answer))
    if (!response.ok || !content) throw unanswered(answer, risk)
    return content
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
      const answer = { route: path, body: faultOf(error) }
      if (hasNeverLeft(error)) throw new NotSent('unreachable', answer)
      throw unanswered(answer, risk)
    }
  }
  return { ask }
}

/** What came back: its content when it is an answer of the trade, and how it is told. Behind the gateway it may be anything (§1.4). */
async function hear(route: string, response: Response) {
  const answer: Answer = { route, status: response.status }
  const text = await response.text().catch((error: unknown) => String(error))
  const { data: content } = Envelope.safeParse(parsed(text))
  const body = text || response.headers.get('www-authenticate')
  if (!content) return { answer: { ...answer, ...(body && { body: body.slice(0, KEPT) }) } }
  const { codeRetour, error_description, libelle = error_description } = content
  return { content, answer: { ...answer, codeRetour, ...(libelle && { libelle }) } }
}

export function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** No answer to a question can be asked again; no answer to a delivery is a doubt, and stays an ordinary error. */
const unanswered = (answer: Answer, risk: Risk) =>
  risk === 'question' ? new NotSent('down', answer) : new Unanswered(answer)

const causeOf = (error: unknown) => (error as { cause?: { code?: string } } | undefined)?.cause?.code ?? ''
export const hasNeverLeft = (error: unknown): boolean => neverLeft.has(causeOf(error))
/** What a network says of its failure: « TypeError: fetch failed ECONNREFUSED ». */
export const faultOf = (error: unknown): string => `${String(error)} ${causeOf(error)}`.trim()

export function retryAfterMs(response: Response): number | undefined {
  const seconds = Number(response.headers.get('retry-after'))
  return seconds > 0 ? seconds * 1000 : undefined
}
