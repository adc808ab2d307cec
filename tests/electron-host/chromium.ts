import { spawn, spawnSync, type ChildProcess } from 'node:child_process'
import { mkdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import type { Readable } from 'node:stream'
import { findChromium } from '../../build/chromium.mjs'
import { Connection, type Session } from './cdp.ts'
import { applicationName, getPath } from './paths.ts'
import { setDisplays } from './screen.ts'
import { chromiumPath, flags, headless, verbose, withGpu } from './surroundings.ts'

let running: { connection: Connection; process: ChildProcess; executable: string } | undefined
const profile = () => join(getPath('sessionData'), 'Chromium')
const asRoot = process.getuid?.() === 0
/** No service of Google, no first-run page, no bar above the window; the application's own policy is all that counts. */
const ALWAYS = [
  '--no-startup-window --no-first-run --no-default-browser-check --disable-search-engine-choice-screen',
  '--disable-background-networking --disable-component-update --disable-sync --disable-default-apps --disable-quic',
  '--disable-extensions --disable-infobars --disable-dev-shm-usage --password-store=basic --use-mock-keychain',
  '--disable-features=Translate,MediaRouter,OptimizationHints,AutofillServerCommunication --test-type',
].flatMap((line) => line.split(' '))

/** Throws where no Chromium is installed; `onEnd` is called if Chromium ends by itself. */
export async function startChromium(onEnd: () => void): Promise<void> {
  const executable = chromiumPath ?? findChromium()
  if (!executable) throw new Error('No Chromium, Chrome or Edge found: set HOST_CHROMIUM to its executable')
  mkdirSync(profile(), { recursive: true })
  const args = [
    '--remote-debugging-pipe',
    `--user-data-dir=${profile()}`,
    ...ALWAYS,
    `--class=${applicationName()}`,
    ...(headless ? ['--headless', '--hide-scrollbars', '--screen-info={1920x1080}'] : []),
    ...(asRoot ? ['--no-sandbox'] : []),
    ...(withGpu || !headless ? [] : ['--disable-gpu']),
    ...flags.filter((flag) => flag !== '--no-sandbox'),
  ]
  // Its own process group, so that nothing of it is left when the host ends. Should the host be killed outright, the
  // closing of the pipe ends Chromium.
  const child = spawn(executable, args, {
    stdio: ['ignore', 'ignore', 'pipe', 'pipe', 'pipe'],
    detached: process.platform !== 'win32',
  })
  createInterface({ input: child.stderr as Readable }).on('line', (line) => {
    if (verbose || line.startsWith('DevTools listening')) process.stderr.write(`${line}\n`)
  })
  running = { connection: new Connection(child), process: child, executable }
  const failed = new Promise<never>((_, reject) => child.once('error', reject))
  child.once('exit', onEnd)
  process.once('exit', endChromium)
  await Promise.race([browser().send('Target.setDiscoverTargets', { discover: true }), failed])
  setDisplays((await browser().send('Emulation.getScreenInfos')).screenInfos)
  const { product } = await browser().send('Browser.getVersion')
  Object.defineProperty(process.versions, 'chrome', { value: product.split('/')[1], configurable: true })
}

function connection(): Connection {
  if (!running) throw new Error('Chromium is not running')
  return running.connection
}
export const browser = (): Session => connection().browser
export const openSession = (id: string): Session => connection().session(id)
export const forgetSession = (session: Session): void => connection().forget(session)

/** Only the command line opens a window without tabs and address bar; the running Chromium takes it over. */
export function openBareWindow(url: string, { x, y, width, height }: Electron.Rectangle): void {
  const place = [`--window-size=${width},${height}`, `--window-position=${x},${y}`]
  const args = [`--user-data-dir=${profile()}`, ...(asRoot ? ['--no-sandbox', '--test-type'] : []), ...place]
  spawn(running?.executable ?? '', [...args, `--app=${url}`], { stdio: 'ignore' }).on('error', () => undefined)
}

/**
 * Ends Chromium and all its processes before it returns, so that no code of the application runs after « quit »:
 * asked first (its profile is then written out), killed after a second.
 */
export function endChromium(): void {
  if (!running) return
  const { pid, exitCode } = running.process
  running.process.removeAllListeners('exit')
  if (pid !== undefined && exitCode === null) {
    browser().tell('Browser.close')
    waitFor(() => hasEnded(pid), 1000)
  }
  running = undefined
  if (pid === undefined) return
  if (process.platform === 'win32') spawnSync('taskkill', ['/pid', String(pid), '/T', '/F'])
  else killGroup(pid)
}

function killGroup(pid: number): void {
  try {
    process.kill(-pid, 'SIGKILL')
  } catch {
    // The whole group has ended by itself.
  }
}

/** Only Linux tells a process that has ended from one that runs, as long as nobody has collected it. */
function hasEnded(pid: number): boolean {
  try {
    return /^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'))
  } catch {
    return process.platform === 'linux'
  }
}

function waitFor(condition: () => boolean, atMostMs: number): void {
  const clock = new Int32Array(new SharedArrayBuffer(4))
  const end = Date.now() + atMostMs
  while (!condition() && Date.now() < end) Atomics.wait(clock, 0, 0, 5)
}
