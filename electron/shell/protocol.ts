import { net, protocol } from 'electron'
import { normalize, join, sep } from 'node:path'
import { pathToFileURL } from 'node:url'

export const ORIGIN = 'app://app'

/** The window loads nothing from elsewhere, runs no text as code, and sends nothing anywhere. */
const CSP = [
  "default-src 'none'",
  "script-src 'self' 'wasm-unsafe-eval'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' blob: data:",
  "font-src 'self' data:",
  "connect-src 'self'",
  "worker-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ')
const headers = { 'Content-Security-Policy': CSP, 'X-Content-Type-Options': 'nosniff' }

/** To be called before the application is ready. */
export const declareScheme = (): void =>
  protocol.registerSchemesAsPrivileged([
    { scheme: 'app', privileges: { standard: true, secure: true, supportFetchAPI: true, stream: true } },
  ])

/** app://app/ serves the window's own files, and under /pieces/ the invoices of the vault, by sha256. */
export function serveFiles({
  rendererFolder,
  pathOf,
}: {
  rendererFolder: string
  pathOf: (sha256: string) => string
}): void {
  protocol.handle('app', (request) => {
    const path = decodeURIComponent(new URL(request.url).pathname)
    const sha256 = /^\/pieces\/([0-9a-f]{64})$/.exec(path)?.[1]
    if (sha256) return answer(pathOf(sha256), 'application/octet-stream')
    const file = normalize(join(rendererFolder, path))
    return file.startsWith(rendererFolder + sep) ? answer(file) : new Response('Forbidden', { status: 403, headers })
  })
}

async function answer(file: string, type?: string): Promise<Response> {
  const response = await net.fetch(pathToFileURL(file).href).catch(() => new Response('Not found', { status: 404 }))
  const all = new Headers({
    ...Object.fromEntries(response.headers),
    ...headers,
    ...(type && { 'Content-Type': type }),
  })
  return new Response(response.body, { status: response.status, headers: all })
}

/** A page of ours, as against whatever else might come to be shown. */
export const isOurs = (url: string): boolean => url.startsWith(`${ORIGIN}/`)
