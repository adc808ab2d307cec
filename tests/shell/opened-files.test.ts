import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { createOpenedFiles, filesOf } from '../../electron/shell/opened-files.ts'

let folder: string
let invoice: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'opened-'))
  invoice = join(folder, 'été n° 1 %.pdf')
  writeFileSync(invoice, '%PDF')
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

it.each<[what: string, argument: () => string]>([
  ['a path', () => invoice],
  ['a path from where one stands', () => 'été n° 1 %.pdf'],
  ['an address, as a file manager hands it over', () => pathToFileURL(invoice).href],
])('finds the file in %s', (_what, argument) => {
  expect(filesOf([argument()], folder)).toEqual([invoice])
})

it('takes a folder, and leaves what is no file of the disk', () => {
  const lot = join(folder, 'lot')
  mkdirSync(lot)
  const others = ['--inspect', '.', '', 'parti.pdf', 'https://exemple.fr/a.pdf', 'file://ailleurs/a.pdf', 'file:///%']
  expect(filesOf([...others, lot], folder)).toEqual([lot])
})

it('keeps what was opened before it could be taken, and hands over at once what comes after', () => {
  const opened = createOpenedFiles()
  opened.add(['a.pdf'])
  opened.add(['b.pdf'])
  const taken: string[][] = []
  opened.takeWith((paths) => void taken.push(paths))
  opened.add(['c.pdf'])
  expect(taken).toEqual([['a.pdf', 'b.pdf'], ['c.pdf']])
})
