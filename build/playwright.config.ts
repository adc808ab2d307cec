import { defineConfig } from '@playwright/test'

/** `npm run bench` and `npm run pictures`: they drive the application like the specs, but judge nothing. */
export default defineConfig({
  testDir: '.',
  outputDir: '../test-results/tools',
  timeout: 300_000,
  workers: 1,
  reporter: 'dot',
})
