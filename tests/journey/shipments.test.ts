import Database from 'better-sqlite3'
import { copyFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { copiesIn, COPIES } from '../../electron/core/backup/copy-files.ts'
import { DATABASE, openStore } from '../../electron/core/store/database.ts'
import type { TroubleName } from '../../electron/sim/platform.ts'
import type { InvoiceAt } from '../../shared/domain/lifecycle/invoice.ts'
import { world } from '../support/world.ts'

type World = ReturnType<typeof world>
const FLUX = { kind: 'cii', paymentMeansCode: '30' } as const
const numbers = ['LOT-1', 'LOT-2', 'LOT-3']
const isDelivery = (path: string) => path.endsWith('/deposer/flux')

async function drafts(w: World, named = numbers) {
  const ids: string[] = []
  for (const number of named) ids.push(await w.draft({ number }, FLUX))
  return ids
}
/** Three invoices on their way in one shipment. */
async function lot(w: World) {
  const ids = await drafts(w)
  expect(w.core.ledger.approveTogether(ids)).toBe(true)
  return ids
}
/** The shipment an invoice is in, or was in last. */
function shipmentOf({ dataFolder }: World, id: string) {
  const db = new Database(join(dataFolder, DATABASE), { readonly: true })
  const found = db
    .prepare(`SELECT shipment_id FROM shipment_invoices WHERE invoice_id = ? ORDER BY rowid DESC`)
    .pluck()
    .get(id)
  db.close()
  const store = openStore(join(dataFolder, DATABASE))
  const shipment = store.shipments.find(found as string)
  store.close()
  return shipment!
}
const stages = (w: World, ids: string[]) => ids.map((id) => w.stage(id))
const depositsOf = ({ platform }: World, number: string) =>
  platform.invoices().filter((invoice) => invoice.number === number).length
const keyOf = (w: World, id: string) => (w.get(id) as InvoiceAt<'followed'>).remoteKey
/** Never twice and nothing lost: every invoice is there once, and followed here. */
function expectOnce(w: World, ids: string[], named = numbers) {
  expect(stages(w, ids)).toEqual(ids.map(() => 'followed'))
  expect(named.map((number) => depositsOf(w, number))).toEqual(named.map(() => 1))
  const keys = w.platform.invoices().map(({ id }) => `${id}`)
  for (const id of ids) expect(keys).toContain(keyOf(w, id))
}
const putBack = (w: World) => {
  const { dataFolder } = w
  for (const suffix of ['', '-wal', '-shm']) rmSync(join(dataFolder, DATABASE + suffix), { force: true })
  copyFileSync(copiesIn(join(dataFolder, COPIES))[0]!.path, join(dataFolder, DATABASE))
}

it.each([
  ['pdf', {}],
  ['flux', FLUX],
] as const)('one invoice leaves as a shipment of its own: %s', async (circuit, document) => {
  const w = world()
  const id = await w.approved({}, document)
  const shipment = shipmentOf(w, id)
  expect(shipment).toMatchObject({ mode: 'unit', circuit, state: 'leaving', invoices: [{ id, outcome: null }] })
  expect(shipment.connection).toBe('principal')
  expect(w.core.jobs.get(shipment.id)).toMatchObject({ kind: 'deposit', lane: 'principal' })
  await w.run(6)
  expect(w.stage(id)).toBe('followed')
  expect(shipmentOf(w, id)).toMatchObject({ state: 'done', invoices: [{ id, outcome: 'registered' }] })
  expect(w.core.jobs.get(shipment.id)).toBeUndefined()
})

it('several invoices leave as one flow, and each is followed', async () => {
  const w = world()
  const ids = await lot(w)
  const { id } = shipmentOf(w, ids[0]!)
  expect(shipmentOf(w, ids[2]!)).toMatchObject({ id, mode: 'lot', state: 'leaving' })
  await w.core.runDue()
  expect(stages(w, ids)).toEqual(['sent', 'sent', 'sent'])
  const { number, name } = w.platform.flows()[0]!
  expect(name).toMatch(/\.tar\.gz$/)
  expect(shipmentOf(w, ids[0]!)).toMatchObject({ state: 'sent', flow: number })
  for (const each of ids) expect(w.get(each)).toMatchObject({ flow: number })
  await w.run(6)
  expectOnce(w, ids)
  expect(w.platform.flows()).toHaveLength(1)
  expect(shipmentOf(w, ids[0]!)).toMatchObject({ state: 'done', flow: number })
  for (const each of ids) {
    const types = w.core.invoices.journal(each).map(({ event }) => event.type)
    expect(types.filter((type) => type !== 'statusSeen')).toEqual(['read', 'approved', 'receipted', 'registered'])
  }
  expect(w.failures).toEqual([])
})

it('what the flow is partly refused for is a draft again, with its reasons; the others are followed', async () => {
  const w = world()
  // Another computer of the firm has used the number already.
  const other = world({ platform: w.platform })
  await other.approved({ number: 'LOT-2' })
  await other.core.runDue()
  const ids = await lot(w)
  await w.run(6)
  expect(stages(w, ids)).toEqual(['followed', 'draft', 'followed'])
  expect(w.get(ids[1]!)).toMatchObject({ refusal: { problems: [{ severity: 'stop' }] } })
  const outcomes = shipmentOf(w, ids[0]!).invoices.map(({ outcome }) => outcome)
  expect(outcomes).toEqual(['registered', 'refused', 'registered'])
  expect(['LOT-1', 'LOT-3'].map((number) => depositsOf(w, number))).toEqual([1, 1])
  // It may leave again, in a shipment of its own.
  expect(w.record(ids[1]!, { type: 'approved' })).toBeDefined()
  expect(shipmentOf(w, ids[1]!).mode).toBe('unit')
})

it('a flow that is refused whole gives every invoice back', async () => {
  const w = world()
  const ids = await lot(w)
  await w.core.runDue()
  w.platform.move(w.platform.flows()[0]!.number, 'IN_REJETE')
  await w.run(6)
  expect(stages(w, ids)).toEqual(['draft', 'draft', 'draft'])
  expect(w.platform.invoices()).toEqual([])
})

it.each<[TroubleName, number]>([
  ['answerLost', 1],
  ['html502Late', 1],
  ['cutOff', 1],
  ['html502', 1],
])('a lot that may have left is looked for, and never sent twice: %s', async (trouble, flows) => {
  const w = world()
  const ids = await lot(w)
  w.platform.expect({ trouble, on: 'deposer/flux' })
  await w.core.runDue()
  expect(stages(w, ids)).toEqual(['uncertain', 'uncertain', 'uncertain'])
  expect(w.core.ledger.approveTogether(ids)).toBe(false)
  for (const id of ids) expect(w.record(id, { type: 'withdrawn' })).toBeUndefined()
  await w.run(60)
  expectOnce(w, ids)
  expect(w.platform.flows()).toHaveLength(flows)
})

it.each(['before', 'after'] as const)('a lot is there once when the power fails %s it arrives', async (when) => {
  let isCut = false
  const w = world({
    powerCut: (path) => {
      if (isCut || !isDelivery(path)) return undefined
      isCut = true
      return when
    },
  })
  const ids = await lot(w)
  await w.run(1)
  expect(stages(w, ids)).toEqual(['uncertain', 'uncertain', 'uncertain'])
  expect(shipmentOf(w, ids[0]!)).toMatchObject({ state: 'uncertain', resends: 0 })
  await w.run(60)
  expectOnce(w, ids)
  expect(w.platform.flows()).toHaveLength(1)
  expect(shipmentOf(w, ids[0]!).resends).toBe(when === 'before' ? 1 : 0)
})

it('what is found of a lot leaves it, and only the rest is sent again', async () => {
  const w = world()
  const ids = await lot(w)
  w.platform.expect({ trouble: 'cutOff', on: 'deposer/flux' })
  await w.core.runDue()
  // The owner has deposited one of them by another way: the same invoice, found under its number.
  const other = world({ platform: w.platform })
  await other.approved({ number: 'LOT-1' }, FLUX)
  await other.run(4)
  await w.run(60)
  expectOnce(w, ids)
  expect(shipmentOf(w, ids[0]!)).toMatchObject({ state: 'done', resends: 1 })
  const again = ids.map((id) => w.core.invoices.journal(id).filter(({ event }) => event.type === 'resent').length)
  expect(again).toEqual([0, 1, 1])
})

it('a person who sends one again sends all that is left of its shipment, once it was looked for', async () => {
  const w = world()
  const ids = await lot(w)
  w.platform.expect({ trouble: 'answerLost', on: 'deposer/flux' })
  await w.core.runDue()
  w.pass(10 * 60_000)
  expect(w.record(ids[1]!, { type: 'resent', by: 'user' })).toBeDefined()
  expect(stages(w, ids)).toEqual(['leaving', 'leaving', 'leaving'])
  // It may have left: nobody calls it back.
  for (const id of ids) expect(w.record(id, { type: 'withdrawn' })).toBeUndefined()
  await w.run(4)
  expectOnce(w, ids)
  expect(w.platform.flows()).toHaveLength(1)
})

it.each([
  ['was a draft', false],
  ['was about to leave', true],
])('a lot that left after the copy in which it %s is found, not sent again', async (_when, isApproved) => {
  const w = world()
  const ids = await drafts(w)
  if (!isApproved) await w.core.keepCopy()
  w.core.ledger.approveTogether(ids)
  if (isApproved) await w.core.keepCopy()
  await w.core.runDue()
  expect(w.platform.flows()).toHaveLength(1)
  await w.restart(() => putBack(w))
  expect(stages(w, ids)).toEqual(ids.map(() => (isApproved ? 'uncertain' : 'draft')))
  if (!isApproved) expect(w.core.ledger.approveTogether(ids)).toBe(true)
  await w.run(60)
  expectOnce(w, ids)
  expect(w.platform.flows()).toHaveLength(1)
})

it('one that is called back leaves the others in their shipment; none is while it is being sent', async () => {
  const w = world({
    powerCut: (path) => {
      if (isDelivery(path)) expect(w.record(ids[0]!, { type: 'withdrawn' })).toBeUndefined()
      return undefined
    },
  })
  const ids = await lot(w)
  expect(w.record(ids[1]!, { type: 'withdrawn' })).toBeDefined()
  expect(stages(w, ids)).toEqual(['leaving', 'draft', 'leaving'])
  await w.run(6)
  expectOnce(w, [ids[0]!, ids[2]!], ['LOT-1', 'LOT-3'])
  expect(depositsOf(w, 'LOT-2')).toBe(0)
})

it('what was sent once is not called back while it waits to be sent again', async () => {
  const w = world()
  const id = await w.approved({}, FLUX)
  w.platform.expect({ trouble: 'cutOff', on: 'deposer/flux' })
  await w.core.runDue()
  w.record(id, { type: 'resent', by: 'user' })
  expect(w.record(id, { type: 'withdrawn' })).toBeUndefined()
  expect(w.stage(id)).toBe('leaving')
})

it('all leave together, or none does', async () => {
  const w = world()
  const [one, two] = (await drafts(w, ['A-1', 'A-2'])) as [string, string]
  const pdf = await w.draft({ number: 'A-3' })
  const wrong = await w.draft({ number: '' }, FLUX)
  const ubl = await w.draft({ number: 'A-4' }, { ...FLUX, kind: 'ubl' })
  for (const ids of [[one, pdf], [one, wrong], [one, ubl], [one, one], []]) {
    expect(w.core.ledger.approveTogether(ids)).toBe(false)
    expect([...new Set(stages(w, [one, two, pdf, wrong, ubl]))]).toEqual(['draft'])
  }
  expect(w.core.ledger.approveTogether([one, two])).toBe(true)
})

it('an invoice is in one shipment at a time, whatever the code believes', async () => {
  const w = world()
  const id = await w.approved()
  const store = openStore(join(w.dataFolder, DATABASE))
  const shipment = store.shipments.find(store.shipments.idOf(id)!)!
  expect(() => store.atomically(() => store.shipments.put({ ...shipment, id: 'other' }))).toThrow('UNIQUE')
  expect(store.shipments.find('other')).toBeUndefined()
  store.close()
})

it('a shipment, its job and all its invoices move together or not at all', async () => {
  const w = world()
  const ids = await lot(w)
  const db = new Database(join(w.dataFolder, DATABASE))
  db.exec(
    `CREATE TRIGGER refused BEFORE UPDATE ON invoices WHEN OLD.id = '${ids[2]}' BEGIN SELECT RAISE(ABORT, 'no'); END`,
  )
  await w.core.runDue()
  expect(w.platform.flows()).toHaveLength(1)
  expect(stages(w, ids)).toEqual(['leaving', 'leaving', 'leaving'])
  expect(shipmentOf(w, ids[0]!).state).toBe('leaving')
  expect(w.core.jobs.isClaimed(ids[0]!)).toBe(true)
  db.exec(`DROP TRIGGER refused`)
  db.close()
  await w.run(6)
  expectOnce(w, ids)
  expect(w.platform.flows()).toHaveLength(1)
})

it('waits with all of a shipment while one of its invoices cannot be read any more', async () => {
  let body = ''
  const write = (w: World, id: string, text: string) => {
    const db = new Database(join(w.dataFolder, DATABASE))
    body = db.prepare(`SELECT body FROM invoices WHERE id = ?`).pluck().get(id) as string
    db.prepare(`UPDATE invoices SET body = ? WHERE id = ?`).run(text, id)
    db.close()
  }
  const w = world({
    powerCut: (path) => {
      if (isDelivery(path)) write(w, ids[2]!, '{')
      return undefined
    },
  })
  const ids = await lot(w)
  await w.core.runDue()
  expect(w.platform.flows()).toHaveLength(1)
  expect(stages(w, ids.slice(0, 2))).toEqual(['leaving', 'leaving'])
  expect(shipmentOf(w, ids[0]!).state).toBe('leaving')
  expect(w.core.jobs.isClaimed(ids[0]!)).toBe(true)
  write(w, ids[2]!, body)
  await w.run(6)
  expectOnce(w, ids)
  expect(w.platform.flows()).toHaveLength(1)
})

it('a shipment that cannot be read keeps its claim and its invoices: nothing is sent, and it is looked for once it can be', async () => {
  const w = world()
  const id = await w.approved()
  const change = (...changes: string[]) => {
    const db = new Database(join(w.dataFolder, DATABASE))
    for (const sql of changes) expect(db.prepare(sql).run().changes).toBeGreaterThan(0)
    db.close()
  }
  const body = JSON.stringify(shipmentOf(w, id))
  await w.restart(() => change(`UPDATE shipments SET body = '{'`))
  await w.run(2)
  expect(w.platform.invoices()).toEqual([])
  expect(w.record(id, { type: 'withdrawn' })).toBeUndefined()
  await w.restart(() => change(`UPDATE jobs SET claimed_at = 1`))
  await w.run(4)
  expect(w.platform.invoices()).toEqual([])
  expect(w.core.jobs.isClaimed(id)).toBe(true)
  expect(w.record(id, { type: 'withdrawn' })).toBeUndefined()
  expect(w.stage(id)).toBe('leaving')
  expect(w.core.setAside()).toMatchObject([{ table: 'shipments' }])
  await w.restart(() => change(`UPDATE shipments SET body = '${body}'`))
  expect(w.stage(id)).toBe('uncertain')
})
