import { spawnSync } from 'node:child_process'
import { closeSync, existsSync, openSync, readdirSync, readSync } from 'node:fs'
import { delimiter, dirname, join } from 'node:path'

const NAMES = [
  ...['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome', 'microsoft-edge-stable'],
  ...['microsoft-edge', 'chrome', 'msedge'],
]
const MAC = ['Chromium.app/Contents/MacOS/Chromium', 'Google Chrome.app/Contents/MacOS/Google Chrome']
const MAC_EDGE = 'Microsoft Edge.app/Contents/MacOS/Microsoft Edge'
const WINDOWS = ['Chromium/Application/chrome.exe', 'Google/Chrome/Application/chrome.exe']
const WINDOWS_EDGE = 'Microsoft/Edge/Application/msedge.exe'

/** Where each system usually has Chromium, Chrome and Edge, in this order of preference. */
function places(env) {
  const folders = (env.PATH ?? env.Path ?? '').split(delimiter).filter(Boolean)
  if (process.platform === 'win32') {
    const roots = [env.LOCALAPPDATA, env.PROGRAMFILES, env['PROGRAMFILES(X86)']].filter(Boolean)
    return [...WINDOWS, WINDOWS_EDGE].flatMap((path) => roots.map((root) => join(root, path)))
  }
  if (process.platform === 'darwin') {
    const roots = ['/Applications', join(env.HOME ?? '', 'Applications')]
    return [...MAC, MAC_EDGE].flatMap((path) => roots.map((root) => join(root, path)))
  }
  // Debian's /usr/bin/chromium is a shell script; the browser itself starts a little faster and is what must be ended.
  return ['/usr/lib/chromium/chromium', ...NAMES.flatMap((name) => folders.map((folder) => join(folder, name)))]
}

/** A snap has its own /tmp and may not read hidden folders of a person, where the profile is kept. */
const isSnap = (path) => path.startsWith('/snap/') || (path.startsWith('/usr/bin/') && mentionsSnap(path))
function mentionsSnap(path) {
  const head = Buffer.alloc(4096)
  const file = openSync(path)
  readSync(file, head)
  closeSync(file)
  return head.toString('latin1').startsWith('#!') && head.includes('/snap/')
}

/** The path of an installed Chromium, Chrome or Edge (HOST_CHROMIUM names another), or undefined. Snaps do not count. */
export function findChromium(env = process.env) {
  if (env.HOST_CHROMIUM) return existsSync(env.HOST_CHROMIUM) ? env.HOST_CHROMIUM : undefined
  return places(env).find((path) => existsSync(path) && !isSnap(path))
}

/** The version as text, such as « 156.0.8078.79 »; undefined when it does not say. */
export function versionOf(executable) {
  if (process.platform === 'win32') return readdirSync(dirname(executable)).find((name) => /^\d+(\.\d+){3}$/.test(name))
  const { stdout } = spawnSync(executable, ['--version'], { encoding: 'utf8' })
  return /\d+(\.\d+){3}/.exec(stdout ?? '')?.[0]
}
