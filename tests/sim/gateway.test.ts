import { expect, it } from 'vitest'
import { credentials } from '../../electron/sim/platform.ts'
import { MINUTE, world } from './support.ts'

const TAUX = 'transverses/v1/recuperer/tauxtva'
const URL = 'https://sim.invalid/cpro/'

it('gives a token for an hour to the client it knows', async () => {
  const { signIn } = world()
  const response = await signIn()
  expect(response.status).toBe(200)
  expect(await response.json()).toEqual({
    access_token: expect.stringMatching(/^[\w-]{54}$/) as string,
    token_type: 'Bearer',
    expires_in: 3600,
    scope: 'openid',
  })
})

it('says the same of an unknown client and of a wrong secret', async () => {
  const { platform } = world()
  const tell = async (client_id: string, client_secret: string) => {
    const body = new URLSearchParams({ grant_type: 'client_credentials', client_id, client_secret })
    const response = await platform.fetch('https://sim.invalid/api/oauth/token', { method: 'POST', body })
    return [response.status, await response.text()]
  }
  const wrong = await tell(credentials.clientId, 'wrong')
  expect(wrong).toEqual(await tell('nobody', credentials.clientSecret))
  expect(wrong[0]).toBe(400)
  expect(JSON.parse(String(wrong[1]))).toMatchObject({ error: 'invalid_client' })
})

it('answers a call that has everything', async () => {
  const { ask } = world()
  expect(await ask(TAUX)).toMatchObject({
    codeRetour: 0,
    listeTauxTva: [{ codeTauxTva: 'TVA1', valeurTauxTva: 0 }, {}, {}, {}, { codeTauxTva: 'TVA5', valeurTauxTva: 20 }],
  })
})

it('looks at a call in the order of the real gateway', async () => {
  const { platform, headers } = world()
  const right = await headers()
  const { authorization, 'cpro-account': account } = right
  const send = (path: string, given: Record<string, string>, body = '{}') =>
    platform.fetch(URL + path, { method: 'POST', headers: given, body })

  // Each call repairs the fault of the one before, and keeps all the others.
  const noToken = await send('nowhere', {}, 'not json')
  expect([noToken.status, noToken.headers.get('www-authenticate')]).toEqual([
    400,
    expect.stringContaining('Unable to find token'),
  ])
  expect((await send('nowhere', { authorization: 'Bearer stranger' }, 'not json')).status).toBe(401)
  const noRoute = await send('nowhere', { authorization }, 'not json')
  expect([noRoute.status, await noRoute.text(), noRoute.headers.has('x-correlationid')]).toEqual([403, '', true])
  expect((await send(TAUX, { authorization }, 'not json')).status).toBe(401)
  const wrong = Buffer.from(`${credentials.login}:wrong`).toString('base64')
  expect((await send(TAUX, { authorization, 'cpro-account': wrong }, 'not json')).status).toBe(401)
  expect((await send(TAUX, { authorization, 'cpro-account': account }, 'not json')).status).toBe(415)
  expect((await send(TAUX, { ...right, 'content-type': 'text/plain' }, '{}')).status).toBe(415)
  const notJson = await send(TAUX, right, 'not json')
  expect([notJson.status, await notJson.text()]).toEqual([400, ''])
  expect((await send(TAUX, right)).status).toBe(200)
  expect((await send(TAUX, { ...right, 'content-type': 'application/json' })).status).toBe(200)
})

it('says nothing when a required field is missing, null or of another type', async () => {
  const { post } = world()
  for (const question of [{}, { idFacture: null }, { idFacture: '' }, { idFacture: 'F1' }, { idFacture: 1.5 }, []]) {
    const response = await post('factures/v1/consulter/historique', question)
    expect([response.status, await response.text()]).toEqual([400, ''])
  }
})

it('knows nothing outside its addresses', async () => {
  const { platform } = world()
  expect((await platform.fetch('https://sim.invalid/elsewhere', { method: 'POST' })).status).toBe(404)
})

it('ignores fields it does not know', async () => {
  const { ask } = world()
  expect(await ask(TAUX, { idUtilisateurCourant: 0, inconnu: { a: 1 } })).toMatchObject({ codeRetour: 0 })
})

it('no longer knows a token after its time', async () => {
  const { post, pass } = world({ tokenSeconds: 600 })
  expect((await post(TAUX, {})).status).toBe(200)
  pass(10 * MINUTE)
  expect((await post(TAUX, {})).status).toBe(401)
})

it('closes the technical account on its day, and says that day beforehand', async () => {
  const { post, ask, pass, now } = world({ accountExpiresAt: Date.UTC(2026, 10, 23, 9, 30) })
  expect(now()).toBeLessThan(Date.UTC(2026, 10, 23, 9, 30))
  expect(await ask('structures/v1/consulter', { idStructureCPP: 25700001 })).toMatchObject({
    informationGenerales: { dateExpirationMotPasseCompteTech: '2026-11-23T10:30:00.000+01:00' },
  })
  pass(15 * MINUTE)
  expect((await post(TAUX, {})).status).toBe(401)
})

it('says that it is well, to a GET', async () => {
  const { platform, headers } = world()
  const response = await platform.fetch(`${URL}transverses/v1/health-check`, { headers: await headers() })
  expect(await response.json()).toEqual({
    body: "L'API CPRO est actuellement disponible et fonctionnel.",
    statusCodeValue: 200,
    statusCode: 'OK',
  })
})

it('counts calls by operation', async () => {
  const { platform, ask } = world()
  await ask(TAUX)
  await ask(TAUX)
  expect(platform.calls()).toEqual({ 'oauth/token': 1, [TAUX]: 2 })
})
