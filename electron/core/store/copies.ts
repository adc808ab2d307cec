import Database from 'better-sqlite3'
import { copyFileSync, existsSync, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs'
import { rename } from 'node:fs/promises'
import { join } from 'node:path'
import { DATABASE, openStore } from './database.ts'

/** So many daily copies are kept. */
const KEPT = 7
const NAME = /^choriste-(\d{4}-\d{2}-\d{2})\.db$/

type Keep = { copyTo: (file: string) => Promise<unknown>; folder: string; today: string }

/** Writes today's copy, whole or not at all, and lets the oldest go. `today` is ISO. */
export async function keepCopy({ copyTo, folder, today }: Keep): Promise<void> {
  mkdirSync(folder, { recursive: true })
  const file = join(folder, `choriste-${today}.db`)
  const partial = `${file}.partial`
  rmSync(partial, { force: true })
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
 * Takes an older copy up again. What was about to leave then may have left since: its jobs are marked as interrupted, so
 * that they are looked for before anything is sent, and so is every invoice made out by then (second-time.ts).
 */
export function takeUp(copy: string, dataFolder: string, at: number): void {
  const file = join(dataFolder, DATABASE)
  copyFileSync(copy, file)
  const db = new Database(file)
  db.prepare(`UPDATE jobs SET claimed_at = ? WHERE kind = 'deposit'`).run(at)
  db.close()
  markRestored(dataFolder, at)
}

/** A new database that knows nothing of what has left: every invoice made out by then is looked for before it is sent. */
export const startAfresh = (dataFolder: string, at: number): void => markRestored(dataFolder, at)

function markRestored(dataFolder: string, at: number) {
  const store = openStore(join(dataFolder, DATABASE))
  store.settings.setMark('restoredAt', at)
  store.close()
}
