import { mkdirSync, rmSync } from 'node:fs'
import { checks, passes } from './checks.mjs'
import { chromiumOrInstall, findElectron, noDisplay, withoutEngine } from './engine.mjs'
import { installPackages } from './packages.mjs'
import { readingChecks } from './reading.mjs'
import { playwrightTally, vitestTally } from './reports.mjs'
import { inRoot, pinnedNode, toolPath } from './root.mjs'
import { runAloud } from './run.mjs'
import { duration, say } from './say.mjs'

/**
 * `npm test`: everything, on a machine with nothing but Node. A step that fails does not hide the later ones; the last
 * line is the sum, « N passed, N failed », over tests and checks.
 */
const UNIT = inRoot('test-results/unit.json')
const E2E = inRoot('test-results/e2e.json')
const sum = { passed: 0, failed: 0 }
const faults = []
const started = Date.now()

await installPackages()
const electron = findElectron()
const chromium = electron && !noDisplay ? undefined : await chromiumOrInstall()
if (!electron && !chromium) withoutEngine()
rmSync(inRoot('test-results'), { recursive: true, force: true })
mkdirSync(inRoot('test-results'))

function count(name, { passed, failed }, since) {
  sum.passed += passed
  sum.failed += failed
  if (failed) faults.push(`${name} (${failed})`)
  say(`${failed ? '✗' : '✓'} ${name} : ${duration(Date.now() - since)}`)
}
const asTally = (passed) => (passed ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 })

async function part(name, work) {
  say(`\n── ${name}`)
  const since = Date.now()
  count(name, await work(), since)
}

for (const check of checks()) await part(check.name, async () => asTally(await passes(check)))
await part('vitest', async () => {
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${UNIT}`]
  return vitestTally(UNIT, await runAloud(pinnedNode, [toolPath('vitest'), 'run', ...reporters]))
})
await part('construction', async () => asTally((await runAloud(pinnedNode, [inRoot('build/build.mjs')])) === 0))
await part('playwright', async () => {
  const env = chromium ? { E2E_ENGINE: 'host', HOST_CHROMIUM: chromium } : {}
  return playwrightTally(E2E, await runAloud(pinnedNode, [toolPath('@playwright/test', 'playwright'), 'test'], { env }))
})
say('\n── lecture')
for (const { name, faults: below } of await readingChecks()) {
  if (below.length) say(`  ${name} : ${below.join(', ')}`)
  count(name, asTally(below.length === 0), Date.now())
}

say(`\nDurée totale : ${duration(Date.now() - started)}`)
if (faults.length) say(`À reprendre : ${faults.join(', ')}`)
say(`${sum.passed} passed, ${sum.failed} failed`)
process.exitCode = sum.failed ? 1 : 0
