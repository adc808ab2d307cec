import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

/**
 * The file of a thread, by its name and the address of the module that starts it: .ts beside that module while developing,
 * .js beside main.js, or one folder up, once bundled.
 */
export function threadFile(name: string, beside: string): URL {
  const candidates = [`./${name}.ts`, `./${name}.js`, `../${name}.js`].map((path) => new URL(path, beside))
  return candidates.find((url) => existsSync(fileURLToPath(url))) ?? candidates[1]!
}
