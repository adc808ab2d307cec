import { mkdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { checks, run } from './checks.mjs'
import { chromiumOrInstall, findElectron, noDisplay, withoutEngine } from './engine.mjs'
import { memoryFolder } from './memory-folder.mjs'
import { invoiceChecks } from './invoices.mjs'
import { installPackages } from './packages.mjs'
import { readingChecks } from './reading.mjs'
import { playwrightTally, vitestTally } from './reports.mjs'
import { inRoot, pinnedNode, toolPath } from './root.mjs'
import { runAside } from './run.mjs'
import { duration, say } from './say.mjs'

/**
 * `npm test`: everything, on a machine with nothing but Node. A step that fails does not hide the later ones; the last
 * line is the sum, « N passed, N failed », over tests and checks.
 */
const UNIT = inRoot('test-results/unit.json')
/** The end-to-end specs in so many parts: whichever lane is free takes the next. */
const PARTS = 8
const sum = { passed: 0, failed: 0 }
const faults = []
const started = Date.now()

await installPackages()
const electron = findElectron()
const chromium = electron && !noDisplay ? undefined : await chromiumOrInstall()
if (!electron && !chromium) withoutEngine()
rmSync(inRoot('test-results'), { recursive: true, force: true })
mkdirSync(inRoot('test-results'))

const asTally = (passed) => (passed ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 })

/** Counts a part and shows what it said, in one piece. */
function count(name, { passed, failed, names = [] }, output, since) {
  sum.passed += passed
  sum.failed += failed
  if (failed) faults.push(`${name} (${failed})`, ...names.map((test) => `  ${test}`))
  say(`\n── ${name}`)
  process.stdout.write(output)
  say(`${failed ? '✗' : '✓'} ${name} : ${duration(Date.now() - since)}`)
}

const folder = memoryFolder()
/** What Node makes of the sources is kept: the hundreds of processes of a run start in half the time. */
Object.assign(process.env, { TMPDIR: folder, NODE_COMPILE_CACHE: join(folder, 'compiled') })
const node = (args, env) => runAside(pinnedNode, args, { env })

const checking = checks().map((check) => async () => {
  const since = Date.now()
  const { code, output } = await run(check)
  count(check.name, asTally(code === 0), output, since)
})

async function unit() {
  const since = Date.now()
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${UNIT}`]
  const { code, output } = await node([toolPath('vitest'), 'run', ...reporters])
  count('vitest', vitestTally(UNIT, code), output, since)
}

async function construction() {
  const since = Date.now()
  const { code, output } = await node([inRoot('build/build.mjs')])
  count('construction', asTally(code === 0), output, since)
}

const parts = Array.from({ length: PARTS }, (_, index) => index + 1)
async function window() {
  for (let part = parts.shift(); part; part = parts.shift()) {
    const since = Date.now()
    const report = inRoot(`test-results/e2e-${part}.json`)
    const args = ['test', `--shard=${part}/${PARTS}`, `--output=test-results/e2e-${part}`]
    const engine = chromium ? { E2E_ENGINE: 'host', HOST_CHROMIUM: chromium } : {}
    const more = { ...engine, PLAYWRIGHT_JSON_OUTPUT_FILE: report }
    const { code, output } = await node([toolPath('@playwright/test', 'playwright'), ...args], more)
    count(`playwright ${part}/${PARTS}`, playwrightTally(report, code), output, since)
  }
}

async function measured(title, measure) {
  const since = Date.now()
  const { results, output } = await measure()
  say(`\n── ${title}`)
  process.stdout.write(output)
  for (const { name, faults: below } of results)
    count(name, asTally(below.length === 0), below.map((fault) => `  ${fault}\n`).join(''), since)
}

const reading = () => measured('lecture', readingChecks)
const invoices = () => measured('factures faites', invoiceChecks)

/** Two lanes, for two cores: the window waits a good deal, the rest works and then helps it. */
const lanes = [
  [construction, window],
  [...checking, unit, reading, invoices, window],
]
say('Vérifications, tests et fenêtre, côte à côte : chaque partie se montre quand elle finit.')
await Promise.all(
  lanes.map(async (lane) => {
    for (const part of lane) await part()
  }),
)

say(`\nDurée totale : ${duration(Date.now() - started)}`)
if (faults.length) say(`À reprendre :\n${faults.join('\n')}`)
say(`${sum.passed} passed, ${sum.failed} failed`)
process.exitCode = sum.failed ? 1 : 0
