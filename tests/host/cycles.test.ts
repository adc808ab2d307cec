import { expect, it } from 'vitest'
import { importsOf, modules as files, root } from './imports.ts'

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
