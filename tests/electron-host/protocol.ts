import { isReady } from './app.ts'
import { knownOnly } from './refuse.ts'

export type Handler = (request: Request) => Response | Promise<Response>
const handlers = new Map<string, Handler>()

/** The application's answer to a request of this address, if its scheme is the application's own. */
export const handlerFor = (url: string): Handler | undefined => handlers.get(new URL(url).protocol.slice(0, -1))

/**
 * Chromium drops an unknown scheme before anybody can answer it, so `app://host/x` is `https://host.app.localhost/x`
 * inside: a secure standard origin that no resolver ever sees. Main sees `app://` everywhere.
 */
export function insideUrl(url: string): string {
  const [, scheme, host, rest] = /^([a-z][a-z0-9+.-]*):\/\/([^/?#]*)(.*)$/i.exec(url) ?? []
  return scheme && handlers.has(scheme) ? `https://${host}.${scheme}.localhost${rest}` : url
}

/** The way back of `insideUrl`. */
export function outsideUrl(url: string): string {
  const [, host, scheme, rest] = /^https:\/\/([^/?#]*)\.([a-z0-9+-]+)\.localhost(.*)$/i.exec(url) ?? []
  return scheme && handlers.has(scheme) ? `${scheme}://${host}${rest}` : url
}

export const protocol = knownOnly('protocol', {
  /** All schemes are standard and secure here, whatever is asked; only the moment is checked. */
  registerSchemesAsPrivileged() {
    if (isReady()) throw new Error('protocol.registerSchemesAsPrivileged should be called before app is ready')
  },
  handle(scheme, handler) {
    if (handlers.has(scheme)) throw new Error(`Failed to register protocol: ${scheme}`)
    handlers.set(scheme, handler)
  },
  unhandle: (scheme) => void handlers.delete(scheme),
  isProtocolHandled: (scheme) => handlers.has(scheme),
} satisfies Pick<
  Electron.Protocol,
  'registerSchemesAsPrivileged' | 'handle' | 'unhandle' | 'isProtocolHandled'
>) as unknown as Electron.Protocol
