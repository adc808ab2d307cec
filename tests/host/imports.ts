import { globSync, readFileSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import ts from 'typescript'

export const root = resolve(import.meta.dirname, '../..')
/** Every module of the application. */
export const modules = globSync('{shared,electron,renderer}/**/*.{ts,svelte}', { cwd: root })
  .map((file) => resolve(root, file))
  .toSorted()
const known = new Set(modules)

/** The modules of ours a module imports, types among them. */
export function importsOf(file: string): string[] {
  const text = readFileSync(file, 'utf8')
  const script = file.endsWith('.svelte')
    ? [...text.matchAll(/<script[^>]*>([^]*?)<\/script>/g)].map(([, code]) => code)
    : [text]
  return ts
    .preProcessFile(script.join('\n'), true, true)
    .importedFiles.filter(({ fileName }) => fileName.startsWith('.'))
    .map(({ fileName }) => resolve(dirname(file), fileName))
    .filter((other) => known.has(other))
}
