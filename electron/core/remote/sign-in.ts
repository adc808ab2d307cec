import { faultOf, hasNeverLeft, parsed, retryAfterMs, type Fetch } from './client.ts'
import { NotSent } from './remote.ts'
import { Token, TokenFailure } from './wire.ts'

/** The two identities (chorus-pro-api.md §1.1): the application at PISTE, the technical account at Chorus Pro. */
export type Credentials = {
  tokenUrl: string
  apiUrl: string
  clientId: string
  clientSecret: string
  login: string
  password: string
}
export type SignIn = ReturnType<typeof createSignIn>
type Parts = { fetch: Fetch; credentials: Credentials; now: () => number }

/** A token is renewed this long before it runs out, in milliseconds (§1.2). */
const MARGIN = 240_000

/** Keeps a valid token, and adds both identities to a request. */
export function createSignIn({ fetch, credentials, now }: Parts) {
  let token: { value: string; until: number } | undefined

  async function valid() {
    if (!token || token.until - MARGIN <= now()) token = await renew()
    return token.value
  }

  async function renew() {
    const { clientId, clientSecret, tokenUrl } = credentials
    const route = new URL(tokenUrl).pathname
    const body = new URLSearchParams({
      grant_type: 'client_credentials',
      client_id: clientId,
      client_secret: clientSecret,
      scope: 'openid',
    })
    const response = await fetch(tokenUrl, { method: 'POST', body, signal: AbortSignal.timeout(30_000) }).catch(
      (error: unknown) => {
        throw new NotSent(hasNeverLeft(error) ? 'unreachable' : 'down', { route, body: faultOf(error) })
      },
    )
    const text = await response.text().catch((error: unknown) => String(error))
    const answer = parsed(text)
    const granted = Token.safeParse(answer)
    if (response.ok && granted.success)
      return { value: granted.data.access_token, until: now() + granted.data.expires_in * 1000 }
    const failure = TokenFailure.safeParse(answer)
    const hindrance =
      failure.success || response.status === 401 ? 'unauthorized' : response.status === 429 ? 'overloaded' : 'down'
    throw new NotSent(
      hindrance,
      { route, status: response.status, ...(!response.ok && text && { body: text }) },
      retryAfterMs(response),
    )
  }

  return {
    /** Headers that say who asks. Throws `NotSent`. */
    headers: async () => ({
      Authorization: `Bearer ${await valid()}`,
      'cpro-account': Buffer.from(`${credentials.login}:${credentials.password}`, 'utf8').toString('base64'),
    }),
    forget: () => void (token = undefined),
  }
}
