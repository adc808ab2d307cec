import { existsSync } from 'node:fs'
import { readJson } from './root.mjs'

/** How many tests a runner says passed and failed. No report, or one that hides a failure, counts as one failure. */
const tally = (passed, failed, status) => ({ passed, failed: failed || (status === 0 ? 0 : 1) })
const NOTHING = { passed: 0, failed: 1 }

/** Vitest's JSON: a file that cannot even be loaded has no failed test, but has failed. */
export function vitestTally(path, status) {
  if (!existsSync(path)) return NOTHING
  const { numPassedTests, numFailedTests, testResults } = readJson(path)
  const unloadable = testResults.filter(
    (file) => file.status === 'failed' && !file.assertionResults.some((test) => test.status === 'failed'),
  )
  return tally(numPassedTests, numFailedTests + unloadable.length, status)
}

/** Playwright's JSON: `errors` are those outside any test. */
export function playwrightTally(path, status) {
  if (!existsSync(path)) return NOTHING
  const { stats, errors } = readJson(path)
  return tally(stats.expected + stats.flaky, stats.unexpected + errors.length, status)
}
