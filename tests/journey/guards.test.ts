import Database from 'better-sqlite3'
import { rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it, vi } from 'vitest'
import { putAside, startAfresh, takeUp } from '../../electron/core/backup/copies.ts'
import { copiesIn } from '../../electron/core/backup/copy-files.ts'
import { DATABASE } from '../../electron/core/store/database.ts'
import type { TroubleName } from '../../electron/sim/platform.ts'
import { french } from '../../shared/base/french.ts'
import patience from '../../shared/tables/patience.json' with { type: 'json' }
import { HOUR, MINUTE, world } from '../support/world.ts'

const flow = { kind: 'cii', paymentMeansCode: '30' } as const
const ways = [
  ['pdf', {}],
  ['flux', flow],
] as const
const eventsOf = ({ core }: ReturnType<typeof world>, id: string) =>
  core.invoices.journal(id).map(({ event }) => event.type)

it.each<TroubleName>(['empty400', 'unknownCode'])(
  'takes a search that was turned down (%s) for no answer, not for a refusal of the invoice',
  async (trouble) => {
    let isCut = false
    const powerCut = (path: string) =>
      !isCut && path.endsWith('/soumettre') ? ((isCut = true), 'after' as const) : undefined
    const { approved, platform, run, stage, told } = world({ powerCut })
    platform.expect({ trouble, on: 'rechercher/fournisseur' })
    const id = await approved()
    await run(8)
    expect(platform.troublesLeft()).toBe(0)
    expect(stage(id)).toBe('followed')
    expect(told).not.toContain('refused')
    expect(platform.invoices()).toHaveLength(1)
  },
)

it.each(
  ways.flatMap(([way, document]) => [
    [way, 'an older copy', document] as const,
    [way, 'a fresh start', document] as const,
  ]),
)('a %s that came and left after the last copy is found again, not sent again: %s', async (_way, kind, document) => {
  const { core, approved, takeAgain, dataFolder, restart, platform, record, run, stage, now } = world()
  await core.keepCopy()
  await approved({}, document)
  await run(4)
  await restart(() => {
    putAside(dataFolder, now())
    if (kind === 'a fresh start') startAfresh(dataFolder, now())
    else takeUp(copiesIn(join(dataFolder, 'sauvegardes'))[0]!.path, dataFolder, now())
  })
  const again = await takeAgain()
  await run(1)
  expect(record(again, { type: 'approved' })).toBeDefined()
  await run(6)
  expect(stage(again)).toBe('followed')
  expect(Math.max(platform.flows().length, platform.invoices().length)).toBe(1)
})

it('waits for a flow that may have left just before the database was lost', async () => {
  const { approved, takeAgain, dataFolder, restart, platform, record, run, stage, now } = world()
  await approved({}, flow)
  platform.expect({ trouble: 'noResultCode', on: 'rechercher/fournisseur' })
  await run(1)
  await restart(() => {
    putAside(dataFolder, now())
    startAfresh(dataFolder, now())
  })
  const again = await takeAgain()
  await run(1)
  record(again, { type: 'approved' })
  await run(6)
  expect(stage(again)).toBe('followed')
  expect(platform.flows()).toHaveLength(1)
})

it('sends a flow again when told to, and still follows the one that had arrived', async () => {
  const w = world()
  const { approved, platform, run, record, stage, core } = w
  platform.expect({ trouble: 'answerLost', on: 'deposer/flux' })
  const id = await approved({}, flow)
  await core.runDue()
  expect(stage(id)).toBe('uncertain')
  record(id, { type: 'resent', by: 'user' })
  await run(8)
  expect(platform.flows()).toHaveLength(2)
  expect(platform.invoices()).toHaveLength(1)
  expect(stage(id)).toBe('followed')
})

it('looks once more before it sends a flow again when told to', async () => {
  const { approved, platform, run, record, stage, core, pass } = world()
  platform.expect({ trouble: 'answerLost', on: 'deposer/flux' })
  const id = await approved({}, flow)
  await core.runDue()
  pass(10 * MINUTE)
  record(id, { type: 'resent', by: 'user' })
  await run(2)
  expect(stage(id)).toBe('followed')
  expect(platform.flows()).toHaveLength(1)
})

it('lets the others leave when one upload takes too long', async () => {
  const timeout = AbortSignal.timeout.bind(AbortSignal)
  const short = vi
    .spyOn(AbortSignal, 'timeout')
    .mockImplementation((ms) => timeout(ms === patience.answerSeconds.transfer * 1000 ? 200 : ms))
  const { draft, record, platform, core, stage, run } = world()
  const ids = [await draft(), await draft({ number: 'FA-2026-0044' })]
  for (const id of ids) record(id, { type: 'approved' })
  platform.expect({ trouble: 'silence', on: 'deposer/pdf' })
  await core.runDue()
  expect([ids.map(stage), core.hold()]).toEqual([['leaving', 'followed'], undefined])
  await run(2)
  expect(stage(ids[0]!)).toBe('followed')
  expect(platform.invoices()).toHaveLength(2)
  short.mockRestore()
})

it('writes down later what could not be written down, and sends nothing again meanwhile', async () => {
  const { approved, platform, core, stage, run, dataFolder, failures, now } = world()
  const id = await approved()
  const other = new Database(join(dataFolder, DATABASE))
  other.exec(`CREATE TRIGGER full BEFORE INSERT ON journal BEGIN SELECT RAISE(ABORT, 'disk full'); END`)
  expect(await core.runDue()).toBe(now() + MINUTE)
  expect([stage(id), platform.invoices().length, failures.length]).toEqual(['leaving', 1, 1])
  await core.runDue()
  other.exec('DROP TRIGGER full')
  other.close()
  await run(2)
  expect(stage(id)).toBe('followed')
  expect(platform.calls()['factures/v1/soumettre']).toBe(1)
})

it('says so, and calls the person, when an invoice cannot leave for a reason of its own', async () => {
  const { approved, core, run } = world()
  const id = await approved()
  const said = () => core.page(id)!.row.situation.sentence
  vi.spyOn(core.vault, 'read').mockRejectedValue(new Error('EIO'))
  await run(2)
  expect(said()).toMatch(/^Part dès que possible/)
  expect(core.page(id)!.row.situation.waits).toBe(false)
  await core.runDue()
  expect(said()).toMatch(/après 3 essais\. Nouvel essai à/)
  expect(core.page(id)!.row.situation.waits).toBe(true)
  vi.restoreAllMocks()
})

it('never sends a copy that was damaged, says so, and takes the same file again in its place', async () => {
  const { approved, platform, core, run, stage, take, home, get, record } = world()
  const id = await approved()
  const path = core.vault.pathOf(get(id).file.sha256)
  writeFileSync(path, 'damaged')
  await run(2)
  expect(stage(id)).toBe('draft')
  expect(platform.calls()['factures/v1/deposer/pdf']).toBeUndefined()
  expect(core.page(id)!.row.situation.sentence).toContain(french('manque ou est abîmée : rien n’est parti'))

  expect(await take(join(home, 'facture-1.pdf'))).toBe(id)
  record(id, { type: 'approved' })
  await run(2)
  expect(stage(id)).toBe('followed')
})

it('never sends a copy that is gone', async () => {
  const { approved, core, run, stage, get } = world()
  const id = await approved()
  rmSync(core.vault.pathOf(get(id).file.sha256))
  await run(2)
  expect(stage(id)).toBe('draft')
})

it('stops between two deposits when it is told to, and goes on at the next start', async () => {
  let stopping: Promise<void> | undefined
  const w = world({
    tell: ({ notice }) => {
      if (notice === 'arrived') stopping ??= w.core.stop()
    },
  })
  const { draft, record, platform, core } = w
  const ids: string[] = []
  for (let n = 0; n < 5; n++) ids.push(await draft({ number: `FA-${n}` }))
  for (const id of ids) record(id, { type: 'approved' })
  core.start({ watching: false })
  await vi.waitUntil(() => stopping !== undefined)
  await stopping
  expect(platform.invoices()).toHaveLength(1)
  await w.restart()
  await w.run(2)
  expect(platform.invoices()).toHaveLength(5)
})

it('cannot be called back while it is being sent', async () => {
  const w = world({
    powerCut: (path) => {
      if (path.endsWith('/soumettre')) expect(w.record(id, { type: 'withdrawn' })).toBeUndefined()
      return undefined
    },
  })
  const id = await w.approved()
  await w.run(2)
  expect(w.stage(id)).toBe('followed')
  expect(eventsOf(w, id)).not.toContain('withdrawn')
})

it('does not take for its own the invoice of another supplier with the same number', async () => {
  const first = world()
  await first.approved()
  await first.run(1)
  // Another firm of the same account: same number, same client, same amount.
  const { approved, platform, run, stage } = world({ platform: first.platform })
  platform.expect({ trouble: 'cutOff', on: 'soumettre' })
  const id = await approved({ supplierSiret: '55566675900017' })
  await run(3)
  expect(platform.invoices()).toHaveLength(1)
  expect(stage(id)).toBe('uncertain')
})

it('sees at the next round what has moved while an invoice was closed', async () => {
  const { approved, run, core, record, platform, pass, get } = world()
  const id = await approved()
  await core.runDue()
  platform.move('FA-2026-0043', 'SERVICE_FAIT')
  pass(HOUR)
  await core.runDue()
  record(id, { type: 'filed' })
  pass(HOUR)
  platform.move('FA-2026-0043', 'SUSPENDUE')
  const other = await approved({ number: 'FA-2026-0044' })
  await run(1)
  pass(96 * HOUR)
  await run(2)
  record(id, { type: 'reopened' })
  pass(2 * HOUR)
  await run(1)
  expect([get(id), get(other)]).toMatchObject([{ status: 'SUSPENDUE' }, { stage: 'followed' }])
})
