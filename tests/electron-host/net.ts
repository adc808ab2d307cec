import { readFile } from 'node:fs/promises'
import { extname } from 'node:path'
import { fileURLToPath } from 'node:url'
import { knownOnly } from './refuse.ts'

/** Electron tells the type of a local file by its name. */
const TYPES: Record<string, string> = {
  ...{ '.html': 'text/html', '.js': 'text/javascript', '.mjs': 'text/javascript', '.css': 'text/css' },
  ...{ '.json': 'application/json', '.wasm': 'application/wasm', '.pdf': 'application/pdf', '.xml': 'application/xml' },
  ...{ '.svg': 'image/svg+xml', '.png': 'image/png', '.jpg': 'image/jpeg', '.woff2': 'font/woff2' },
}

async function readLocal(url: string): Promise<Response> {
  const path = fileURLToPath(url)
  const headers = { 'content-type': TYPES[extname(path).toLowerCase()] ?? 'application/octet-stream' }
  try {
    return new Response(await readFile(path), { headers })
  } catch {
    throw new Error('net::ERR_FILE_NOT_FOUND')
  }
}

/** A spec goes offline on either engine by replacing `net.isOnline`. */
export const net = knownOnly('net', {
  fetch(input: string | Request, init?: RequestInit) {
    const url = typeof input === 'string' ? input : input.url
    return url.startsWith('file:') ? readLocal(url) : fetch(input, init)
  },
  isOnline: () => true,
  get online() {
    return this.isOnline()
  },
  // The cast: Electron adds `bypassCustomProtocolHandlers` to the options of fetch.
} satisfies Pick<Electron.Net, 'isOnline' | 'online'> & { fetch: unknown }) as unknown as Electron.Net
