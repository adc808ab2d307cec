import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { expect, it } from 'vitest'
import { DamagedCopy } from '../../electron/core/vault/vault.ts'
import { calls } from '../../shared/contract/calls.ts'
import { startOfWalk } from '../../shared/domain/lifecycle/portal-progress.ts'
import type { InvoiceAt } from '../../shared/domain/lifecycle/invoice.ts'
import { HOUR, world } from '../support/world.ts'

const DAY = 24 * HOUR

/** A world whose firm deposits by hand. */
function byHand() {
  const here = world()
  here.core.settings.save({ ...here.core.settings.get(), way: 'portail' })
  const deposited = async (remoteNumber = 'FA-2026-0043') => {
    const id = await here.approved()
    here.record(id, { type: 'depositedByHand', remoteNumber, depositedOn: '2026-11-23' })
    return id
  }
  const row = (id: string) => here.core.page(id)!.row
  return { ...here, now: () => here.core, deposited, row, uploads: join(here.dataFolder, 'À déposer sur le portail') }
}

it('sends nothing: what is approved waits for the person, however long', async () => {
  const { approved, run, stage, pass, platform, core } = byHand()
  const id = await approved()
  pass(40 * DAY)
  await run()
  expect(stage(id)).toBe('portal')
  expect(platform.invoices()).toEqual([])
  expect(core.jobs.get(id)).toBeUndefined()
})

it('asks the same rulebook before', async () => {
  const { draft, record, stage } = byHand()
  const id = await draft({ grossTotal: 130_000 })
  expect(record(id, { type: 'approved' })).toBeUndefined()
  expect(stage(id)).toBe('draft')
})

it('goes from the portal to paid by what the person notes, with the due date of any other', async () => {
  const { deposited, record, get, row, stage, core, run } = byHand()
  const id = await deposited('20250000000000000014')
  expect(get(id)).toMatchObject({ stage: 'followed', status: 'DEPOSEE', remoteNumber: '20250000000000000014' })
  expect(row(id)).toMatchObject({ isByHand: true, deadline: { on: '2026-12-23', isEstimated: true } })
  record(id, { type: 'statusNoted', status: 'MISE_A_DISPOSITION', on: '2026-11-25' })
  expect(row(id).deadline).toMatchObject({ on: '2026-12-25', isEstimated: true })
  // Seen again days later, it is the same status: the clock does not start anew.
  record(id, { type: 'statusNoted', status: 'MISE_A_DISPOSITION', on: '2026-12-10' })
  expect(row(id).deadline).toMatchObject({ on: '2026-12-25' })
  record(id, { type: 'statusNoted', status: 'SUSPENDUE', on: '2026-12-11', comment: 'Il manque le RIB' })
  expect(row(id)).toMatchObject({ situation: { mark: 'waits', waits: true }, stoppedOn: '2026-12-11' })
  record(id, { type: 'statusNoted', status: 'COMPLETEE', on: '2026-12-12' })
  record(id, { type: 'statusNoted', status: 'MISE_EN_PAIEMENT', on: '2026-12-20' })
  // « Mandatée » after « Mise en paiement » does not take it back.
  record(id, { type: 'statusNoted', status: 'MANDATEE', on: '2026-12-21' })
  expect(get(id)).toMatchObject({ status: 'MISE_EN_PAIEMENT' })
  expect(core.jobs.get(id)).toBeUndefined()
  await run()
  record(id, { type: 'cashed', on: '2026-12-23' })
  expect(stage(id)).toBe('closed')
  expect(core.page(id)!.story.map(({ title }) => title)).toContain('Déposée sur le portail par vous')
})

it('takes back a status noted by mistake, a last one too', async () => {
  const { deposited, record, get, core } = byHand()
  const id = await deposited()
  record(id, { type: 'statusNoted', status: 'REJETEE', on: '2026-11-24' })
  expect(core.jobs.get(id)).toBeUndefined()
  record(id, { type: 'statusTakenBack' })
  expect(get(id)).toMatchObject({ status: 'DEPOSEE', history: [{ code: 'DEPOSEE' }] })
  expect(core.jobs.get(id)?.kind).toBe('remind')
  expect(record(id, { type: 'statusTakenBack' })).toBeUndefined()
})

it('reminds once after three days, and again every week, until somebody has looked', async () => {
  const { deposited, record, row, pass, told, core } = byHand()
  const id = await deposited()
  const reminders = () => told.filter((word) => word === 'look').length
  const after = async (days: number) => {
    pass(days * DAY)
    await core.runDue()
  }
  await after(2)
  expect([reminders(), row(id).isToLook]).toEqual([0, false])
  await after(1)
  expect([reminders(), row(id).isToLook, core.counts().waiting]).toEqual([1, true, 1])
  await after(6)
  expect(reminders()).toBe(1)
  await after(1)
  expect(reminders()).toBe(2)
  record(id, { type: 'looked' })
  expect(row(id).isToLook).toBe(false)
  await after(7)
  expect([reminders(), row(id).isToLook]).toEqual([3, true])
  record(id, { type: 'statusNoted', status: 'MANDATEE', on: '2026-12-01' })
  expect(row(id).isToLook).toBe(false)
})

it('is not reminded early because the line came back, nor kept from it because the platform is away', async () => {
  const { deposited, pass, told, core, approved, platform } = byHand()
  await deposited()
  core.tryNow()
  await core.runDue()
  expect(told).not.toContain('look')
  core.settings.save({ ...core.settings.get(), way: 'api' })
  platform.outage(true)
  await approved({ number: 'FA-2026-0044' })
  pass(3 * DAY)
  await core.runDue()
  expect(core.hold()).toBeDefined()
  expect(told).toContain('look')
  expect(core.hold()).toBeDefined()
})

it('does not let what was noted by hand move an invoice that Chorus Pro itself speaks of', async () => {
  const { approved, run, record, get } = world()
  const id = await approved()
  await run(1)
  const before = get(id)
  for (const event of [
    { type: 'statusNoted', status: 'MISE_EN_PAIEMENT', on: '2026-11-23' },
    { type: 'statusTakenBack' },
    { type: 'looked' },
    { type: 'reminded' },
  ] as const)
    expect(record(id, event)).toBeUndefined()
  expect(get(id)).toEqual(before)
})

it('follows what is by hand and what is not side by side: only the latter is asked about', async () => {
  const { deposited, approved, run, get, core, pass, failures } = byHand()
  const hand = await deposited()
  core.settings.save({ ...core.settings.get(), way: 'api' })
  const api = await approved({ number: 'FA-2026-0044' })
  await run(1)
  pass(2 * HOUR)
  await run(4)
  expect(get(api)).toMatchObject({ status: 'MISE_EN_PAIEMENT' })
  expect(get(hand)).toMatchObject({ status: 'DEPOSEE' })
  expect(failures).toEqual([])
})

it('knows that a lot is not yet an invoice, and that it may be turned away', async () => {
  const { approved, record, get, stage, core } = byHand()
  const lot = { type: 'depositedByHand', remoteNumber: 'FA', flow: 'CPP0011113000000000044750' } as const
  const first = await approved()
  record(first, { ...lot, depositedOn: '2026-11-23' })
  expect(get(first)).toMatchObject({ stage: 'sent', isByHand: true, flow: lot.flow })
  expect(core.jobs.get(first)?.kind).toBe('remind')
  record(first, { type: 'statusNoted', status: 'MISE_A_DISPOSITION', on: '2026-11-24' })
  expect(get(first)).toMatchObject({ stage: 'followed', remoteNumber: 'FA-2026-0043', status: 'MISE_A_DISPOSITION' })
  const second = await approved({ number: 'FA-2026-0044' })
  record(second, { ...lot, depositedOn: '2026-11-23' })
  const problem = {
    code: 'portal.flowRejected',
    severity: 'stop',
    control: 'answer',
    message: 'Code service inconnu',
  } as const
  record(second, { type: 'refused', problems: [problem] })
  expect(stage(second)).toBe('draft')
})

it('lays the file out under the number, beside a stranger of that name, and takes only its own away', async () => {
  const { approved, get, core, uploads } = byHand()
  const id = await approved({ number: 'FA 2026/43' })
  const invoice = get(id) as InvoiceAt<'portal'>
  const path = await core.uploads.put(invoice)
  expect(path).toBe(join(uploads, 'FA-2026-43.pdf'))
  expect(readFileSync(path).equals(await core.vault.read(invoice.file.sha256))).toBe(true)
  expect(await core.uploads.put(invoice)).toBe(path)
  // Asked for several times at once, as by a page that is opened again.
  await core.uploads.clear(invoice)
  const [first, ...others] = await Promise.all(Array.from({ length: 8 }, () => core.uploads.put(invoice)))
  expect([first, ...others]).toEqual(Array(8).fill(path))
  expect(readdirSync(uploads)).toEqual(['FA-2026-43.pdf'])
  writeFileSync(path, 'something else of the same name')
  const beside = await core.uploads.put(invoice)
  expect(beside).not.toBe(path)
  await core.uploads.clear(invoice)
  expect(readdirSync(uploads)).toEqual(['FA-2026-43.pdf'])
  expect(existsSync(beside)).toBe(false)
})

it('keeps the way of a walk through a power cut, and of the switch back to sending by itself', async () => {
  const { approved, record, get, restart, now: core, stage, run } = byHand()
  const id = await approved()
  const walk = { ...startOfWalk, step: 'numero', done: ['ouvrir'], copied: ['buyerSiret'], number: '2026' } as const
  record(id, { type: 'walked', walk: { ...walk, done: [...walk.done], copied: [...walk.copied] } })
  await restart()
  expect(get(id)).toMatchObject({ stage: 'portal', walk })
  core().settings.save({ ...core().settings.get(), way: 'api' })
  await run()
  expect(stage(id)).toBe('portal')
  record(id, { type: 'withdrawn' })
  expect(get(id)).not.toHaveProperty('walk')
})

it('lays out no damaged copy, and nothing from outside the vault', async () => {
  const { approved, get, core, uploads } = byHand()
  const id = await approved()
  const invoice = get(id) as InvoiceAt<'portal'>
  const copy = core.vault.pathOf(invoice.file.sha256)
  const whole = readFileSync(copy)
  writeFileSync(copy, Buffer.concat([whole.subarray(0, 4), Buffer.from('ABIME')]))
  for (let press = 1; press <= 2; press++) await expect(core.uploads.put(invoice)).rejects.toThrow(DamagedCopy)
  expect(readdirSync(uploads)).toEqual([])
  // The same file brought in again mends the copy.
  await core.vault.takeBytes(whole)
  expect(basename(await core.uploads.put(invoice))).toBe('FA-2026-0043.pdf')

  const outside = { name: 'annexe.txt', type: 'DIVERS', file: { name: 'a.txt', bytes: 9, sha256: '../../secret.txt' } }
  await expect(core.uploads.put({ ...invoice, pieces: [outside] })).rejects.toThrow(DamagedCopy)
  expect(calls['draft.save'].input.safeParse({ ...invoice, confirmed: [], pieces: [outside] }).success).toBe(false)
})

it('gives a second copy a name that is no other number, and clears what was left half-made', async () => {
  const { approved, get, core, uploads } = byHand()
  const invoice = get(await approved()) as InvoiceAt<'portal'>
  mkdirSync(uploads, { recursive: true })
  const left = join(uploads, `.${'a'.repeat(64)}.part`)
  writeFileSync(left, 'half')
  writeFileSync(join(uploads, 'FA-2026-0043.pdf'), 'a file of the person’s own')
  expect(basename(await core.uploads.put(invoice))).toBe('FA-2026-0043_copie2.pdf')
  expect(existsSync(left)).toBe(false)
  await core.uploads.clear(invoice)
  expect(readdirSync(uploads)).toEqual(['FA-2026-0043.pdf'])
})
