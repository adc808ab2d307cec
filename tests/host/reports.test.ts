import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { playwrightTally, vitestTally } from '../../build/reports.mjs'

const folder = mkdtempSync(join(tmpdir(), 'reports-'))
function report(content: object): string {
  const path = join(folder, 'report.json')
  writeFileSync(path, JSON.stringify(content))
  return path
}
const file = (status: string, ...tests: string[]) => ({
  status,
  name: 'a.test.ts',
  assertionResults: tests.map((test) => ({ status: test, fullName: `a test that ${test}` })),
})

it('counts the tests of vitest, and names those that failed', () => {
  const testResults = [file('passed', 'passed'), file('failed', 'passed', 'failed')]
  const path = report({ numPassedTests: 2, numFailedTests: 1, testResults })
  expect(vitestTally(path, 1)).toEqual({ passed: 2, failed: 1, names: ['a test that failed'] })
})

it('counts a file of tests that cannot be loaded as a failure', () => {
  const path = report({ numPassedTests: 5, numFailedTests: 0, testResults: [file('failed')] })
  expect(vitestTally(path, 1)).toEqual({ passed: 5, failed: 1, names: ['a.test.ts'] })
})

it('counts one failure where all tests pass and the runner still fails', () => {
  expect(vitestTally(report({ numPassedTests: 5, numFailedTests: 0, testResults: [] }), 1)).toEqual({
    passed: 5,
    failed: 1,
    names: [],
  })
})

it('counts the tests of Playwright, and what failed outside of them', () => {
  const stats = { expected: 3, unexpected: 1, flaky: 1, skipped: 2 }
  const failed = { ok: false, file: 'a.spec.ts', line: 7, title: 'opens' }
  const suites = [{ specs: [{ ok: true, file: 'a.spec.ts', line: 3, title: 'holds' }], suites: [{ specs: [failed] }] }]
  const names = ['a.spec.ts:7 opens']
  expect(playwrightTally(report({ stats, errors: [{}], suites }), 1)).toEqual({ passed: 4, failed: 2, names })
})

it('counts a runner without report as a failure', () => {
  const nowhere = join(folder, 'none.json')
  expect([vitestTally(nowhere, 0), playwrightTally(nowhere, 0)]).toEqual(
    Array(2).fill({ passed: 0, failed: 1, names: [] }),
  )
})
