import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { runQuietly } from './run.mjs'
import { inRoot, pinnedNode, readJson } from './root.mjs'
import { giveUp, showOutput, step } from './say.mjs'

/**
 * Which packages of package-lock.json are not in node_modules as it wants them; npm writes what it has installed into
 * node_modules/.package-lock.json, as its last act. What is optional may be missing: it may be for another system.
 */
export function outdated(wanted, installed) {
  return Object.entries(wanted.packages).filter(([path, { version, integrity, optional, link }]) => {
    if (path === '' || link) return false
    const found = installed.packages?.[path]
    return found ? found.version !== version || found.integrity !== integrity : !optional
  })
}

function areInstalled() {
  const record = inRoot('node_modules/.package-lock.json')
  if (!existsSync(record)) return false
  try {
    return outdated(readJson(inRoot('package-lock.json')), readJson(record)).length === 0
  } catch {
    // A record that is cut short: npm was interrupted.
    return false
  }
}

function nodeRuns() {
  const { version } = readJson(inRoot('package-lock.json')).packages['node_modules/node']
  return spawnSync(pinnedNode, ['--version'], { encoding: 'utf8' }).stdout?.trim() === `v${version}`
}

/** npm as it was called, or the one in PATH. On Windows npm is a batch file, which only a shell runs. */
function npm(args) {
  const script = process.env.npm_execpath
  return script?.endsWith('.js')
    ? runQuietly(process.execPath, [script, ...args])
    : runQuietly('npm', args, { shell: process.platform === 'win32' })
}

/**
 * Dependencies and the pinned Node, where they are absent or out of date; does nothing where they are right. No package
 * runs a script of its own, except the one that puts the pinned Node in place.
 */
export async function installPackages() {
  if (!areInstalled()) await installAll()
  if (!nodeRuns()) await installNode()
}

async function installAll() {
  const paths = Object.entries(readJson(inRoot('package-lock.json')).packages)
    .filter(([path, { optional }]) => path && !optional)
    .map(([path]) => inRoot(path, 'package.json'))
  const progress = () => `${paths.filter((path) => existsSync(path)).length} paquets sur ${paths.length}`
  const flags = ['--ignore-scripts', '--loglevel=error', '--no-audit', '--no-fund', '--progress=false']
  await orGiveUp(
    step('Installation des dépendances', () => npm(['ci', ...flags]), progress),
    'Les dépendances n’ont pas pu être installées.',
    'npm en dit la cause ci-dessus ; le plus souvent c’est l’accès à son registre (connexion, mandataire).',
    'Relancez ensuite la commande.',
  )
}

async function installNode() {
  const { version } = readJson(inRoot('package-lock.json')).packages['node_modules/node']
  const flags = ['--ignore-scripts=false', '--loglevel=error']
  const installed = step(`Installation de Node ${version}`, () => npm(['rebuild', 'node', ...flags]))
  const advice = 'Le paquet « node » de npm fournit le binaire de ce système : vérifiez l’accès au registre de npm.'
  await orGiveUp(installed, `Node ${version} n’a pas pu être installé.`, advice)
  if (!nodeRuns()) giveUp(`Node ${version} a été installé mais ne démarre pas : ${pinnedNode}`, advice)
}

/** Shows all that the command said, then what to do. */
async function orGiveUp(work, ...lines) {
  try {
    await work
  } catch (error) {
    showOutput(error)
    giveUp(...lines)
  }
}
