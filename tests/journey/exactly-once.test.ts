import Database from 'better-sqlite3'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { DATABASE } from '../../electron/core/store/database.ts'
import type { TroubleName } from '../../electron/sim/platform.ts'
import { world } from '../support/world.ts'

const troubles: TroubleName[] = [
  'unreachable',
  'overloaded',
  'cutOff',
  'answerLost',
  'answerGarbled',
  'down',
  'html502',
  'html502Late',
  'unauthorized',
  'fault',
]

/** Of each circuit; `npm run endure` has the many. */
const SEEDS = 20

/** A die that falls the same way each time for the same seed. */
function dice(seed: number) {
  let state = Math.imul(seed, 2654435761) >>> 0
  return () => (state = (Math.imul(state, 1664525) + 1013904223) >>> 0) / 2 ** 32
}

/** One life full of faults, the same for the same seed. */
async function life(seed: number, circuit: 'pdf' | 'flux') {
  const roll = dice(seed)
  let cuts = 0
  const powerCut = () => {
    if (cuts >= 4 || roll() >= 0.12) return undefined
    cuts++
    return roll() < 0.5 ? 'before' : 'after'
  }
  const { platform, run, get, approved } = world({ powerCut })
  const many = Math.floor(roll() * 5)
  const pick = () => troubles[Math.floor(roll() * troubles.length)]!
  platform.expect(...Array.from({ length: many }, pick))
  const id = await approved({}, circuit === 'flux' ? structured : {})
  await run(80)
  return {
    deposits: Math.max(platform.invoices().length, platform.flows().length),
    stage: get(id).stage,
    faults: cuts + many - platform.troublesLeft(),
  }
}
const structured = { kind: 'cii', paymentMeansCode: '30' } as const

it.each(['pdf', 'flux'] as const)(
  'whatever breaks, one deposit of a %s, or none and a question to the person',
  async (circuit) => {
    const ends: Record<string, number> = {}
    let faults = 0
    for (let seed = 1; seed <= SEEDS; seed++) {
      const end = await life(seed, circuit)
      faults += end.faults
      ends[`${end.stage} ${end.deposits}`] = (ends[`${end.stage} ${end.deposits}`] ?? 0) + 1
      expect(end.deposits, `seed ${seed}: deposits`).toBeLessThanOrEqual(1)
      if (end.deposits === 0) expect(['uncertain', 'draft'], `seed ${seed}: nothing arrived`).toContain(end.stage)
      else expect(end.stage, `seed ${seed}: it arrived`).toBe('followed')
    }
    console.log(circuit, JSON.stringify({ faults, ends }))
  },
  300_000,
)

it.each(['INSERT ON journal', 'INSERT ON jobs'])(
  'changes the invoice, its journal and its next job together or not at all: the disk fails at %s',
  async (moment) => {
    const { draft, record, stage, core, dataFolder, home } = world()
    const id = await draft()
    const before = core.invoices.journal(id)
    const other = new Database(join(dataFolder, DATABASE))
    other.exec(`CREATE TRIGGER full BEFORE ${moment} BEGIN SELECT RAISE(ABORT, 'disk full'); END`)
    expect(() => record(id, { type: 'approved' })).toThrow('disk full')
    expect(stage(id)).toBe('draft')
    expect(core.invoices.journal(id)).toEqual(before)
    expect(core.jobs.get(id)).toBeUndefined()
    const path = join(home, 'autre.pdf')
    writeFileSync(path, '%PDF-1.7 autre')
    if (moment.endsWith('jobs')) expect(await core.intake.take(path, 'hand')).toEqual({ invoices: [], strays: 1 })
    other.exec('DROP TRIGGER full')
    other.close()
    expect(record(id, { type: 'approved' })).toBeDefined()
    expect((await core.intake.take(path, 'hand')).invoices).toMatchObject([{ isNew: true }])
  },
)

it.each<['pdf' | 'flux', TroubleName, string]>([
  ...(['pdf', 'flux'] as const).flatMap((circuit) =>
    (['unreachable', 'overloaded', 'forbidden'] as const).map((name) => [circuit, name, 'leaving'] as const),
  ),
  ...(['pdf', 'flux'] as const).flatMap((circuit) =>
    (['cutOff', 'answerLost', 'answerGarbled', 'fault', 'down', 'html502', 'html502Late'] as const).map(
      (name) => [circuit, name, 'uncertain'] as const,
    ),
  ),
] as ['pdf' | 'flux', TroubleName, string][])(
  'knows what may have left: %s, %s when it is sent, is %s',
  async (circuit, trouble, expected) => {
    const { approved, platform, core, stage } = world()
    const id = await approved({}, circuit === 'flux' ? structured : {})
    platform.expect({ trouble, on: circuit === 'flux' ? 'deposer/flux' : 'soumettre' })
    await core.runDue()
    expect(platform.troublesLeft()).toBe(0)
    expect(stage(id)).toBe(expected)
  },
)
