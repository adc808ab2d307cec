import { randomBytes } from 'node:crypto'
import given from './data/access.json' with { type: 'json' }
import type { Account } from './account.ts'
import { isWellFormed } from './directory/siret.ts'
import type { Caller } from './operation.ts'

/** What opens the simulator: one client of PISTE, one technical account of Chorus Pro. Inventions, so no secret. */
export const credentials = {
  clientId: given.clientId,
  clientSecret: given.clientSecret,
  login: given.login,
  password: given.password,
}

const DAY = 86_400_000

type Parts = {
  now: () => number
  isDemonstration: boolean
  /** How long a token lives, in seconds. */
  tokenSeconds?: number | undefined
  /** When the technical account ends, in epoch milliseconds; never, unless given. */
  accountExpiresAt?: number | undefined
  /** Technical accounts, each with its own firms, in place of the one there is. */
  accounts?: Account[] | undefined
}

/** The two keys of every call: PISTE's token and the technical account (chorus-pro-api.md §1.1). Tokens live in memory only. */
export function createAccess({
  now,
  isDemonstration,
  tokenSeconds = given.tokenSeconds,
  accountExpiresAt,
  accounts,
}: Parts) {
  const tokens = new Map<string, number>()

  /** Answers POST /api/oauth/token (chorus-pro-api.md §1.2). */
  async function token(request: Request): Promise<Response> {
    const form = new URLSearchParams(await request.text())
    if (request.method !== 'POST' || form.get('grant_type') !== 'client_credentials') {
      return refusal('unsupported_grant_type', 'The grant type is not supported')
    }
    if (form.get('client_id') !== credentials.clientId || form.get('client_secret') !== credentials.clientSecret) {
      return refusal('invalid_client', 'Client authentication failed')
    }
    const access_token = randomBytes(40).toString('base64url').slice(0, 54)
    tokens.set(access_token, now() + tokenSeconds * 1000)
    return Response.json({
      access_token,
      token_type: 'Bearer',
      expires_in: tokenSeconds,
      scope: form.get('scope') ?? '',
    })
  }

  const isKnown = (authorization: string) => {
    const end = tokens.get(/^Bearer (.+)$/i.exec(authorization)?.[1] ?? '')
    return end !== undefined && now() < end
  }

  /** Who the `cpro-account` header names; undefined when it opens nothing. */
  function callerOf(account: string): Caller | undefined {
    const [login = '', password] = Buffer.from(account, 'base64').toString('utf8').split(/:(.*)/s)
    const configured = accounts?.find((each) => each.login === login)
    if (accounts)
      return opens(configured, password) ? { siret: configured!.sirets[0] ?? '', account: configured } : undefined
    const siret = /^TECH_\d+_(\d{14})@cpro\.fr$/.exec(login)?.[1] ?? ''
    const isOurs = login === credentials.login || (isDemonstration && isWellFormed(siret))
    const isOver = accountExpiresAt !== undefined && now() >= accountExpiresAt
    return isOurs && password === credentials.password && !isOver ? { siret } : undefined
  }

  const opens = (account: Account | undefined, password: string | undefined) =>
    account?.password === password && now() < (account?.expiresAt ?? Infinity)

  return {
    token,
    isKnown,
    callerOf,
    expiresAt: () => accountExpiresAt ?? now() + given.accountDays * DAY,
  }
}
export type Access = ReturnType<typeof createAccess>

const refusal = (error: string, error_description: string) =>
  Response.json({ error, error_description }, { status: 400 })
