import type { Protocol } from './cdp.ts'
import type { HostContents } from './contents.ts'
import { preventable } from './preventable.ts'
import { handlerFor, outsideUrl, type Handler } from './protocol.ts'

type Paused = Protocol.Fetch.requestPausedPayload

/** A request of a page: a navigation that main may refuse, or an address of the application's own scheme. */
export async function answerRequest(contents: HostContents, paused: Paused): Promise<void> {
  const { requestId, request } = paused
  const url = outsideUrl(request.url)
  const handler = handlerFor(url)
  if (isRefused(contents, paused, url)) contents.tell('Fetch.failRequest', { requestId, errorReason: 'Aborted' })
  else if (handler) await fulfil(contents, paused, handler)
  else contents.tell('Fetch.continueRequest', { requestId })
}

/** `will-navigate` is for what the page does by itself, not for loadURL and reload. */
function isRefused(contents: HostContents, { resourceType, frameId }: Paused, url: string): boolean {
  const isMainDocument = resourceType === 'Document' && frameId === contents.targetId
  if (!isMainDocument || contents.asksFor(url)) return false
  const event = preventable({ url, isMainFrame: true, isSameDocument: false })
  contents.emit('will-navigate', event, url, false, true)
  return event.defaultPrevented
}

async function fulfil(contents: HostContents, { requestId, request }: Paused, handler: Handler): Promise<void> {
  const url = outsideUrl(request.url)
  const { method, headers, postData } = request
  try {
    const response = await handler(
      new Request(url, { method, headers, ...(postData !== undefined && { body: postData }) }),
    )
    const body = Buffer.from(await response.arrayBuffer()).toString('base64')
    const responseHeaders = [...response.headers].map(([name, value]) => ({ name, value }))
    contents.tell('Fetch.fulfillRequest', { requestId, responseCode: response.status, responseHeaders, body })
  } catch (error) {
    process.stderr.write(`[host] ${url}: ${String(error)}\n`)
    contents.tell('Fetch.failRequest', { requestId, errorReason: 'Failed' })
  }
}
