import { existsSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { installPackages } from './packages.mjs'
import { pinnedNode, toolPath } from './root.mjs'
import { runAloud } from './run.mjs'
import { duration, say } from './say.mjs'

/**
 * `npm run endure [-- SCHEDULES [SEED]]`: 10,000 randomized schedules of failures from seed 1, shared out among the
 * processors. A failure says how to live through it again. `npm run endure -- kills [MANY [SEED]]`: the real process, killed
 * 300 times; `-- numbers [MANY [SEED]]`: killed 1,000 times while it issues invoices; `-- lots [KILLS [SEED]]`: a lot of 500 with
 * bad ones, lots through failures, the process killed 50 times while it sends some.
 */
const MEMORY = '/dev/shm'
await installPackages()
const started = Date.now()
// Thousands of small databases: in memory where the system has a folder for that.
const run = (test, env) =>
  runAloud(pinnedNode, [toolPath('vitest'), 'run', '--project', 'node', `tests/endure/${test}`], {
    env: { ...(existsSync(MEMORY) && { TMPDIR: MEMORY }), ...env },
  })

const KINDS = {
  kills: { usual: 300, name: 'ENDURE_KILLS', test: 'kills.test.ts' },
  numbers: { usual: 1000, name: 'ENDURE_NUMBERS', test: 'numbers.test.ts' },
  lots: {
    usual: 50,
    name: 'ENDURE_LOT_KILLS',
    test: 'lots.test.ts',
    more: { ENDURE_LOTS: '50', ENDURE_LOT_OF: '500' },
  },
}
const kind = KINDS[process.argv[2]]
const [many = kind?.usual ?? 10_000, seed = 1] = process.argv.slice(kind ? 3 : 2).map(Number)
const codes = kind
  ? [await run(kind.test, { ...kind.more, [kind.name]: String(many), ENDURE_SEED: String(seed) })]
  : await schedules()
say(
  `${many} ${kind ? 'arrêts brutaux' : 'histoires de pannes'} à partir de la graine ${seed} : ${duration(Date.now() - started)}`,
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
