import { request } from 'node:http'
import { afterEach, expect, it } from 'vitest'
import { createAdmin } from '../../electron/sim/admin/admin.ts'
import { createPlatform } from '../../electron/sim/platform.ts'
import { startServer } from '../../electron/sim/server.ts'
import { cii, clientOf, facturx, MINUTE, MORNING } from './support.ts'

const closing: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const close of closing.splice(0)) await close()
})

type Headers = Record<string, string>
type State = {
  now: number
  isOut: boolean
  troubles: object[]
  calls: object[]
  invoices: { status: string; comment: string }[]
  flows: { status: string }[]
  choices: { troubles: Record<string, string>; routes: string[] }
}

/** A served platform, and its page as a browser or something else asks for it: any header can be said. */
async function served() {
  let time = MORNING
  const platform = createPlatform({ now: () => time })
  const admin = createAdmin({
    platform,
    advance: (milliseconds) => {
      time += milliseconds
    },
  })
  const { url, close } = await startServer({ platform, port: 0, admin })
  closing.push(close)
  const send = (path: string, { method = 'GET', headers = {}, body = '' } = {}) =>
    new Promise<{ status: number; headers: object; text: string }>((resolve, reject) => {
      const asking = request(`${url}${path}`, { method, headers, setHost: !('host' in headers) }, (answer) => {
        const chunks: Buffer[] = []
        answer.on('data', (chunk: Buffer) => chunks.push(chunk))
        answer.on('end', () =>
          resolve({ status: answer.statusCode!, headers: answer.headers, text: Buffer.concat(chunks).toString() }),
        )
      })
      asking.on('error', reject).end(body)
    })
  const order = async (content: object, headers: Headers = {}) => {
    const body = JSON.stringify(content)
    const answer = await send('/admin/order', {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body,
    })
    return { status: answer.status, state: (answer.text ? JSON.parse(answer.text) : undefined) as State }
  }
  return { platform, url, send, order, ...clientOf({ fetch, url }) }
}

it('serves its page, which loads nothing from elsewhere', async () => {
  const { send } = await served()
  const page = await send('/admin')
  expect([page.status, page.text]).toEqual([200, expect.stringContaining('<html lang="fr">') as string])
  expect(page.headers).toMatchObject({
    'content-type': 'text/html;charset=utf-8',
    'content-security-policy': expect.stringMatching(/^default-src 'none'/) as string,
  })
  for (const file of ['/admin/page.css', '/admin/page.js']) expect((await send(file)).status).toBe(200)
  expect((await send('/admin/../admin.ts')).status).toBe(404)
  expect((await send('/admin/page.json')).status).toBe(404)
})

it('shows what there is, and moves it', async () => {
  const { submit, deposit, order, platform } = await served()
  await submit()
  const { numeroFluxDepot } = await deposit(await facturx(cii()))
  const id = platform.invoices()[0]!.id
  const { state } = await order({ do: 'move', which: id, status: ' ETAT_DE_DEMAIN ', comment: 'SIMULÉ : pourquoi' })
  expect(state.invoices).toMatchObject([
    { number: 'FA-2026-0042', status: 'ETAT_DE_DEMAIN', comment: 'SIMULÉ : pourquoi' },
  ])
  const moved = await order({ do: 'move', which: numeroFluxDepot, status: 'IN_INTEGRE', comment: '' })
  expect(moved.state.flows).toMatchObject([{ status: 'IN_INTEGRE' }])
  expect(moved.state.invoices).toHaveLength(2)
  expect((await order({ do: 'move', which: 'nobody', status: 'X', comment: '' })).status).toBe(404)
  expect((await order({ do: 'move', which: id, status: ' ', comment: '' })).status).toBe(400)
})

it('hastens the clock', async () => {
  const { submit, order } = await served()
  await submit()
  const { state } = await order({ do: 'advance', minutes: 60 })
  expect([state.now, state.invoices[0]!.status]).toEqual([MORNING + 60 * MINUTE, 'MISE_EN_PAIEMENT'])
})

it('provokes troubles, forgets them, and cuts the line', async () => {
  const { ask, post, order, headers } = await served()
  await headers()
  const asked = await order({ do: 'trouble', trouble: 'down', on: 'transverses/v1/recuperer/tauxtva' })
  expect(asked.state.troubles).toEqual([{ trouble: 'down', on: 'transverses/v1/recuperer/tauxtva', call: 1 }])
  expect((await post('transverses/v1/recuperer/tauxtva', {})).status).toBe(503)
  await order({ do: 'trouble', trouble: 'forbidden', on: '' })
  expect((await order({ do: 'forget' })).state.troubles).toEqual([])
  expect((await order({ do: 'outage', isOn: true })).state.isOut).toBe(true)
  await expect(ask('transverses/v1/recuperer/tauxtva')).rejects.toThrow('fetch failed')
  const { state } = await order({ do: 'outage', isOn: false })
  expect(state.calls).toMatchObject([{ trouble: 'unreachable', status: null }, { status: 503 }, { status: 200 }])
  expect(await ask('transverses/v1/recuperer/tauxtva')).toMatchObject({ codeRetour: 0 })
  expect((await order({ do: 'trouble', trouble: 'unheard of', on: '' })).status).toBe(400)
})

it('answers only its own pages', async () => {
  const { url, send, order } = await served()
  const { host } = new URL(url)
  for (const stranger of ['evil.example', `evil.example:${new URL(url).port}`, '127.0.0.1.evil.example', 'localhost'])
    expect((await send('/admin/state', { headers: { host: stranger } })).status).toBe(403)
  const forget = { do: 'forget' }
  expect((await order(forget, { origin: `http://${host}` })).status).toBe(200)
  for (const origin of [
    'http://evil.example',
    'null',
    `http://${host}.evil.example`,
    `https://${host}`,
    'http://127.0.0.1:1',
  ])
    expect((await order(forget, { origin })).status).toBe(403)
  expect((await order(forget, { 'content-type': 'text/plain' })).status).toBe(415)
  expect((await send('/admin/order', { method: 'PUT' })).status).toBe(405)
  expect((await send('/administration')).status).toBe(404)
})
