import type { Calls } from './calls.ts'
import { faultOf, keptOf, notReached, parsed, retryAfterMs } from './responses.ts'
import { NotSent } from '../errors.ts'
import { Token, TokenFailure } from './wire.ts'

/** Credentials, two identities (chorus-pro-api.md §1.1): the application at PISTE, the technical account at Chorus Pro. */
export type Credentials = {
  tokenUrl: string
  apiUrl: string
  clientId: string
  clientSecret: string
  login: string
  password: string
}
export type SignIn = ReturnType<typeof createSignIn>
type Deps = {
  calls: Calls
  /** Undefined while this firm is not connected, or its secrets are locked. */
  credentials: () => Credentials | undefined
  /** Milliseconds that only go forward: a token lives as long, whatever is done to the clock. */
  ticks: () => number
}

/** Milliseconds before it runs out at which a token is renewed (§1.2). */
const MARGIN = 240_000

/** Authentication (OAuth2): keeps a valid token, and adds both identities to a request. */
export function createSignIn({ calls, credentials, ticks }: Deps) {
  let token: { value: string; until: number } | undefined

  async function renew({ clientId, clientSecret, tokenUrl }: Credentials) {
    const route = new URL(tokenUrl).pathname
    const body = new URLSearchParams({
      grant_type: 'client_credentials',
      client_id: clientId,
      client_secret: clientSecret,
      scope: 'openid',
    })
    const reply = await calls
      .post(tokenUrl, { body, timeoutMs: 30_000, mostBytes: 2 ** 20 })
      .catch((error: unknown) => {
        throw notReached(route, error) ?? new NotSent('down', { route, body: faultOf(error) })
      })
    const answer = parsed(reply.text)
    const granted = Token.safeParse(answer)
    if (reply.status === 200 && granted.success)
      return { value: granted.data.access_token, until: ticks() + granted.data.expires_in * 1000 }
    const { status, text } = reply
    const isRefused = status < 500 && (TokenFailure.safeParse(answer).success || status === 401)
    const hindrance = isRefused ? 'tokenRefused' : status === 429 ? 'overloaded' : 'down'
    throw new NotSent(
      hindrance,
      { route, status, ...(status !== 200 && text && { body: keptOf(reply) }) },
      retryAfterMs(reply),
    )
  }

  return {
    /** Where to ask, and headers that say who asks. Throws `NotSent`. */
    identity: async () => {
      const access = credentials()
      if (!access) throw new NotSent('unconnected', {})
      if (!token || token.until - MARGIN <= ticks()) token = await renew(access)
      return {
        apiUrl: access.apiUrl,
        headers: {
          Authorization: `Bearer ${token.value}`,
          'cpro-account': Buffer.from(`${access.login}:${access.password}`, 'utf8').toString('base64'),
        },
      }
    },
    /** The next call asks for a new token. */
    forget: () => void (token = undefined),
  }
}
