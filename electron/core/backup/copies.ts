import Database from 'better-sqlite3'
import {
  closeSync,
  copyFileSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  renameSync,
  rmSync,
} from 'node:fs'
import { rename } from 'node:fs/promises'
import { join } from 'node:path'
import { copiesIn, COPIES, PLACE } from './copy-files.ts'
import { DATABASE, isOutdated, isSound, openStore, type Store } from '../store/database.ts'
import { treatAsRestored } from './past.ts'

/** So many daily copies are kept. */
const KEPT = 7

/** A copy made ready to be the database, while the damaged one is moved out of its way. */
export const TAKEN_UP = 'choriste-reprise.db'

type Keep = { store: Pick<Store, 'copyTo' | 'settings'>; folder: string; today: string }

/**
 * Writes today's copy, whole or not at all, and lets the one made longest ago go, whatever day the clock said. A sound one of
 * the same day stays: it may have been made before a repair that has left less in the database. `today` is ISO.
 */
export async function keepCopy({ store, folder, today }: Keep): Promise<void> {
  mkdirSync(folder, { recursive: true })
  const file = join(folder, `choriste-${today}.db`)
  // It was written whole or not at all: of a large one no page is read again at each start.
  if (isSound(file, { isQuick: true })) return
  const partial = `${file}.partial`
  for (const name of readdirSync(folder)) if (name.endsWith('.partial')) rmSync(join(folder, name), { force: true })
  store.settings.setMark(PLACE, 1 + Math.max(0, ...copiesIn(folder).map(({ place }) => place)))
  await store.copyTo(partial)
  await rename(partial, file)
  for (const { path } of copiesIn(folder).slice(KEPT)) rmSync(path, { force: true })
}

/**
 * Backup before a migration: a database that opening would change is copied first, unless there is a sound copy of today.
 * `today` is ISO. Throws SQLite's own errors (a full disk), and then nothing may be migrated.
 */
export function copyBeforeMigrating(dataFolder: string, today: string): void {
  const database = join(dataFolder, DATABASE)
  const folder = join(dataFolder, COPIES)
  const file = join(folder, `choriste-${today}.db`)
  if (!isOutdated(database) || isSound(file) || !isSound(database)) return
  mkdirSync(folder, { recursive: true })
  const partial = `${file}.partial`
  rmSync(partial, { force: true })
  const db = new Database(database)
  try {
    const place = 1 + Math.max(0, ...copiesIn(folder).map((copy) => copy.place))
    db.prepare(`INSERT OR REPLACE INTO settings VALUES (?, ?)`).run(`mark.${PLACE}`, JSON.stringify(place))
    db.prepare(`VACUUM INTO ?`).run(partial)
  } finally {
    db.close()
  }
  const written = openSync(partial, 'r+')
  fsyncSync(written)
  closeSync(written)
  renameSync(partial, file)
  for (const { path } of copiesIn(folder).slice(KEPT)) rmSync(path, { force: true })
}

/** Moves a damaged database out of the way, with its journal; nothing is deleted. Answers where it is now. */
export function putAside(dataFolder: string, at: number): string {
  const stamp = new Date(at).toISOString().slice(0, 19).replace(/:/g, '-')
  const aside = join(dataFolder, `choriste-abimee-${stamp}.db`)
  for (const suffix of ['', '-wal', '-shm']) {
    const file = join(dataFolder, DATABASE + suffix)
    if (existsSync(file)) renameSync(file, aside + suffix)
  }
  return aside
}

/**
 * Takes an older copy up again, in place of a database that is put aside once the copy is ready. What was about to leave then
 * may have left since: it is looked for before anything is sent (past.ts).
 */
export function takeUp(copy: string, dataFolder: string, at: number): void {
  const partial = join(dataFolder, `${TAKEN_UP}.partial`)
  for (const suffix of ['', '-wal', '-shm']) rmSync(partial + suffix, { force: true })
  copyFileSync(copy, partial)
  markRestored(partial, { dataFolder, at })
  renameSync(partial, join(dataFolder, TAKEN_UP))
  finishTakingUp(dataFolder, at)
}

/** Puts a copy that is ready in the database's place; after a crash in the midst of it, too. */
export function finishTakingUp(dataFolder: string, at: number): void {
  const ready = join(dataFolder, TAKEN_UP)
  if (!existsSync(ready)) return
  putAside(dataFolder, at)
  renameSync(ready, join(dataFolder, DATABASE))
}

/** A new database that knows nothing of what has left: every invoice is looked for before it is sent. */
export function startAfresh(dataFolder: string, at: number): void {
  putAside(dataFolder, at)
  markRestored(join(dataFolder, DATABASE), { dataFolder, at })
}

function markRestored(file: string, restored: { dataFolder: string; at: number }) {
  const store = openStore(file)
  treatAsRestored(store, restored)
  store.close()
}
