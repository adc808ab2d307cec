import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

const root = join(import.meta.dirname, '../..')
const electronFolder = join(root, 'node_modules/electron')

/** The executable of Electron, where `npx install-electron` has put one; `import 'electron'` would start a download. */
function installedElectron(): string | undefined {
  const named = join(electronFolder, 'path.txt')
  if (!existsSync(named)) return undefined
  const path = join(electronFolder, 'dist', readFileSync(named, 'utf8').trim())
  return existsSync(path) ? path : undefined
}
const installed = installedElectron()

/** What runs the application in the specs: Electron where it is installed, else its stand-in. E2E_ENGINE chooses. */
export const engine: 'electron' | 'host' =
  process.env['E2E_ENGINE'] === 'host' || (process.env['E2E_ENGINE'] !== 'electron' && !installed) ? 'host' : 'electron'

/** Its executable, for specs that start it without Playwright. */
export const executable = engine === 'electron' ? (installed ?? '') : join(root, 'tests/electron-host/electron')

/** The folder of the project: the application that is run unless a spec says otherwise. */
export const project = root
