import { randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { codecSource } from './ipc.ts'
import { headless } from './surroundings.ts'

const read = (file: string) => readFileSync(join(import.meta.dirname, file), 'utf8')

/** Electron's own name for the world a preload runs in. */
export const WORLD = 'Electron Isolated Context'

/** The two scripts of a page: what its own world sees of Electron, and the world of its preload. */
export function pageScripts({
  preload,
  additionalArguments = [],
}: Electron.WebPreferences): Record<'main' | 'isolated', string> {
  const prefix = JSON.stringify(`${randomUUID()}:`)
  const { platform, versions } = process
  const about = { headed: !headless, platform, versions, argv: additionalArguments, env: {} }
  // Replacements are functions: a `$&` in a preload is no pattern.
  const isolated = read('page-isolated.js')
    .replace('__CODEC__', () => codecSource)
    .replace('__PRELOAD__', () => (preload ? readFileSync(preload, 'utf8') : ''))
    .replace('__PREFIX__', () => prefix)
    .replace('__ABOUT__', () => JSON.stringify(about))
  return { main: read('page-main.js').replace('__PREFIX__', () => prefix), isolated }
}
