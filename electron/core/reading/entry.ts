import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

/** The file a thread or a process starts from: .ts beside the one that asks while developing, .js beside main.js once bundled. */
export function entryOf(name: string, from: string): string {
  const candidates = [`./${name}.ts`, `./${name}.js`, `../${name}.js`].map((path) => fileURLToPath(new URL(path, from)))
  return candidates.find((path) => existsSync(path)) ?? candidates[1]!
}
