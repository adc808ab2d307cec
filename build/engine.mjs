import { existsSync, readFileSync } from 'node:fs'
import { findChromium, versionOf } from './chromium.mjs'
import { runQuietly } from './run.mjs'
import { inRoot, pinnedNode, readJson } from './root.mjs'
import { giveUp, say, showOutput, step } from './say.mjs'

/** Without a display Linux shows no window; the other systems always have one. */
export const noDisplay = process.platform === 'linux' && !process.env.DISPLAY && !process.env.WAYLAND_DISPLAY
const asRoot = process.getuid?.() === 0

/** Electron's executable, if `npx install-electron` has put one there. */
export function findElectron() {
  const folder = inRoot('node_modules/electron')
  if (!existsSync(`${folder}/path.txt`)) return undefined
  const path = `${folder}/dist/${readFileSync(`${folder}/path.txt`, 'utf8').trim()}`
  return existsSync(path) ? { path, version: readJson(`${folder}/package.json`).version } : undefined
}

/** A browser for the stand-in: the one that is there, or on Debian as root the one that apt installs; or undefined. */
export async function chromiumOrInstall() {
  const found = findChromium()
  if (found || !existsSync('/usr/bin/apt-get') || !asRoot) return found
  say('Aucun navigateur Chromium, Chrome ou Edge : installation du paquet « chromium » par apt-get.')
  const quiet = { env: { DEBIAN_FRONTEND: 'noninteractive' } }
  try {
    await step('Mise à jour de la liste des paquets', () => runQuietly('apt-get', ['update'], quiet))
    const packages = ['chromium', 'fonts-liberation']
    const install = ['install', '-y', '--no-install-recommends', ...packages]
    await step('Installation de Chromium', () => runQuietly('apt-get', install, quiet))
  } catch (error) {
    showOutput(error)
  }
  return findChromium()
}

/** What to do where there is neither Electron nor a browser for its stand-in. */
export function withoutEngine() {
  giveUp(
    'Choriste n’a pas de fenêtre où s’afficher : ni Electron, ni Chromium, Chrome ou Edge n’est installé.',
    '',
    'Deux remèdes, l’un ou l’autre suffit :',
    '  • Electron, qui est fait pour cela :   npx install-electron',
    `  • un navigateur :                      ${browserAdvice()}`,
    'Relancez ensuite la commande.',
  )
}

function browserAdvice() {
  if (process.platform === 'darwin') return 'brew install --cask chromium'
  if (process.platform === 'win32') return 'winget install Google.Chrome (Edge convient aussi)'
  if (existsSync('/usr/bin/apt-get')) return `${asRoot ? '' : 'sudo '}apt-get install chromium`
  return 'le paquet « chromium » de votre distribution'
}

/**
 * What shows the window: { name, command, args, env } to run with the application's arguments after them, and the
 * sentence that names it. Electron needs a display; without one its stand-in runs headless.
 */
export async function chooseEngine() {
  const electron = findElectron()
  if (electron && !noDisplay) {
    const args = asRoot && process.platform === 'linux' ? ['--no-sandbox', '.'] : ['.']
    return { name: 'electron', command: electron.path, args, env: {}, says: `Fenêtre : Electron ${electron.version}` }
  }
  const chromium = await chromiumOrInstall()
  if (!chromium) return withoutEngine()
  const version = versionOf(chromium)?.split('.')[0] ?? ''
  const why = electron
    ? 'car il n’y a pas d’écran'
    : 'car son exécutable n’est pas installé ; pour l’avoir : npx install-electron'
  const env = { HOST_CHROMIUM: chromium, HOST_ACTS: '1', ...(noDisplay && { HOST_FLAGS: '--remote-debugging-port=0' }) }
  return {
    name: 'host',
    command: pinnedNode,
    args: [
      '--disable-warning=ExperimentalWarning',
      '--import',
      registerUrl(),
      inRoot('tests/electron-host/boot.ts'),
      '.',
    ],
    env,
    says: `Fenêtre : ${brandOf(chromium)} ${version} (remplaçant d’Electron, ${why})`,
  }
}

const registerUrl = () => new URL('../tests/electron-host/register.mjs', import.meta.url).href
function brandOf(path) {
  if (/edge/i.test(path)) return 'Edge'
  return /chromium/i.test(path) ? 'Chromium' : 'Chrome'
}
