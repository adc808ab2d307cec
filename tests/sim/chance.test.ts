import { expect, it } from 'vitest'
import { troubleNames, type TroubleName } from '../../electron/sim/effects.ts'
import type { Chance } from '../../electron/sim/chance.ts'
import { world, type Changes } from './support.ts'

const TAUX = 'transverses/v1/recuperer/tauxtva'
/** Those that end by themselves and leave a status to look at. */
const quick: TroubleName[] = ['overloaded', 'unauthorized', 'forbidden', 'empty400', 'fault', 'down', 'html502']

/** The statuses a client sees of so many calls; the first one signs in beforehand. */
async function seen(options: { chance: Chance }, count: number) {
  const { post, headers, platform } = world()
  await headers()
  platform.shake(options.chance)
  const statuses = []
  for (let call = 0; call < count; call++) statuses.push((await post(TAUX, {})).status)
  return statuses
}
const chance = (seed: string, rate = 0.3) => ({ chance: { seed, rate, among: quick } })

it('brings the same troubles for the same seed and order of calls', async () => {
  const first = await seen(chance('abc'), 60)
  expect(await seen(chance('abc'), 60)).toEqual(first)
  expect(await seen(chance('abd'), 60)).not.toEqual(first)
  expect(new Set(first).size).toBeGreaterThan(4)
})

it('strikes as often as told', async () => {
  const hits = async (rate: number) => (await seen(chance('x', rate), 400)).filter((status) => status !== 200).length
  expect(await hits(0)).toBe(0)
  expect(await hits(1)).toBe(400)
  expect(await hits(0.1)).toBeGreaterThan(20)
  expect(await hits(0.1)).toBeLessThan(60)
})

it('is not shifted by what was asked for, and ends when told', async () => {
  const plain = await seen(chance('abc'), 20)
  const { post, headers, platform } = world()
  await headers()
  platform.shake(chance('abc').chance)
  platform.expect({ trouble: 'down', on: 'tauxtva', call: 3 })
  const statuses = []
  for (let call = 0; call < 20; call++) statuses.push((await post(TAUX, {})).status)
  expect(statuses).toEqual(plain.with(2, 503))
  platform.shake(undefined)
  expect((await post(TAUX, {})).status).toBe(200)
})

it('draws from every trouble unless told', async () => {
  const { platform, post, headers } = world()
  await headers()
  platform.shake({ seed: '7', rate: 1 })
  const client = new AbortController()
  const calls = Array.from({ length: 50 }, () => post(TAUX, {}, { signal: client.signal }).catch(() => undefined))
  await new Promise(setImmediate)
  client.abort()
  await Promise.all(calls)
  const met = new Set(platform.lastCalls().map(({ trouble }) => trouble))
  expect(met.size).toBeGreaterThan(15)
  for (const name of met) expect(troubleNames).toContain(name)
})

it('waits for the call it is meant for', async () => {
  const { platform, post, headers } = world()
  await headers()
  platform.expect({ trouble: 'down', on: 'tauxtva', call: 2 }, { trouble: 'forbidden', on: 'tauxtva', call: 3 })
  expect(platform.troubles()).toEqual([
    { trouble: 'down', on: 'tauxtva', call: 2 },
    { trouble: 'forbidden', on: 'tauxtva', call: 3 },
  ])
  const statuses = []
  for (let call = 0; call < 4; call++) statuses.push((await post(TAUX, {})).status)
  expect(statuses).toEqual([200, 503, 403, 200])
  platform.expect('down')
  platform.forgetTroubles()
  expect((await post(TAUX, {})).status).toBe(200)
})

it('remembers the last calls and what they met', async () => {
  const { platform, ask, post, now } = world()
  await ask(TAUX)
  platform.expect('cutOff')
  await post(TAUX, {}).catch(() => undefined)
  expect(platform.lastCalls()).toEqual([
    { at: now(), operation: TAUX, trouble: 'cutOff', status: null },
    { at: now(), operation: TAUX, status: 200 },
    { at: now(), operation: 'oauth/token', status: 200 },
  ])
  for (let call = 0; call < 60; call++) await ask(TAUX)
  expect(platform.lastCalls()).toHaveLength(50)
})

const submitted = async (changes: Changes = {}) => {
  const here = world()
  await here.submit(changes)
  return here
}

it('speaks of statuses nobody knows', async () => {
  const { platform, search } = await submitted()
  platform.expect('unknownStatus')
  expect(await search()).toMatchObject({ listeFactures: [{ statut: 'STATUT_DE_DEMAIN', typeFacture: 'FACTURE' }] })
})

it('writes dates in another of the three forms', async () => {
  const { platform, ask, search } = await submitted({ number: '2026-11-20' })
  platform.expect('otherDates', 'otherDates')
  expect(await search()).toMatchObject({
    listeFactures: [
      {
        numeroFacture: '2026-11-20',
        dateFacture: '2026-11-20T00:00:00+01:00',
        dateHeureEtatCourant: '2026-11-23 10:15',
      },
    ],
  })
  const { id } = platform.invoices()[0]!
  expect(await ask('factures/v1/consulter/historique', { idFacture: id })).toMatchObject({
    historiquesDesStatuts: { histoStatut: [{ histoStatutDatePassage: '2026-11-23T10:15:00.000+0100' }] },
  })
})

it('cuts pages of ten whatever was asked for', async () => {
  const { platform, search, submit } = world()
  for (let number = 0; number < 12; number++) await submit({ number: `FA-${number}` })
  platform.expect('smallPages')
  const paging = { rechercheFactureParFournisseur: { nbResultatsParPage: 100 } }
  expect(await search(paging)).toMatchObject({ parametresRetour: { nbResultatsParPage: 10, pages: 2, total: 12 } })
  expect(await search(paging)).toMatchObject({ parametresRetour: { nbResultatsParPage: 100, pages: 1 } })
})

it('takes its time, unless the client gives up', async () => {
  const { platform, post, headers } = world()
  await headers()
  platform.expect({ trouble: 'slow', seconds: 0.001 }, 'slow')
  expect((await post(TAUX, {})).status).toBe(200)
  const client = new AbortController()
  const waiting = post(TAUX, {}, { signal: client.signal })
  queueMicrotask(() => client.abort())
  await expect(waiting).rejects.toMatchObject({ name: 'AbortError' })
})

it('leaves an answer without words as it is', async () => {
  const { platform, post } = world()
  platform.expect('unknownField')
  expect((await post('nowhere', {})).status).toBe(403)
})
