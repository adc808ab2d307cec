import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { afterEach, expect, it, vi } from 'vitest'
import { createPlatform } from '../../electron/sim/platform.ts'
import { startServer } from '../../electron/sim/server.ts'
import { cii, clientOf, facturx, MINUTE, MORNING, submission } from './support.ts'

const closing: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const close of closing.splice(0)) await close()
})

/** A platform on a port of this computer, and a client that goes through the network. */
async function served() {
  let time = MORNING
  const platform = createPlatform({ now: () => time })
  const server = await startServer({ platform, port: 0 })
  closing.push(server.close)
  const pass = (milliseconds: number) => {
    time += milliseconds
  }
  return { platform, pass, url: server.url, ...clientOf({ fetch, url: server.url }) }
}

it('serves the same platform to clients from outside', async () => {
  const { submit, deposit, report, search, pass } = await served()
  expect(await submit({ number: 'FA-1' })).toMatchObject({ codeRetour: 0, statutFacture: 'DEPOSEE' })
  const { numeroFluxDepot } = await deposit(await facturx(cii()))
  pass(2 * MINUTE)
  expect(await report(numeroFluxDepot)).toMatchObject({ etatCourantDepotFlux: 'IN_INTEGRE' })
  expect(await search()).toMatchObject({ parametresRetour: { total: 2 } })
})

it('says nothing where the gateway says nothing', async () => {
  const { url, post } = await served()
  const refused = await fetch(`${url}/cpro/factures/v1/soumettre`, { method: 'POST', body: '{}' })
  expect([refused.status, refused.headers.get('www-authenticate')]).toEqual([
    400,
    expect.stringContaining('Bearer') as string,
  ])
  const unknown = await post('factures/v1/nowhere', {})
  expect([unknown.status, await unknown.text(), unknown.headers.has('x-correlationid')]).toEqual([403, '', true])
})

it('breaks the line as a network does', async () => {
  const { platform, post, putDown } = await served()
  const question = submission({ pieceJointeId: await putDown() })
  platform.expect('cutOff', 'answerLost')
  await expect(post('factures/v1/soumettre', question)).rejects.toThrow('fetch failed')
  expect(platform.invoices()).toHaveLength(0)
  await expect(post('factures/v1/soumettre', question)).rejects.toThrow('fetch failed')
  expect(platform.invoices()).toHaveLength(1)
})

it('lets a client give up', async () => {
  const { platform, post, headers } = await served()
  await headers()
  platform.expect('silence')
  const client = new AbortController()
  const waiting = post('transverses/v1/recuperer/tauxtva', {}, { signal: client.signal })
  await vi.waitFor(() => expect(platform.troublesLeft()).toBe(0))
  client.abort()
  await expect(waiting).rejects.toMatchObject({ name: 'AbortError' })
})

it('reads no body without end', async () => {
  const { url } = await served()
  const chunk = new Uint8Array(1024 * 1024)
  let sent = 0
  const body = new ReadableStream({
    pull(controller) {
      if (sent++ < 80) controller.enqueue(chunk)
      else controller.close()
    },
  })
  const init = { method: 'POST', body, duplex: 'half' }
  const response = await fetch(`${url}/cpro/factures/v1/deposer/flux`, init)
  expect(response.status).toBe(413)
})

it('runs from a terminal, says how to use it, and ends cleanly on Ctrl-C', async () => {
  const main = fileURLToPath(new URL('../../electron/sim/main.ts', import.meta.url))
  const running = spawn(process.execPath, [main, '--port', '0', '--haste', '20'])
  const [words] = (await once(running.stdout, 'data')) as [Buffer]
  const url = /http:\/\/127\.0\.0\.1:\d+/.exec(words.toString())?.[0]
  expect(words.toString()).toContain('choriste-demo / choriste-demo')
  const { ask } = clientOf({ fetch, url: url! })
  expect(await ask('transverses/v1/recuperer/tauxtva')).toMatchObject({ codeRetour: 0 })
  running.kill('SIGINT')
  expect(await once(running, 'exit')).toEqual([0, null])
})

it('refuses a port that is none, in words', async () => {
  const main = fileURLToPath(new URL('../../electron/sim/main.ts', import.meta.url))
  const running = spawn(process.execPath, [main, '--port', 'abc'])
  const [words] = (await once(running.stderr, 'data')) as [Buffer]
  expect(words.toString()).toMatch(/--port attend un numéro de port/)
  expect(await once(running, 'exit')).toEqual([2, null])
})
