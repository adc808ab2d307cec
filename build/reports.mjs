import { existsSync } from 'node:fs'
import { readJson } from './root.mjs'

/**
 * How many tests a runner says passed and failed, and the names of those that failed. No report, or one that hides a
 * failure, counts as one failure.
 */
const tally = (passed, failed, status, names) => ({ passed, failed: failed || (status === 0 ? 0 : 1), names })
const NOTHING = { passed: 0, failed: 1, names: [] }

/** Vitest's JSON: a file that cannot even be loaded has no failed test, but has failed. */
export function vitestTally(path, status) {
  if (!existsSync(path)) return NOTHING
  const { numPassedTests, numFailedTests, testResults } = readJson(path)
  const unloadable = testResults.filter(
    (file) => file.status === 'failed' && !file.assertionResults.some((test) => test.status === 'failed'),
  )
  const failed = testResults.flatMap(({ assertionResults }) =>
    assertionResults.filter((test) => test.status === 'failed').map(({ fullName }) => fullName),
  )
  const names = [...failed, ...unloadable.map(({ name }) => name)]
  return tally(numPassedTests, numFailedTests + unloadable.length, status, names)
}

/** Playwright's JSON: `errors` are those outside any test. */
export function playwrightTally(path, status) {
  if (!existsSync(path)) return NOTHING
  const { stats, errors, suites } = readJson(path)
  const names = suites.flatMap(failedSpecs)
  return tally(stats.expected + stats.flaky, stats.unexpected + errors.length, status, names)
}

const failedSpecs = ({ specs = [], suites = [] }) => [
  ...specs.filter(({ ok }) => !ok).map(({ file, line, title }) => `${file}:${line} ${title}`),
  ...suites.flatMap(failedSpecs),
]
