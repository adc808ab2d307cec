import type { PlatformResponse } from '../../../../shared/domain/platform/messages.ts'
import patience from '../../../../shared/tables/patience.json' with { type: 'json' }
import { NeverStarted, networkCode, type Reply } from './calls.ts'
import { NotSent, Stopped } from '../errors.ts'
import { Envelope } from './wire.ts'

// What came back of a call, or why nothing did: what is certain of it, and what is kept.

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
/** Max milliseconds a gateway may ask to wait: one that says « in a year » is asked again like one that says nothing. */
const LONGEST = Math.max(...patience.minutes.hold) * 60_000
/** Max characters kept of a page that came instead of an answer. */
const KEPT = 2000

/** Excerpt that is kept of a body: its beginning, without our secrets. */
export const keptOf = ({ text, hide }: Reply): string => hide(text).slice(0, KEPT)

/** Parsing of what came back: its content when it is an answer of the trade, and how it is told. Behind the gateway it may be anything (§1.4). */
export function heard(route: string, reply: Reply) {
  const { status, text, headers, hide } = reply
  const answer: PlatformResponse = { route, status }
  const { data: content } = Envelope.safeParse(parsed(text))
  const body = keptOf(reply) || hide(headers.get('www-authenticate') ?? '')
  if (!content) return { answer: { ...answer, ...(body && { body }) } }
  const { codeRetour, error_description, libelle = error_description } = content
  const said = { ...(codeRetour !== undefined && { codeRetour }), ...(libelle && { libelle: hide(libelle) }) }
  return { content, answer: { ...answer, ...said } }
}

/** Error for a call of which nothing left this computer, for certain; undefined when that is not certain. */
export function notReached(route: string, error: unknown): NotSent | undefined {
  const code = networkCode(error) ?? ''
  const answer = { route, body: faultOf(error) }
  if (error instanceof NeverStarted) return new Stopped('down', answer)
  if (badCertificate.test(code)) return new NotSent('certificate', answer)
  return neverLeft.has(code) ? new NotSent('unreachable', answer) : undefined
}

/** Words of a network about its failure: « TypeError: fetch failed ECONNREFUSED ». */
export const faultOf = (error: unknown): string => `${String(error)} ${networkCode(error) ?? ''}`.trim()

/** Milliseconds the gateway asks to wait (Retry-After: seconds, or a date, §1.5); no longer than our own patience. */
export function retryAfterMs({ headers }: Reply): number | undefined {
  const value = headers.get('retry-after') ?? ''
  const seconds = /^\d+$/.test(value)
    ? Number(value)
    : (Date.parse(value) - Date.parse(headers.get('date') ?? '')) / 1000
  return seconds > 0 ? Math.min(seconds * 1000, LONGEST) : undefined
}

/** JSON of a text; undefined when it is none. */
export function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
