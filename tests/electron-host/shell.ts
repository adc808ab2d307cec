import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { dirname } from 'node:path'
import { knownOnly } from './refuse.ts'
import { actsForReal } from './surroundings.ts'

/** What each system opens addresses, files and folders with. */
const OPENERS: Partial<Record<NodeJS.Platform, string>> = { darwin: 'open', win32: 'explorer.exe' }

/** Only for a person: in a test nothing leaves the host, and a spec that wants to know patches these functions. */
function open(target: string): void {
  if (!actsForReal) return
  spawn(OPENERS[process.platform] ?? 'xdg-open', [target], { stdio: 'ignore', detached: true })
    .on('error', () => process.stderr.write(`[host] nothing to open this with: ${target}\n`))
    .unref()
}

export const shell = knownOnly('shell', {
  openExternal(url) {
    open(url)
    return Promise.resolve()
  },
  openPath(path) {
    if (!existsSync(path)) return Promise.resolve('Failed to open path')
    open(path)
    return Promise.resolve('')
  },
  showItemInFolder: (path) => open(dirname(path)),
  beep: () => undefined,
} satisfies Pick<
  Electron.Shell,
  'openExternal' | 'openPath' | 'showItemInFolder' | 'beep'
>) as unknown as Electron.Shell
