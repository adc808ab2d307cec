import type { Settings } from 'electron'
import { EventEmitter } from 'node:events'
import { endChromium, startChromium } from './chromium.ts'
import { application, applicationName, getPath, setPath } from './paths.ts'
import { preventable } from './preventable.ts'
import { knownOnly } from './refuse.ts'
import { windows } from './registry.ts'
import { holdsLock, releaseLock, takeLock } from './single-instance.ts'
import { flags, underPlaywright } from './surroundings.ts'

const readiness = Promise.withResolvers<undefined>()
let ready = false
let quitting = false
let over = false
let login = {}

const commandLine = {
  appendSwitch: (name: string, value?: string) => void flags.push(value ? `--${name}=${value}` : `--${name}`),
  hasSwitch: (name: string) => flags.some((flag) => flag === `--${name}` || flag.startsWith(`--${name}=`)),
  getSwitchValue: (name: string) => flags.find((flag) => flag.startsWith(`--${name}=`))?.slice(name.length + 3) ?? '',
  removeSwitch(name: string) {
    const at = flags.findIndex((flag) => flag === `--${name}` || flag.startsWith(`--${name}=`))
    if (at >= 0) flags.splice(at, 1)
  },
} satisfies Pick<Electron.CommandLine, 'appendSwitch' | 'hasSwitch' | 'getSwitchValue' | 'removeSwitch'>

type Known =
  | ('getName' | 'setName' | 'getVersion' | 'getAppPath' | 'getPath' | 'setPath' | 'name' | 'isPackaged')
  | ('getLocale' | 'getSystemLocale' | 'getPreferredSystemLanguages' | 'isReady' | 'whenReady' | 'quit' | 'exit')
  | ('requestSingleInstanceLock' | 'hasSingleInstanceLock' | 'releaseSingleInstanceLock' | 'setAppUserModelId')
  | ('setBadgeCount' | 'getBadgeCount' | 'getLoginItemSettings' | 'setLoginItemSettings' | 'focus' | 'dock')
  | ('enableSandbox' | 'disableHardwareAcceleration' | 'userAgentFallback' | 'badgeCount')

/** The application's life: ready, one instance, and the order in which it ends. */
export class HostApp extends EventEmitter implements Pick<Electron.App, Known> {
  readonly commandLine = commandLine
  readonly isPackaged = false
  readonly dock = undefined
  userAgentFallback = ''
  badgeCount = 0

  get name() {
    return applicationName()
  }
  set name(name) {
    application.name = name
  }
  getName = applicationName
  setName = (name: string) => void (application.name = name)
  getVersion = () => application.manifest.version ?? '0.0.0'
  getAppPath = () => application.folder
  getPath: Electron.App['getPath'] = getPath
  setPath = setPath

  getLocale = () => commandLine.getSwitchValue('lang') || this.getSystemLocale().split('-')[0]!
  getSystemLocale = () => (process.env['LANG'] ?? 'en-US').split('.')[0]!.replace('_', '-')
  getPreferredSystemLanguages = () => [this.getSystemLocale()]

  isReady = () => ready
  whenReady = () => readiness.promise

  requestSingleInstanceLock(data?: Record<string, unknown>) {
    const message = { argv: process.argv, cwd: process.cwd(), data }
    return takeLock(message, (other) => this.emit('second-instance', {}, other.argv, other.cwd, other.data))
  }
  hasSingleInstanceLock = holdsLock
  releaseSingleInstanceLock = releaseLock

  setAppUserModelId() {}
  enableSandbox() {}
  disableHardwareAcceleration() {}
  focus() {}
  getBadgeCount = () => this.badgeCount
  setBadgeCount(count = 0) {
    this.badgeCount = count
    return true
  }

  /** Recorded for a spec to read; nothing is registered with the system. */
  setLoginItemSettings(settings: Settings) {
    login = settings
  }
  getLoginItemSettings = () => ({ ...notAtLogin, ...login })

  /** before-quit, then every window's close, then will-quit; any of them may say no. */
  quit() {
    if (quitting || over) return
    const before = preventable()
    this.emit('before-quit', before)
    if (before.defaultPrevented) return
    quitting = true
    if (!windows.size) this.#closeAll()
    // As in Electron, what a page has said before is heard before its window goes.
    else void Promise.all([...windows].map((window) => window.heard())).then(() => this.#closeAll())
  }
  #closeAll() {
    if (over) return
    const stayed = [...windows].some((window) => {
      window.close()
      return !window.isDestroyed()
    })
    const last = preventable()
    if (!stayed) this.emit('will-quit', last)
    quitting = false
    if (!stayed && !last.defaultPrevented) this.exit(0)
  }

  /** Before `ready` the main module is evaluated to its end all the same, as in Electron: code after `quit()` runs. */
  exit(code = 0) {
    if (over) return
    over = true
    this.emit('quit', {}, code)
    releaseLock()
    if (!ready) return void setImmediate(() => process.exit(code))
    endChromium()
    process.exit(code)
  }
}

const notAtLogin = {
  ...{ openAtLogin: false, openAsHidden: false, wasOpenedAtLogin: false, wasOpenedAsHidden: false },
  ...{ restoreState: false, status: 'not-registered' as const, executableWillLaunchAtLogin: false, launchItems: [] },
}

export const hostApp = new HostApp()
// The cast: the host has a part of Electron's application (checked above), and EventEmitter has no typed overloads.
export const app = knownOnly('app', hostApp) as unknown as Electron.App
export const isReady = (): boolean => ready
export const isQuitting = (): boolean => quitting

const released = Promise.withResolvers<undefined>()
if (underPlaywright) Object.assign(globalThis, { __playwright_run: () => released.resolve(undefined) })

/** Called by boot.ts when the main module has been evaluated: Electron is not `ready` before. */
export async function mainModuleEvaluated(): Promise<void> {
  if (over) return
  await startChromium(() => hostApp.exit(0))
  if (underPlaywright) await released.promise
  ready = true
  readiness.resolve(undefined)
  hostApp.emit('ready', {}, {})
}
