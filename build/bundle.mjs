import { existsSync, mkdirSync, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { NOTICES, writeNotices } from './notices.mjs'
import { runQuietly } from './run.mjs'
import { inRoot, pinnedNode, toolPath } from './root.mjs'
import { giveUp, showOutput, step } from './say.mjs'

/** What goes into the application; folders whole. */
const SOURCES = ['electron', 'shared', 'renderer', 'resources', 'package.json', 'package-lock.json', 'vite.config.ts']
const OUTPUTS = ['out/main/main.js', 'out/preload/preload.cjs', 'out/renderer/index.html']
  .map((path) => inRoot(path))
  .concat(NOTICES)
const STAMP = inRoot('node_modules/.cache/choriste/built')

/** The three bundles: vite's modes. The window is its usual one. */
export const MODES = ['main', 'preload', 'production']
export const viteArguments = (mode) => [toolPath('vite'), 'build', '--mode', mode, '--logLevel', 'warn']

/** The latest change of a file or folder, in milliseconds; a folder changes when a file in it comes or goes. */
function changedAt(path) {
  if (!existsSync(path)) return 0
  const about = statSync(path)
  if (!about.isDirectory()) return about.mtimeMs
  return Math.max(about.mtimeMs, ...readdirSync(path).map((name) => changedAt(join(path, name))))
}
const sourcesChangedAt = () => String(Math.max(...SOURCES.map((source) => changedAt(inRoot(source)))))

/** True while nothing has changed since the build that is there. */
export const isBuilt = () =>
  OUTPUTS.every((path) => existsSync(path)) && existsSync(STAMP) && readFileSync(STAMP, 'utf8') === sourcesChangedAt()

/** Builds main, preload and window; throws Failed. */
export async function bundle() {
  const changed = sourcesChangedAt()
  const words = []
  for (const mode of MODES) words.push(await runQuietly(pinnedNode, viteArguments(mode)))
  writeNotices()
  mkdirSync(dirname(STAMP), { recursive: true })
  writeFileSync(STAMP, changed)
  return words.join('')
}

/** Builds where it is needed; a build that fails ends the command, with all that vite said. */
export async function bundleIfNeeded() {
  if (isBuilt()) return
  try {
    await step('Construction de l’application', bundle)
  } catch (error) {
    showOutput(error)
    giveUp('La construction a échoué.')
  }
}
