import { readFileSync } from 'node:fs'
import { homedir, tmpdir } from 'node:os'
import { isAbsolute, join } from 'node:path'

type Manifest = { name?: string; productName?: string; version?: string; main?: string }

/** The application that the host was asked to run: its folder and its package.json. Set once, by boot.ts. */
export const application = { folder: process.cwd(), manifest: {} as Manifest, name: '' }

export const applicationName = (): string =>
  application.name || (application.manifest.productName ?? application.manifest.name ?? 'Electron')

/** Where each system keeps the data of applications. */
function appData(): string {
  if (process.platform === 'win32') return process.env['APPDATA'] ?? join(homedir(), 'AppData/Roaming')
  if (process.platform === 'darwin') return join(homedir(), 'Library/Application Support')
  return process.env['XDG_CONFIG_HOME'] ?? join(homedir(), '.config')
}

/** Linux desktops name the folders of a person in user-dirs.dirs, in the person's language. */
function personal(key: string, usual: string): string {
  if (process.platform !== 'linux') return join(homedir(), usual)
  try {
    const named = new RegExp(`^XDG_${key}_DIR="(.*)"`, 'm').exec(
      readFileSync(join(appData(), 'user-dirs.dirs'), 'utf8'),
    )
    return named?.[1]?.replace('$HOME', homedir()) ?? join(homedir(), usual)
  } catch {
    return join(homedir(), usual)
  }
}

const usual: Record<string, () => string> = {
  home: homedir,
  appData,
  userData: () => join(getPath('appData'), applicationName()),
  sessionData: () => getPath('userData'),
  temp: tmpdir,
  exe: () => process.execPath,
  module: () => process.execPath,
  assets: () => application.folder,
  logs: () => join(getPath('userData'), 'logs'),
  crashDumps: () => join(getPath('userData'), 'Crashpad'),
  desktop: () => personal('DESKTOP', 'Desktop'),
  documents: () => personal('DOCUMENTS', 'Documents'),
  downloads: () => personal('DOWNLOAD', 'Downloads'),
  music: () => personal('MUSIC', 'Music'),
  pictures: () => personal('PICTURES', 'Pictures'),
  videos: () => personal('VIDEOS', 'Videos'),
}
const chosen = new Map<string, string>()

/** As `app.getPath`. Throws on a name Electron does not have. */
export function getPath(name: string): string {
  const path = chosen.get(name) ?? usual[name]?.()
  if (path === undefined) throw new Error(`Failed to get '${name}' path`)
  return path
}

/** As `app.setPath`. Throws unless the path is absolute. */
export function setPath(name: string, path: string): void {
  if (!isAbsolute(path)) throw new Error('Path must be absolute')
  chosen.set(name, path)
}
