import { globSync, readFileSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import ts from 'typescript'
import { expect, it } from 'vitest'

const root = resolve(import.meta.dirname, '../..')
const files = globSync('{shared,electron,renderer}/**/*.{ts,svelte}', { cwd: root }).map((file) => resolve(root, file))
const known = new Set(files)

/** The modules of ours a module imports, types among them. */
function importsOf(file: string): string[] {
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

it('has no module that imports itself by way of others', () => {
  const imports = new Map(files.map((file) => [file, importsOf(file)]))
  expect(imports.size).toBeGreaterThan(500)
  const done = new Set<string>()
  const cycles: string[] = []
  function walk(file: string, way: string[]) {
    const at = way.indexOf(file)
    if (at >= 0) return void cycles.push([...way.slice(at), file].map((one) => one.slice(root.length + 1)).join(' → '))
    if (done.has(file)) return
    for (const other of imports.get(file) ?? []) walk(other, [...way, file])
    done.add(file)
  }
  for (const file of files) walk(file, [])
  expect(cycles).toEqual([])
})
