import { homedir } from 'node:os'
import { join } from 'node:path'
import type { Environment } from '../../shared/domain/platform/environment.ts'

/** Where the application keeps its data on this system, as Electron does: the window and the terminal share them. */
export function dataFolder(env = process.env): string {
  if (env['CHORISTE_DATA']) return env['CHORISTE_DATA']
  const home = homedir()
  const roots: Partial<Record<NodeJS.Platform, string>> = {
    win32: env['APPDATA'] ?? join(home, 'AppData/Roaming'),
    darwin: join(home, 'Library/Application Support'),
  }
  return join(roots[process.platform] ?? env['XDG_CONFIG_HOME'] ?? join(home, '.config'), 'Choriste')
}

/** An environment's own part of it: invoices of one never mix with others. */
export const environmentFolder = (chosen: string | undefined, environment: Environment): string =>
  join(chosen ?? dataFolder(), environment)
