import { expect } from 'vitest'
import type { TroubleName } from '../../electron/sim/platform.ts'
import { isFinal } from '../../shared/domain/status.ts'
import { HOUR, world } from '../support/world.ts'

/** All that a network, a gateway and a platform do wrong without refusing; what waits in real time is left out. */
const among: TroubleName[] = [
  'unreachable',
  'cutOff',
  'answerLost',
  'answerGarbled',
  'overloaded',
  'overloadedForAWhile',
  'unauthorized',
  'forbidden',
  'fault',
  'down',
  'html502',
  'html502Late',
  'unknownField',
  'unknownStatus',
  'otherDates',
  'noPages',
  'smallPages',
]
/** On the worst days one call in five fails. */
const WORST_RATE = 0.2
const MOST_CUTS = 3
/** Troubles end within two days; four more are given for what is left to do, then it counts as not ended. */
const TROUBLED_HOURS = 48
const LEFT_HOURS = 96

/** A die that falls the same way each time for the same seed. */
function dice(seed: number) {
  let state = Math.imul(seed, 2654435761) >>> 0
  return () => (state = (Math.imul(state, 1664525) + 1013904223) >>> 0) / 2 ** 32
}

export type End = { circuit: 'pdf' | 'flux'; stage: string; isFinal: boolean }
export type Tally = { schedules: number; calls: number; cuts: number; ends: End[] }

/** So many schedules of failures on one computer, one after the other; each sends a PDF and a flow and follows them to the end. */
export async function endure(first: number, many: number): Promise<Tally> {
  let roll = dice(first)
  let cutsLeft = 0
  const tally: Tally = { schedules: many, calls: 0, cuts: 0, ends: [] }
  const powerCut = () => {
    if (!cutsLeft || roll() >= 0.06) return undefined
    cutsLeft--
    tally.cuts++
    return roll() < 0.5 ? 'before' : 'after'
  }
  const w = world({ powerCut })
  /** Enough to live through it again. */
  const said = (seed: number) => `npm run endure -- ${seed - first + 1} ${first}, seed ${seed}`

  async function schedule(seed: number) {
    roll = dice(seed)
    const { platform } = w
    const troubledUntil = w.now() + roll() * TROUBLED_HOURS * HOUR
    const end = troubledUntil + LEFT_HOURS * HOUR
    // Each meets its troubles with its own density: some days are worse than others.
    platform.shake({ seed: String(seed), rate: roll() * WORST_RATE, among })
    cutsLeft = Math.floor(roll() * (MOST_CUTS + 1))
    const ids = {
      pdf: await w.approved({ number: `P${seed}` }),
      flux: await w.approved({ number: `F${seed}` }, { kind: 'cii', paymentMeansCode: '30' }),
    }
    const isOver = (id: string) => {
      const invoice = w.get(id)
      return invoice.stage === 'draft' || (invoice.stage === 'followed' && isFinal(invoice.status))
    }
    while (w.now() < end && !Object.values(ids).every(isOver)) {
      const before = w.now()
      await w.run(1)
      if (w.now() === before) w.pass(HOUR / 60)
      if (w.now() >= troubledUntil) {
        platform.shake(undefined)
        cutsLeft = 0
      }
    }
    platform.shake(undefined)
    cutsLeft = 0
    for (const circuit of ['pdf', 'flux'] as const) check(seed, circuit, ids[circuit])
  }

  function check(seed: number, circuit: 'pdf' | 'flux', id: string) {
    const { stage, ...invoice } = w.get(id)
    const number = circuit === 'pdf' ? `P${seed}` : `F${seed}`
    const there = w.platform.invoices().filter((each) => each.number === number)
    const flows = w.platform.flows().filter(({ name }) => name === `${number}.xml`)
    expect(Math.max(there.length, flows.length), `${said(seed)}: deposits of ${number}`).toBeLessThanOrEqual(1)
    const resent = w.core.invoices.journal(id).filter(({ event }) => event.type === 'resent')
    expect(resent.length, `${said(seed)}: sent again by itself`).toBeLessThanOrEqual(1)
    if (there.length) {
      expect(stage, `${said(seed)}: ${number} is there`).toBe('followed')
      expect('remoteId' in invoice && invoice.remoteId, `${said(seed)}: ${number} is followed`).toBe(there[0]!.id)
    } else expect(['leaving', 'uncertain', 'sent'], `${said(seed)}: ${number} is not there`).toContain(stage)
    tally.ends.push({ circuit, stage, isFinal: 'status' in invoice && isFinal(invoice.status) })
  }

  for (let seed = first; seed < first + many; seed++) await schedule(seed)
  expect(w.failures).toEqual([])
  tally.calls = Object.values(w.platform.calls()).reduce((sum, count) => sum + count, 0)
  return tally
}
