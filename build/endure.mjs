import { existsSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { installPackages } from './packages.mjs'
import { pinnedNode, toolPath } from './root.mjs'
import { runAloud } from './run.mjs'
import { duration, say } from './say.mjs'

/**
 * `npm run endure [-- SCHEDULES [SEED]]`: 10,000 randomized schedules of failures from seed 1, shared out among the
 * processors. A failure says how to live through it again. `npm run endure -- lots [KILLS [SEED]]`: a lot of 500 with bad ones, lots
 * through failures, the process killed 50 times while it sends some. `npm run endure -- kills [MANY [SEED]]`: the real process, killed
 * 300 times.
 */
const MEMORY = '/dev/shm'
await installPackages()
const started = Date.now()
// Thousands of small databases: in memory where the system has a folder for that.
const run = (test, env) =>
  runAloud(pinnedNode, [toolPath('vitest'), 'run', '--project', 'node', `tests/endure/${test}`], {
    env: { ...(existsSync(MEMORY) && { TMPDIR: MEMORY }), ...env },
  })

const isKills = process.argv[2] === 'kills'
if (process.argv[2] === 'lots') {
  const [kills = 50, seed = 1] = process.argv.slice(3).map(Number)
  const env = { ENDURE_LOTS: '50', ENDURE_LOT_OF: '500', ENDURE_LOT_KILLS: String(kills), ENDURE_SEED: String(seed) }
  process.exit(await run('lots.test.ts', env))
}
const [many = isKills ? 300 : 10_000, seed = 1] = process.argv.slice(isKills ? 3 : 2).map(Number)
const codes = isKills
  ? [await run('kills.test.ts', { ENDURE_KILLS: String(many), ENDURE_SEED: String(seed) })]
  : await schedules()
say(
  `${many} ${isKills ? 'arrêts brutaux' : 'histoires de pannes'} à partir de la graine ${seed} : ${duration(Date.now() - started)}`,
)
process.exitCode = codes.some((code) => code !== 0) ? 1 : 0

function schedules() {
  const hands = Math.min(availableParallelism(), many)
  const each = Math.ceil(many / hands)
  return Promise.all(
    Array.from({ length: hands }, (_, hand) =>
      run('endure.test.ts', {
        ENDURE_SCHEDULES: String(Math.min(each, many - hand * each)),
        ENDURE_SEED: String(seed + hand * each),
      }),
    ),
  )
}
