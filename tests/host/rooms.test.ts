import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { importsOf, modules, root } from './imports.ts'

/** The room of a module in one of the houses; undefined outside of it. A module that stands alone is a room. */
type RoomOf = (path: string) => string | undefined
const within = (folder: string) => (path: string) =>
  path.startsWith(folder) ? path.slice(folder.length).split('/')[0] : undefined
const domain: RoomOf = (path) => (path.startsWith('shared/base/') ? 'base' : within('shared/domain/')(path))
const top: RoomOf = (path) => {
  const [first = '', second = ''] = path.split('/')
  return first === 'shared' || !path.includes('/', first.length + 1) ? `${first}/${second}` : `${first}/${second}/`
}

/** Who imports whom, room by room. */
function arrowsOf(roomOf: RoomOf): Map<string, Set<string>> {
  const arrows = new Map<string, Set<string>>()
  for (const file of modules) {
    const room = roomOf(file.slice(root.length + 1))
    if (room === undefined) continue
    const others = arrows.get(room) ?? new Set()
    arrows.set(room, others)
    for (const other of importsOf(file).map((one) => roomOf(one.slice(root.length + 1))))
      if (other !== undefined && other !== room) others.add(other)
  }
  return arrows
}

/** The same, a line each: « room → others ». */
function drawn(roomOf: RoomOf): string {
  const arrows = arrowsOf(roomOf)
  const width = Math.max(...[...arrows.keys()].map(({ length }) => length))
  return [...arrows]
    .toSorted(([one, hers], [other, theirs]) => hers.size - theirs.size || one.localeCompare(other))
    .map(([room, others]) => `${room.padEnd(width)} → ${[...others].toSorted().join(' ')}`.trim())
    .map((line) => line.replace(/ →$/, ' →'))
    .join('\n')
}

const houses = [
  ['domain', domain],
  ['core', within('electron/core/')],
  ['all', top],
] as const
it.each(houses)('has no two folders that import each other: %s', (_name, roomOf) => {
  const arrows = arrowsOf(roomOf)
  const both = [...arrows].flatMap(([room, others]) =>
    [...others].filter((other) => room < other && arrows.get(other)?.has(room)).map((other) => `${room} ↔ ${other}`),
  )
  expect(both).toEqual([])
})

it.each(houses)('has the arrows between folders that ARCHITECTURE.md draws: %s', (name, roomOf) => {
  const [, block] = new RegExp(`<!-- rooms ${name} -->\\s+\`\`\`\\n([^]*?)\\n\`\`\``).exec(
    readFileSync(join(root, 'ARCHITECTURE.md'), 'utf8'),
  ) ?? ['', '']
  expect(block).toBe(drawn(roomOf))
})
