import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

/**
 * Bytes of a file shipped in resources/: beside the code while developing, among the resources once installed. Takes its path there;
 * throws when it is not.
 */
export function resource(path: string): Uint8Array {
  let place = dirname(fileURLToPath(import.meta.url))
  for (let above = dirname(place); above !== place; place = above, above = dirname(place)) {
    const found = [join(place, 'resources', path), join(place, 'app', path)].find((file) => existsSync(file))
    if (found) return new Uint8Array(readFileSync(found))
  }
  throw new Error(`${path} is not beside the application`)
}
