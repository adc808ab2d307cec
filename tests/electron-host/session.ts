import { EventEmitter } from 'node:events'
import { browser } from './chromium.ts'
import { protocol } from './protocol.ts'
import { knownOnly } from './refuse.ts'

type Asked = Parameters<Electron.Session['setPermissionRequestHandler']>[0]
type Permission = Parameters<NonNullable<Asked>>[1]

/** Electron's permissions that Chromium can be told about, by the name the web gives them. */
const NAMES: Partial<Record<Permission, string[]>> = {
  geolocation: ['geolocation'],
  notifications: ['notifications'],
  media: ['camera', 'microphone'],
  'clipboard-read': ['clipboard-read'],
  'clipboard-sanitized-write': ['clipboard-write'],
}
let handler: Asked = null

/**
 * Electron asks the application each time a page wants something. Here the application is asked once for each
 * permission, when a page is opened, and Chromium is told the answer; without a handler Electron grants.
 */
export async function settlePermissions(webContents: Electron.WebContents): Promise<void> {
  for (const [permission, names] of Object.entries(NAMES) as [Permission, string[]][]) {
    const granted = await new Promise<boolean>((answer) => {
      const details = { isMainFrame: true, requestingUrl: webContents.getURL() }
      if (handler) handler(webContents, permission, answer, details)
      else answer(true)
    })
    for (const name of names)
      browser().tell('Browser.setPermission', { permission: { name }, setting: granted ? 'granted' : 'denied' })
  }
}

type Known =
  | ('protocol' | 'setPermissionRequestHandler' | 'setPermissionCheckHandler' | 'setDevicePermissionHandler')
  | ('setProxy' | 'resolveProxy' | 'clearStorageData' | 'clearCache' | 'setSpellCheckerLanguages')
  | ('setSpellCheckerEnabled' | 'flushStorageData')

/** Network and storage of the pages. Downloads and web requests of the pages themselves are not in the host. */
class HostSession extends EventEmitter implements Pick<Electron.Session, Known> {
  readonly protocol = protocol
  setPermissionRequestHandler = (asked: Asked) => void (handler = asked)
  setPermissionCheckHandler() {}
  setDevicePermissionHandler() {}
  setProxy = () => Promise.resolve()
  resolveProxy = () => Promise.resolve('DIRECT')
  clearStorageData = () => Promise.resolve()
  clearCache = () => Promise.resolve()
  flushStorageData() {}
  setSpellCheckerLanguages() {}
  setSpellCheckerEnabled() {}
}

export const defaultSession = knownOnly('session.defaultSession', new HostSession()) as unknown as Electron.Session
export const session = knownOnly('session', {
  defaultSession,
  fromPartition: () => defaultSession,
} satisfies Pick<typeof Electron.session, 'defaultSession' | 'fromPartition'>) as unknown as typeof Electron.session
