/** Secrets of a request, which prove who we are: the token, the account, the client's secret. */
type Request = { headers?: Record<string, string> | undefined; body?: string | URLSearchParams }

/** Min characters of a secret: what is shorter may be a word of any page. */
const SHORTEST = 4
const HIDDEN = '●●●'

/**
 * Redaction: a text that came back, without what our own request proved itself with, however it is written: a page of errors may repeat
 * the whole request, and pages are kept and shown.
 */
export function withoutSecrets(text: string, request: Request): string {
  const spellings = secretsOf(request).flatMap(spellingsOf)
  const found = [...new Set(spellings)]
    .filter(({ length }) => length >= SHORTEST)
    .toSorted((a, b) => b.length - a.length)
  return found.reduce((rest, secret) => rest.replaceAll(secret, HIDDEN), text)
}

function secretsOf({ headers = {}, body }: Request): string[] {
  const token = headers['Authorization']?.replace(/^Bearer /, '')
  const account = headers['cpro-account']
  const password = account && Buffer.from(account, 'base64').toString('utf8').split(/:(.*)/s)[1]
  const secret = body instanceof URLSearchParams ? body.get('client_secret') : undefined
  return [token, account, password, secret].flatMap((each) => each || [])
}

/** As it is, in an address, in a form, in JSON, in a page, in base64. */
const spellingsOf = (secret: string): string[] => [
  secret,
  encodeURIComponent(secret),
  new URLSearchParams({ x: secret }).toString().slice(2),
  JSON.stringify(secret).slice(1, -1),
  secret.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;'),
  Buffer.from(secret).toString('base64'),
]
