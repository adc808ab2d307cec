import { existsSync, readFileSync } from 'node:fs'
import { delimiter, dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** The folder of the project. */
export const root = join(dirname(fileURLToPath(import.meta.url)), '..')
export const inRoot = (...parts) => join(root, ...parts)

/** The Node that package.json pins: the same major as Electron's, whatever the system has. */
export const pinnedNode = inRoot('node_modules/node/bin', process.platform === 'win32' ? 'node.exe' : 'node')

export const readJson = (path) => JSON.parse(readFileSync(path, 'utf8'))

/** The JavaScript file of a tool that npm has installed, to be run by the pinned Node: `toolPath('typescript', 'tsc')`. */
export function toolPath(packageName, tool = packageName) {
  const folder = inRoot('node_modules', packageName)
  const { bin } = readJson(join(folder, 'package.json'))
  return join(folder, typeof bin === 'string' ? bin : bin[tool])
}

/** The environment in which tools find the pinned Node first, as they do in an npm script. */
export function toolEnvironment(more = {}) {
  const first = [inRoot('node_modules/.bin'), dirname(pinnedNode)].filter((folder) => existsSync(folder))
  const path = [...first, process.env.PATH ?? process.env.Path ?? ''].join(delimiter)
  return { ...process.env, PATH: path, ...more }
}
