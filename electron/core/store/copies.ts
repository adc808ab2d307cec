import Database from 'better-sqlite3'
import { copyFileSync, existsSync, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs'
import { rename } from 'node:fs/promises'
import { join } from 'node:path'
import { DATABASE, isSound, openStore } from './database.ts'

/** So many daily copies are kept. */
const KEPT = 7
const NAME = /^choriste-(\d{4}-\d{2}-\d{2})\.db$/

/** A copy made ready to be the database, while the damaged one is moved out of its way. */
export const TAKEN_UP = 'choriste-reprise.db'

type Keep = { copyTo: (file: string) => Promise<unknown>; folder: string; today: string }

/**
 * Writes today's copy, whole or not at all, and lets the oldest go. A sound one of the same day stays: it may have been made
 * before a repair that has left less in the database. `today` is ISO.
 */
export async function keepCopy({ copyTo, folder, today }: Keep): Promise<void> {
  mkdirSync(folder, { recursive: true })
  const file = join(folder, `choriste-${today}.db`)
  if (isSound(file)) return
  const partial = `${file}.partial`
  for (const name of readdirSync(folder)) if (name.endsWith('.partial')) rmSync(join(folder, name), { force: true })
  await copyTo(partial)
  await rename(partial, file)
  for (const { path } of copiesIn(folder).slice(KEPT)) rmSync(path, { force: true })
}

/** The copies there are, newest first. `day` is ISO. */
export function copiesIn(folder: string): { path: string; day: string }[] {
  if (!existsSync(folder)) return []
  return readdirSync(folder)
    .flatMap((name) => {
      const day = NAME.exec(name)?.[1]
      return day ? [{ path: join(folder, name), day }] : []
    })
    .sort((a, b) => b.day.localeCompare(a.day))
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
 * may have left since: its jobs are marked as interrupted, so that they are looked for before anything is sent, and so is
 * every invoice made out by then (second-time.ts).
 */
export function takeUp(copy: string, dataFolder: string, at: number): void {
  const partial = join(dataFolder, `${TAKEN_UP}.partial`)
  for (const suffix of ['', '-wal', '-shm']) rmSync(partial + suffix, { force: true })
  copyFileSync(copy, partial)
  const db = new Database(partial)
  db.prepare(`UPDATE jobs SET claimed_at = ? WHERE kind = 'deposit'`).run(at)
  db.close()
  markRestored(partial, at)
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

/** A new database that knows nothing of what has left: every invoice made out by then is looked for before it is sent. */
export function startAfresh(dataFolder: string, at: number): void {
  putAside(dataFolder, at)
  markRestored(join(dataFolder, DATABASE), at)
}

function markRestored(file: string, at: number) {
  const store = openStore(file)
  store.settings.setMark('restoredAt', at)
  store.close()
}
