import { existsSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { installPackages } from './packages.mjs'
import { pinnedNode, toolPath } from './root.mjs'
import { runAloud } from './run.mjs'
import { duration, say } from './say.mjs'

/**
 * `npm run endure [-- SCHEDULES [SEED]]`: 10,000 randomized schedules of failures from seed 1, shared out among the
 * processors. A failure says how to live through it again.
 */
const MEMORY = '/dev/shm'
await installPackages()
const [schedules = 10_000, seed = 1] = process.argv.slice(2).map(Number)
const started = Date.now()
const hands = Math.min(availableParallelism(), schedules)
const each = Math.ceil(schedules / hands)
const codes = await Promise.all(
  Array.from({ length: hands }, (_, hand) => {
    const many = Math.min(each, schedules - hand * each)
    // Thousands of small databases: in memory where the system has a folder for that.
    const env = {
      ...(existsSync(MEMORY) && { TMPDIR: MEMORY }),
      ENDURE_SCHEDULES: String(many),
      ENDURE_SEED: String(seed + hand * each),
    }
    return runAloud(pinnedNode, [toolPath('vitest'), 'run', '--project', 'node', 'tests/endure/endure.test.ts'], {
      env,
    })
  }),
)
say(`${schedules} histoires de pannes à partir de la graine ${seed} : ${duration(Date.now() - started)}`)
process.exitCode = codes.some((code) => code !== 0) ? 1 : 0
