import Database from 'better-sqlite3'
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { copiesIn, COPIES } from '../../electron/core/backup/copy-files.ts'
import { DATABASE, openStore } from '../../electron/core/store/database.ts'
import { dayOf } from '../../shared/base/dates.ts'
import { isFinal } from '../../shared/domain/platform/status.ts'
import { asOfNovember, NOVEMBER } from '../support/november.ts'
import { world } from '../support/world.ts'

type World = ReturnType<typeof world>
const FLUX = { kind: 'cii', paymentMeansCode: '30' } as const
/** Where the process dies: at the end of a migration, or having written the nth shipment. */
export type Moment = 'migration 6' | 'migration 7' | 'shipment 1' | 'shipment 3'

/** A database of 30 November with an invoice at every stage, and one of each kind of job, claimed and not. */
async function november() {
  const w = world()
  const ids: Record<string, string> = {}
  const deposited = async (name: string, kind: 'pdf' | 'flux', trouble?: 'answerLost' | 'cutOff') => {
    ids[name] = await w.approved({ number: name }, kind === 'flux' ? FLUX : {})
    if (trouble) w.platform.expect({ trouble, on: kind === 'flux' ? 'deposer/flux' : 'soumettre' })
    await w.core.runDue()
  }
  await deposited('suivie', 'pdf')
  await deposited('close', 'pdf')
  w.record(ids['close']!, { type: 'filed' })
  await deposited('cherchee', 'pdf', 'cutOff')
  w.pass(2 * 60_000)
  await w.core.runDue()
  await deposited('incertaine-la', 'pdf', 'answerLost')
  await deposited('incertaine-perdue', 'flux', 'cutOff')
  await deposited('envoyee', 'flux')
  await deposited('envoyee-lue', 'flux')
  const settings = w.core.settings.get()
  w.core.settings.save({ ...settings, way: 'portail' })
  ids['portail'] = await w.approved({ number: 'portail' })
  ids['lot-a-la-main'] = await w.approved({ number: 'lot-a-la-main' }, FLUX)
  const byHand = { type: 'depositedByHand', remoteNumber: '', flow: 'CPP9', depositedOn: '2026-11-23' } as const
  w.record(ids['lot-a-la-main'], byHand)
  w.core.settings.save({ ...settings, way: 'api' })
  ids['brouillon'] = await w.draft({ number: 'brouillon' })
  ids['ecartee'] = await w.draft({ number: 'ecartee' })
  w.record(ids['ecartee'], { type: 'discarded' })
  ids['part'] = await w.draft({ number: 'part' })
  ids['part-pris'] = await w.draft({ number: 'part-pris' })
  for (const name of ['part', 'part-pris']) w.record(ids[name]!, { type: 'approved' })
  ids['arrivee'] = await w.arrive({ number: 'arrivee' })
  // Under way when the computer was switched off: a deposit, a search, a question about a flow.
  const claimed = ['part-pris', 'incertaine-la', 'envoyee-lue']
  const before = Object.fromEntries(Object.entries(ids).map(([name, id]) => [name, w.get(id)]))
  const goBack = () => {
    asOfNovember(w.dataFolder)
    const db = new Database(join(w.dataFolder, DATABASE))
    for (const name of claimed) db.prepare(`UPDATE jobs SET claimed_at = 1 WHERE invoice_id = ?`).run(ids[name])
    const jobs = db.prepare(`SELECT count(*) FROM jobs WHERE claimed_at IS NOT NULL`).pluck().get()
    expect([jobs, db.pragma('user_version', { simple: true })]).toEqual([3, NOVEMBER])
    db.close()
  }
  return { w, ids, before, goBack }
}
const underWay = ['incertaine-la', 'incertaine-perdue', 'cherchee', 'envoyee', 'envoyee-lue', 'part', 'part-pris']

/** Nothing lost, nothing twice: whatever was to be deposited is there once, and followed to the end. */
async function expectAll({ w, ids, before }: Pick<Awaited<ReturnType<typeof november>>, 'w' | 'ids' | 'before'>) {
  const stage = (name: string) => w.stage(ids[name]!)
  expect(Object.keys(ids).map((name) => [name, stage(name)])).toEqual(
    Object.keys(ids).map((name) => [name, name === 'part-pris' ? 'uncertain' : before[name]!.stage]),
  )
  const store = openStore(join(w.dataFolder, DATABASE))
  const shipments = underWay.map((name) => store.shipments.find(store.shipments.idOf(ids[name]!) ?? ''))
  for (const name of Object.keys(ids).filter((each) => !underWay.includes(each)))
    expect(store.shipments.idOf(ids[name]!), name).toBeUndefined()
  store.close()
  expect(shipments.map((shipment) => shipment?.state)).toEqual(underWay.map(stage))
  const { waited, searches } = shipments[underWay.indexOf('cherchee')] as { waited: number; searches: number }
  expect([searches, waited]).toEqual([1, 2 * 60_000])
  for (const name of underWay) expect(w.core.jobs.get(ids[name]!), name).toBeDefined()
  await w.run(80)
  for (const name of underWay) {
    const invoice = w.get(ids[name]!)
    expect(
      w.platform.invoices().filter(({ number }) => number === name),
      name,
    ).toHaveLength(1)
    expect('status' in invoice && isFinal(invoice.status), name).toBe(true)
  }
  expect(stage('arrivee')).toBe('draft')
  expect(w.failures).toEqual([])
}
/** The copy that was made before anything was changed: it is as it was. */
function expectCopy({ dataFolder, now }: World) {
  const copies = copiesIn(join(dataFolder, COPIES))
  expect(copies.map(({ day }) => day)).toEqual([dayOf(now())])
  const copy = new Database(copies[0]!.path, { readonly: true })
  expect(copy.pragma('user_version', { simple: true })).toBe(NOVEMBER)
  expect(copy.prepare(`SELECT count(*) FROM jobs WHERE claimed_at IS NOT NULL`).pluck().get()).toBe(3)
  copy.close()
}

it('takes over what was under way on 30 November, each as a shipment of its own', async () => {
  const { w, goBack, ...rest } = await november()
  await w.restart(goBack)
  expectCopy(w)
  await expectAll({ w, ...rest })
})

it.each<Moment>(['migration 6', 'migration 7', 'shipment 1', 'shipment 3'])(
  'loses nothing and sends nothing twice when it is killed at %s',
  async (moment) => {
    const { w, goBack, ...rest } = await november()
    await w.restart(() => {
      goBack()
      const dying = join(import.meta.dirname, 'dying.ts')
      const { signal, stderr } = spawnSync(process.execPath, [dying, w.dataFolder, moment, dayOf(w.now())])
      expect([signal, String(stderr)]).toEqual(['SIGKILL', ''])
    })
    expectCopy(w)
    expect(existsSync(`${copiesIn(join(w.dataFolder, COPIES))[0]!.path}.partial`)).toBe(false)
    await expectAll({ w, ...rest })
  },
)

it('keeps the copy of today that there is, and makes none of a database that is up to date', async () => {
  const w = world()
  await w.restart()
  expect(copiesIn(join(w.dataFolder, COPIES))).toEqual([])
  await w.draft()
  await w.core.keepCopy()
  const [kept] = copiesIn(join(w.dataFolder, COPIES))
  await w.restart(() => asOfNovember(w.dataFolder))
  expect(copiesIn(join(w.dataFolder, COPIES))).toEqual([kept])
})
