import type { PlatformResponse } from '../../../../shared/domain/platform/messages.ts'
import type { Outage } from '../../../../shared/domain/platform/outage.ts'
import patience from '../../../../shared/tables/patience.json' with { type: 'json' }
import type { Calls, Reply } from './calls.ts'
import { problemsOf } from './problems.ts'
import type { Operation, Risk } from './operations.ts'
import { NotSent, Refused, Stopped, TooLong, Unanswered } from '../errors.ts'
import { faultOf, heard, keptOf, notReached, retryAfterMs } from './responses.ts'
import type { SignIn } from './sign-in.ts'

export type Client = ReturnType<typeof createClient>
type Deps = { calls: Calls; signIn: SignIn }
type Identity = Awaited<ReturnType<SignIn['identity']>>

/** Statuses with which the gateway turns a call away before Chorus Pro hears of it (chorus-pro-api.md §1.4). */
const turnedAway: Partial<Record<number, Outage>> = { 401: 'unauthorized', 403: 'forbidden', 429: 'overloaded' }
/** Refusals of the request itself, never to be repeated as it is (§9.4). */
const refusals = new Set([400, 404, 413, 415])
/** Client of Chorus Pro: signs in, posts JSON, and tells what is certain from what is not. */
export function createClient({ calls, signIn }: Deps) {
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

/** No answer to a question can be asked again; no answer to a delivery is a doubt, and stays an ordinary error. */
const unanswered = (answer: PlatformResponse, risk: Risk, reply?: Reply) =>
  risk === 'delivery' ? new Unanswered(answer) : new NotSent('down', answer, reply && retryAfterMs(reply))

/** We gave up waiting: for a big file on a slow line that is no wonder. */
const isTimeout = (error: unknown) => (error as { name?: string }).name === 'TimeoutError'
