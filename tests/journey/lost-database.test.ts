import { copyFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { startAfresh, takeUp } from '../../electron/core/backup/copies.ts'
import { copiesIn } from '../../electron/core/backup/copy-files.ts'
import { DATABASE } from '../../electron/core/store/database.ts'
import { HOUR, world } from '../support/world.ts'

const ways = [
  ['pdf', {}],
  ['flux', { kind: 'cii', paymentMeansCode: '30' }],
] as const
const YEARS = 365 * 24 * HOUR

type World = ReturnType<typeof world>
const database = ({ dataFolder }: World) => join(dataFolder, DATABASE)
const remove = (w: World) => {
  for (const suffix of ['', '-wal', '-shm']) rmSync(database(w) + suffix, { force: true })
}
const lastCopy = ({ dataFolder }: World) => copiesIn(join(dataFolder, 'sauvegardes'))[0]!.path
/** What may happen to a database, its clock and what lies beside it. */
const losses: Record<string, (w: World) => void> = {
  gone: remove,
  'gone, its marker too': (w) => {
    remove(w)
    rmSync(join(w.dataFolder, 'departs.json'))
  },
  'gone, with its copies': (w) => {
    remove(w)
    rmSync(join(w.dataFolder, 'sauvegardes'), { recursive: true })
  },
  blank: (w) => {
    remove(w)
    writeFileSync(database(w), '')
  },
  'an older copy put back by hand': (w) => {
    remove(w)
    copyFileSync(lastCopy(w), database(w))
  },
  'taken up again while the clock stands years behind': (w) => {
    w.pass(-6 * YEARS)
    remove(w)
    takeUp(lastCopy(w), w.dataFolder, w.now())
    w.pass(6 * YEARS)
  },
  'begun afresh while the clock stands years behind': (w) => {
    w.pass(-6 * YEARS)
    startAfresh(w.dataFolder, w.now())
    w.pass(6 * YEARS)
  },
  'taken up again while the clock is years ahead': (w) => {
    w.pass(3 * YEARS)
    remove(w)
    takeUp(lastCopy(w), w.dataFolder, w.now())
    w.pass(-3 * YEARS)
  },
}

it.each(ways.flatMap(([way, document]) => Object.keys(losses).map((how) => [way, how, document] as const)))(
  'a %s that has left is found again, not sent again: the database is %s',
  async (_way, how, document) => {
    const w = world()
    const { platform, run, stage } = w
    const id = await w.draft({}, document)
    await w.core.keepCopy()
    w.record(id, { type: 'approved' })
    await w.core.runDue()
    await w.restart(() => losses[how]!(w))
    const again = await w.takeAgain()
    await w.core.runDue()
    expect(w.record(again, { type: 'approved' })).toBeDefined()
    await run(40)
    expect(stage(again)).toBe('followed')
    expect(Math.max(platform.flows().length, platform.invoices().length)).toBe(1)
  },
)

it.each(ways)('a %s that was about to leave when an older copy was made is looked for', async (_way, document) => {
  const w = world()
  const id = await w.approved({}, document)
  await w.core.keepCopy()
  await w.core.runDue()
  await w.restart(() => losses['an older copy put back by hand']!(w))
  expect(w.stage(id)).toBe('uncertain')
  await w.run(12)
  expect(w.stage(id)).toBe('followed')
  expect(Math.max(w.platform.flows().length, w.platform.invoices().length)).toBe(1)
})

it.each(ways)('a new %s still leaves after that, once', async (_way, document) => {
  const w = world()
  await w.approved()
  await w.core.runDue()
  await w.restart(() => remove(w))
  const next = await w.approved({ number: 'FA-2026-0077' }, document)
  await w.run(60)
  expect(w.stage(next)).toBe('followed')
  expect(w.platform.invoices().filter(({ number }) => number === 'FA-2026-0077')).toHaveLength(1)
})

it('waits for a hidden flow after a second loss as after the first', async () => {
  const w = world()
  await w.approved({}, ways[1][1])
  await w.core.runDue()
  await w.restart(() => remove(w))
  // The first restore is waited out, and an older copy of what came after it is put back much later.
  const next = await w.approved({ number: 'FA-2026-0077' }, ways[1][1])
  await w.run(60)
  expect(w.stage(next)).toBe('followed')
  const last = await w.draft({ number: 'FA-2026-0078' }, ways[1][1])
  await w.core.keepCopy()
  w.record(last, { type: 'approved' })
  await w.core.runDue()
  expect(w.stage(last)).toBe('sent')
  await w.restart(() => losses['an older copy put back by hand']!(w))
  w.record(last, { type: 'approved' })
  await w.run(40)
  expect(w.stage(last)).toBe('followed')
  expect(w.platform.flows().filter(({ name }) => name === 'FA-2026-0078.xml')).toHaveLength(1)
})
