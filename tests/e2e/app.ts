import { _electron, expect, test as base, type ElectronApplication, type Page } from '@playwright/test'
import type { ChildProcess } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { engine, executable, project } from './engine.ts'
import { watchFocus } from './focus.ts'
import { holding } from './processes.ts'

export { expect } from '@playwright/test'
export { engine } from './engine.ts'

type Start = (more?: { args?: string[]; env?: Record<string, string> }) => Promise<ElectronApplication>
type Fixtures = {
  /** The folder of the application to run: the project, unless a spec says `test.use({ application })`. */
  application: string
  /** More environment for it. */
  environment: Record<string, string>
  /** A temporary folder, empty at the start of each test and gone at its end. */
  place: string
  /** The folder for the application's own data, in `place`. */
  data: string
  /** The watched folder « Factures », in `place`. */
  folder: string
  /** What went wrong without anybody looking: errors of main and of pages, a keyboard lost. Empty at the end of the test. */
  complaints: string[]
  /** Starts the application, again if need be, with more arguments or environment. */
  start: Start
  /** The application, started. */
  app: ElectronApplication
  /** Its first window, loaded. */
  page: Page
}

/** All end-to-end specs start from this: the application in a place of its own, and nothing left of it afterwards. */
export const test = base.extend<Fixtures>({
  application: [project, { option: true }],
  environment: [{}, { option: true }],
  // eslint-disable-next-line no-empty-pattern -- Playwright reads the fixtures it needs from this pattern.
  place: async ({}, use) => {
    const place = realpathSync(mkdtempSync(join(tmpdir(), 'choriste-e2e-')))
    await use(place)
    await expect.poll(() => holding(place), { message: 'processes that outlive the application' }).toEqual([])
    rmSync(place, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 })
  },
  data: async ({ place }, use) => {
    const data = join(place, 'data')
    mkdirSync(data)
    await use(data)
  },
  folder: async ({ place }, use) => {
    const folder = join(place, 'Factures')
    mkdirSync(folder)
    await use(folder)
  },
  complaints: async ({ data }, use) => {
    const complaints: string[] = []
    await use(complaints)
    expect([...complaints, ...logged(data)], 'errors nobody looked at').toEqual([])
  },
  start: async ({ application, environment, data, folder, complaints }, use) => {
    // The process is kept: Playwright does not give that of an application that has ended.
    const started: [ElectronApplication, ChildProcess][] = []
    await use(async ({ args = [], env = {} } = {}) => {
      const app = await launch({
        args: [application, ...args],
        env: { CHORISTE_DATA: data, CHORISTE_FOLDER: folder, ...environment, ...env },
      })
      listen(app, complaints)
      await watchFocus(app.context(), complaints)
      started.push([app, app.process()])
      return app
    })
    for (const [app, child] of started) await quit(app, child)
  },
  app: async ({ start }, use) => use(await start()),
  page: async ({ app }, use) => use(await pageOf(app)),
})

/** The application's first window, once its page has loaded: a window opens empty on either engine. */
export async function pageOf(app: ElectronApplication): Promise<Page> {
  const page = await app.firstWindow()
  page.setDefaultTimeout(15_000)
  await page.waitForURL(({ protocol }) => protocol !== 'about:' && protocol !== 'data:', { waitUntil: 'load' })
  return page
}

/** Starts either engine with the environment of a French desktop; names of files are UTF-8 whatever the machine's locale. */
function launch({ args, env }: { args: string[]; env: Record<string, string> }): Promise<ElectronApplication> {
  const french = { LANG: 'fr_FR.UTF-8', LANGUAGE: 'fr', LC_ALL: 'C.UTF-8', TZ: 'Europe/Paris' }
  const quiet = process.env['E2E_HEADED'] ? {} : { HOST_HEADLESS: '1' }
  return _electron.launch({
    // Electron itself is found by Playwright, which then also holds `ready` until it listens.
    ...(engine === 'host' && { executablePath: executable }),
    args,
    cwd: project,
    env: { ...(process.env as Record<string, string>), ...french, ...quiet, ...env },
    // Otherwise Playwright pretends a light theme to every page, whatever the application has chosen.
    colorScheme: null,
  })
}

/** The application keeps its errors in its log instead of stopping. */
function logged(data: string): string[] {
  const log = join(data, 'journaux/choriste.log')
  return existsSync(log)
    ? readFileSync(log, 'utf8')
        .split('\n')
        .filter((line) => line.includes(' error '))
    : []
}

function listen(app: ElectronApplication, complaints: string[]): void {
  let text = ''
  app.process().stderr?.on('data', (chunk: Buffer) => {
    text += chunk.toString('utf8')
    const lines = text.split('\n')
    text = lines.pop() ?? ''
    complaints.push(...lines.filter((line) => /JavaScript error occurred|UnhandledPromiseRejection/.test(line)))
  })
  app.context().on('weberror', (error) => complaints.push(String(error.error())))
}

/**
 * Quits as a person would, and waits for the end: for specs that start the application again. An application that does
 * not end within ten seconds is ended, and the test fails.
 */
export async function quit(app: ElectronApplication, child: ChildProcess = app.process()): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  let stuck = false
  const patience = setTimeout(() => (stuck = child.kill('SIGKILL')), 10_000)
  await app.close().catch(() => undefined)
  clearTimeout(patience)
  expect(stuck, 'the application did not quit within ten seconds').toBe(false)
}
