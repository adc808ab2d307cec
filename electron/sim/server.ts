import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import limits from './data/limits.json' with { type: 'json' }
import type { Admin } from './admin/admin.ts'
import type { Platform } from './platform.ts'

/**
 * Serves a platform on 127.0.0.1, for clients that are not ours. `port` 0 takes a free one. Gives the address without a
 * final slash, and `close`, which cuts what is still open.
 */
export async function startServer({ port, ...served }: Served & { port: number }) {
  const server = createServer((incoming, outgoing) => {
    void serve({ ...served, incoming, outgoing })
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject).listen(port, '127.0.0.1', resolve)
  })
  const { port: taken } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${taken}`,
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

/** The platform, and besides it the page of whoever runs it, if there is one. */
type Served = { platform: Pick<Platform, 'fetch'>; admin?: Admin }
type Exchange = Served & { incoming: IncomingMessage; outgoing: ServerResponse }

/** Answers one call. Where the platform's fetch fails, the line breaks. */
async function serve({ platform, admin, incoming, outgoing }: Exchange) {
  const leaving = new AbortController()
  outgoing.once('close', () => leaving.abort())
  try {
    const body = await bodyOf(incoming)
    if (!body) return void outgoing.writeHead(413).end()
    const method = incoming.method ?? 'GET'
    // A path of two slashes is a path, not another host; what a GET carries is nobody's business.
    const request = new Request(`http://127.0.0.1${incoming.url ?? '/'}`, {
      method,
      headers: incoming.headers as Record<string, string>,
      body: body.length > 0 && !/^(GET|HEAD)$/.test(method) ? body : null,
      signal: leaving.signal,
    })
    const response = (await admin?.(request)) ?? (await platform.fetch(request))
    outgoing.writeHead(response.status, Object.fromEntries(response.headers))
    outgoing.end(Buffer.from(await response.arrayBuffer()))
  } catch {
    incoming.socket.destroy()
  }
}

/**
 * The body of a call; undefined when it is larger than the gateway takes. What is beyond is read and forgotten: a client
 * that is still writing when it is refused would see a broken line instead of the refusal.
 */
async function bodyOf(incoming: IncomingMessage): Promise<Buffer<ArrayBuffer> | undefined> {
  const chunks: Buffer[] = []
  let length = 0
  for await (const chunk of incoming as AsyncIterable<Buffer>) {
    length += chunk.length
    if (length <= limits.bodyBytes) chunks.push(chunk)
    else chunks.length = 0
  }
  return length <= limits.bodyBytes ? Buffer.concat(chunks) : undefined
}
