import { expect, it } from 'vitest'
import { endure, type Tally } from './schedules.ts'

/** So many randomized schedules of failures: 10,000 in `npm run endure`, a few in `npm test`; from this seed on. */
const many = Number(process.env['ENDURE_SCHEDULES'] ?? 40)
const firstSeed = Number(process.env['ENDURE_SEED'] ?? 1)
/** One computer lives through so many, one after the other. */
const EACH = 25
/** So many computers between two lines of how far it is. */
const TOLD = 40
/** A machine that has other work takes hours over thousands, in ms. */
const PATIENCE = 24 * 3_600_000

it(
  `whatever breaks, never two deposits and nothing lost: ${many} schedules from seed ${firstSeed}`,
  async () => {
    const tallies: Tally[] = []
    for (let seed = firstSeed; seed < firstSeed + many; seed += EACH) {
      tallies.push(await endure(seed, Math.min(EACH, firstSeed + many - seed)))
      if (tallies.length % TOLD === 0) console.log(`${tallies.length * EACH} of ${many} from seed ${firstSeed}`)
    }
    const ends = tallies.flatMap(({ ends }) => ends)
    const share = (of: typeof ends) => of.filter(({ isFinal }) => isFinal).length / of.length
    const sum = (name: 'calls' | 'cuts' | 'clocks' | 'losses') =>
      tallies.reduce((total, tally) => total + tally[name], 0)
    const stages: Record<string, number> = {}
    for (const { circuit, stage, isFinal } of ends) {
      const name = `${circuit} ${isFinal ? 'final' : stage}`
      stages[name] = (stages[name] ?? 0) + 1
    }
    const all = (name: 'doubles' | 'strays' | 'faults') => tallies.flatMap((tally) => tally[name])
    console.log(
      `${many} schedules, ${sum('calls')} calls, ${sum('cuts')} power cuts, ${sum('clocks')} clocks set, ` +
        `${sum('losses')} databases lost: ${all('doubles').length} doubles, ${all('strays').length} lost`,
      JSON.stringify(stages),
    )
    expect(all('doubles')).toEqual([])
    expect(all('strays')).toEqual([])
    expect(all('faults')).toEqual([])
    // A few hundred are too few to measure one in a hundred.
    if (many >= 1000) expect(share(ends), 'reached a final state by themselves').toBeGreaterThanOrEqual(0.99)
  },
  PATIENCE,
)
