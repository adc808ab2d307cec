/** What runs in a thread of its own: a list of structures in, the local directory filled, a report out. */
import { readFile, stat } from 'node:fs/promises'
import { setTimeout as pause } from 'node:timers/promises'
import { parentPort, workerData } from 'node:worker_threads'
import limits from '../../../shared/tables/reading-limits.json' with { type: 'json' }
import { BadArchive } from '../reading/archive/packed.ts'
import { openLocalDirectory } from './local-directory.ts'
import { NotADirectory, readDirectory } from './read-directory.ts'
import type { ImportFailure as Failure, Report } from '../../../shared/contract/buyers.ts'
import type { Progress } from './report.ts'

/** A file to bring in, its bytes, or nothing: then the words of what is there are written anew. */
export type Task = { database: string; source: { path: string } | { bytes: Uint8Array } | null; seenAt: number }
export type Message = { progress: Progress } | { report: Report } | { failure: Failure }

/** Few enough that whoever waits for the database waits a few hundredths of a second. */
const CHUNK = 200
/** A breath between two of them, so that others get their turn. Milliseconds. */
const BREATH = 2

const tell = (message: Message): void => {
  parentPort!.postMessage(message)
}
const { database, source, seenAt } = workerData as Task

try {
  if (source) await bringIn(source)
  else await rewriteAll()
} catch (error) {
  tell({ failure: failureOf(error) })
}

async function bringIn(from: { path: string } | { bytes: Uint8Array }) {
  const { structures, report } = await readDirectory(await bytesOf(from), seenAt)
  const directory = openLocalDirectory(database)
  try {
    for (let done = 0; done < structures.length; done += CHUNK) {
      directory.put(structures.slice(done, done + CHUNK))
      tell({ progress: { done: Math.min(done + CHUNK, structures.length), total: structures.length } })
      await pause(BREATH)
    }
  } finally {
    directory.close()
  }
  tell({ report: { taken: structures.length, ...report } })
}

async function rewriteAll() {
  const directory = openLocalDirectory(database)
  try {
    let last: number | undefined = -1
    while (last !== undefined) {
      last = directory.rewrite(last, CHUNK)
      await pause(BREATH)
    }
    directory.setUpToDate()
  } finally {
    directory.close()
  }
  tell({ report: { taken: 0, services: 0, refused: [], refusedCount: 0, columns: [] } })
}

async function bytesOf(from: { path: string } | { bytes: Uint8Array }) {
  if ('bytes' in from) return from.bytes
  if ((await stat(from.path)).size > limits.directoryBytes.value) throw new RangeError('too big')
  return new Uint8Array(await readFile(from.path))
}

function failureOf(error: unknown): Failure {
  if (error instanceof NotADirectory) return 'notDirectory'
  if (error instanceof BadArchive) return 'archive'
  if (error instanceof RangeError) return 'tooBig'
  const { code = '' } = error as { code?: string }
  if (['ENOSPC', 'SQLITE_FULL'].includes(code)) return 'diskFull'
  return code.startsWith('E') ? 'unreadable' : 'unexpected'
}
