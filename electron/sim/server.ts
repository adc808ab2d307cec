import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import limits from './data/limits.json' with { type: 'json' }
import type { Platform } from './platform.ts'

/**
 * Serves a platform on 127.0.0.1, for clients that are not ours. `port` 0 takes a free one. Gives the address without a
 * final slash, and `close`, which cuts what is still open.
 */
export async function startServer({ platform, port }: { platform: Pick<Platform, 'fetch'>; port: number }) {
  const server = createServer((incoming, outgoing) => {
    void serve({ platform, incoming, outgoing })
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

type Exchange = { platform: Pick<Platform, 'fetch'>; incoming: IncomingMessage; outgoing: ServerResponse }

/** Answers one call. Where the platform's fetch fails, the line breaks. */
async function serve({ platform, incoming, outgoing }: Exchange) {
  const leaving = new AbortController()
  outgoing.once('close', () => leaving.abort())
  try {
    const body = await bodyOf(incoming)
    if (!body) return void outgoing.writeHead(413).end()
    const response = await platform.fetch(new URL(incoming.url ?? '/', 'http://127.0.0.1'), {
      method: incoming.method ?? 'GET',
      headers: incoming.headers as Record<string, string>,
      body: body.length > 0 ? body : null,
      signal: leaving.signal,
    })
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
