import { looksLikeSiret } from '../../../shared/base/siret.ts'
import limits from '../../../shared/tables/reading-limits.json' with { type: 'json' }
import type { Packed } from '../reading/archive/packed.ts'
import { isBomb } from '../reading/archive/tar.ts'
import { zipEntries } from '../reading/archive/zip.ts'
import { columnOf, columnsOf, isRecordName, isServiceName, serviceColumnOf, type Column } from './columns.ts'
import { csvLines, type Line } from './csv.ts'
import { createGathering, type Said } from './gather.ts'
import type { Report } from '../../../shared/contract/buyers.ts'
import { createNotes } from './report.ts'
import type { Structure } from './structure.ts'
import { textOf } from './text-of.ts'
import { xmlRecords, type Node } from './xml-records.ts'

export type ReadDirectory = { structures: Structure[]; report: Omit<Report, 'taken'> }

/** Nothing in the file looks like a list of structures. */
export class NotADirectory extends Error {
  override name = 'NotADirectory' as const
}

/**
 * Reads a list of public structures: a CSV with heads of whatever words, or an XML with elements of whatever names, alone or
 * in a zip. `seenAt` is epoch ms. Throws `NotADirectory`.
 */
export async function readDirectory(bytes: Uint8Array, seenAt: number): Promise<ReadDirectory> {
  const notes = createNotes()
  const gathering = createGathering(notes, seenAt)
  const names = new Map<string, Column | null>()
  for await (const content of contentsOf(bytes)) {
    const text = textOf(content)
    if (/^\s*</.test(text.slice(0, 200).replace(/^\uFEFF/, ''))) takeXml(text, gathering.add, names)
    else takeCsv(text, gathering.add, names)
  }
  const structures = gathering.all()
  if (!structures.length && !notes.told().refusedCount) throw new NotADirectory('no structure')
  return {
    structures,
    report: {
      services: structures.reduce((sum, { asks }) => sum + (asks?.services.length ?? 0), 0),
      ...notes.told(),
      columns: [...names].map(([header, column]) => ({ header, column })),
    },
  }
}
type Add = (said: Said, line: number, text: string) => void
type Names = Map<string, Column | null>

/** The files of a zip, one after the other, or the file itself. Throws a `RangeError` when they are more than a directory. */
async function* contentsOf(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  const isZip = bytes[0] === 0x50 && bytes[1] === 0x4b
  let total = isZip ? 0 : bytes.length
  if (isZip) for await (const { size, packedSize } of lists(bytes)) total += isBomb(size, packedSize) ? Infinity : size
  if (total > limits.directoryBytes.value) throw new RangeError('too big')
  if (!isZip) yield bytes
  else for await (const entry of lists(bytes)) yield await entry.read()
  if (!total) throw new NotADirectory('nothing in it')
}
async function* lists(bytes: Uint8Array): AsyncGenerator<Packed> {
  for await (const entry of zipEntries(bytes))
    if (entry.kind === 'file' && /\.(xml|csv|txt)$/i.test(entry.path)) yield entry
}

function takeCsv(text: string, add: Add, names: Names) {
  let columns: Map<Column, number> | undefined
  for (const line of csvLines(text)) {
    if (!columns) {
      columns = columnsOf(line.cells)
      if (columns.has('siret')) {
        noteHeads(line, columns, names)
        continue
      }
      columns = columnsByContent(line)
      // A title above the heads: the next line may be the heads.
      if (!columns) continue
    }
    const values = Object.fromEntries(
      [...columns].map(([column, index]) => [column, line.cells[index] ?? '']),
    ) as Said['values']
    add({ values, services: [] }, line.number, line.cells.join(' ; '))
  }
}

function noteHeads({ cells }: Line, columns: Map<Column, number>, names: Names) {
  const taken = new Map([...columns].map(([column, index]) => [index, column]))
  cells.forEach((header, index) => header && names.set(header, taken.get(index) ?? null))
}

/** A list without heads: the 14 digits are the SIRET, the longest words the name. */
function columnsByContent({ cells }: Line): Map<Column, number> | undefined {
  const siret = cells.findIndex(looksLikeSiret)
  const name = cells.reduce((best, cell, index) => (letters(cell) > letters(cells[best]!) ? index : best), 0)
  if (siret < 0 || !letters(cells[name]!)) return undefined
  const postcode = cells.findIndex((cell) => /^\d{5}$/.test(cell))
  return new Map<Column, number>([
    ['siret', siret],
    ['name', name],
    ...(postcode < 0 ? [] : ([['postcode', postcode]] as const)),
  ])
}
const letters = (cell: string) => cell.replace(/[^\p{L}]/gu, '').length

/** Elements known by their name; where no name is known, those that hold a SIRET themselves. */
function takeXml(text: string, add: Add, names: Names) {
  let number = 0
  const isNamed = [...text.slice(0, HEAD).matchAll(/<(?:[^\s<>/?!:]{0,100}:)?([^\s<>/?!:]{1,100})/g)].some(([, name]) =>
    isRecordName(name!),
  )
  const isRecord = (node: Node) =>
    isNamed
      ? isRecordName(node.name) && holdsSiret(node)
      : node.children.some(({ name, children }) => !children.length && columnOf(name) === 'siret')
  for (const node of xmlRecords(text, isRecord)) {
    const said: Said = { values: {}, services: [] }
    gatherNode(node, said, names)
    add(said, ++number, Object.values(said.values).join(' ; '))
  }
}
/** Where the names of a document's elements show, in characters. */
const HEAD = 50_000
const holdsSiret = (node: Node): boolean =>
  node.children.some((child) => (child.children.length ? holdsSiret(child) : columnOf(child.name) === 'siret'))

function gatherNode(node: Node, said: Said, names: Names) {
  for (const child of node.children) {
    if (isServiceName(child.name) && child.children.length) said.services.push(serviceOf(child, names))
    else if (child.children.length) gatherNode(child, said, names)
    else {
      const column = columnOf(child.name)
      names.set(child.name, column ?? null)
      if (column) said.values[column] ??= child.text.trim()
    }
  }
}
function serviceOf(node: Node, names: Names): Said['values'] {
  const values: Said['values'] = {}
  for (const child of leaves(node)) {
    const column = serviceColumnOf(child.name)
    names.set(`${node.name} / ${child.name}`, column ?? null)
    if (column) values[column] ??= child.text.trim()
  }
  return values
}
const leaves = (node: Node): Node[] => node.children.flatMap((child) => (child.children.length ? leaves(child) : child))
