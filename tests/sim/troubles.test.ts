import { expect, it, vi } from 'vitest'
import type { Trouble, TroubleName } from '../../electron/sim/platform.ts'
import { submission, world } from './support.ts'

const SOUMETTRE = 'factures/v1/soumettre'
const lost = { cause: { code: 'UND_ERR_SOCKET' } }

/** A world whose next submission meets a trouble: what the client sees of it, and how many invoices there are after. */
async function meeting(trouble: Trouble) {
  const { platform, post, putDown } = world()
  const question = submission({ pieceJointeId: await putDown() })
  platform.expect(trouble)
  const seen = await post(SOUMETTRE, question).catch((error: unknown) => error as TypeError)
  return { seen, invoices: platform.invoices().length, left: platform.troublesLeft() }
}

it.each<[TroubleName, string, number]>([
  ['unreachable', 'ECONNREFUSED', 0],
  ['cutOff', 'UND_ERR_SOCKET', 0],
  ['answerLost', 'UND_ERR_SOCKET', 1],
])('breaks the line: %s', async (trouble, code, invoices) => {
  const met = await meeting(trouble)
  expect(met).toMatchObject({ seen: { message: 'fetch failed', cause: { code } }, invoices, left: 0 })
  expect(met.seen).toBeInstanceOf(TypeError)
})

it.each<[TroubleName, number, RegExp, number]>([
  ['overloaded', 429, /^$/, 0],
  ['unauthorized', 401, /^$/, 0],
  ['forbidden', 403, /^$/, 0],
  ['empty400', 400, /^$/, 0],
  ['fault', 500, /^$/, 0],
  ['down', 503, /^$/, 0],
  ['html502', 502, /^<html>/, 0],
  ['html502Late', 502, /^<html>/, 1],
  ['unknownCode', 200, /"codeRetour":29999/, 0],
  ['noResultCode', 200, /"codeRetour":20000,"libelle":"TRA_MSG_00.015"/, 0],
  ['unknownField', 200, /"champInattendu"/, 1],
])('answers amiss: %s', async (trouble, status, body, invoices) => {
  const met = await meeting(trouble)
  const response = met.seen as Response
  expect([response.status, await response.text(), met.invoices]).toEqual([
    status,
    expect.stringMatching(body),
    invoices,
  ])
})

it('breaks off half way through an answer', async () => {
  const { seen, invoices } = await meeting('answerGarbled')
  await expect((seen as Response).json()).rejects.toThrow(SyntaxError)
  expect(invoices).toBe(1)
})

it('says how long to wait when told to', async () => {
  const { seen } = await meeting({ trouble: 'overloaded', retryAfter: 30 })
  expect((seen as Response).headers.get('retry-after')).toBe('30')
  expect(((await meeting('overloaded')).seen as Response).headers.has('retry-after')).toBe(false)
})

it('never answers until the client gives up', async () => {
  const { platform, post, putDown } = world()
  const question = submission({ pieceJointeId: await putDown() })
  platform.expect('silence')
  const client = new AbortController()
  const waiting = post(SOUMETTRE, question, { signal: client.signal })
  await vi.waitFor(() => expect(platform.invoices()).toHaveLength(1))
  client.abort()
  await expect(waiting).rejects.toMatchObject({ name: 'AbortError' })
})

it('leaves out what an answer says of pages', async () => {
  const { platform, search, submit } = world()
  await submit()
  platform.expect('noPages')
  const answer = await search()
  expect(answer.listeFactures).toHaveLength(1)
  expect(answer).not.toHaveProperty('parametresRetour')
})

it('strikes once each, in the order asked for', async () => {
  const { platform, post } = world()
  platform.expect('down', 'forbidden')
  const statuses = []
  for (let call = 0; call < 3; call++) statuses.push((await post('transverses/v1/recuperer/tauxtva', {})).status)
  expect(statuses).toEqual([503, 403, 200])
})

it('waits for the operation it is meant for, and spares the token unless told', async () => {
  const { platform, ask, putDown, post, signIn } = world()
  platform.expect({ trouble: 'answerLost', on: 'soumettre' }, { trouble: 'down', on: 'oauth/token' })
  expect((await signIn()).status).toBe(503)
  expect(await ask('transverses/v1/recuperer/tauxtva')).toMatchObject({ codeRetour: 0 })
  await expect(post(SOUMETTRE, submission({ pieceJointeId: await putDown() }))).rejects.toMatchObject(lost)
  expect(platform.troublesLeft()).toBe(0)
})

it('cuts the line until it is mended', async () => {
  const { platform, ask, signIn } = world()
  platform.outage(true)
  await expect(signIn()).rejects.toMatchObject({ cause: { code: 'ECONNREFUSED' } })
  await expect(ask('transverses/v1/recuperer/tauxtva')).rejects.toMatchObject({ cause: { code: 'ECONNREFUSED' } })
  platform.outage(false)
  expect(await ask('transverses/v1/recuperer/tauxtva')).toMatchObject({ codeRetour: 0 })
})
