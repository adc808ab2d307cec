import { defineConfig } from '@playwright/test'

/** The same specs on Electron, where its executable is installed, and on its stand-in elsewhere (tests/e2e/app.ts). */
export default defineConfig({
  testDir: 'tests/e2e',
  outputDir: 'test-results/e2e',
  timeout: 60_000,
  workers: 1,
  forbidOnly: Boolean(process.env['CI']),
  reporter: [['list'], ['json', { outputFile: 'test-results/e2e.json' }]],
  use: { trace: 'off' },
})
