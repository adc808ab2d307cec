import Database from 'better-sqlite3'
import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'

const NAME = /^choriste-(\d{4}-\d{2}-\d{2})\.db$/
/** The folder of copies, in the data folder. */
export const COPIES = 'sauvegardes'
/** Under which name a copy keeps its place in the row of copies. */
export const PLACE = 'copy'

/** A daily copy. `day` is ISO, by the clock of that day; `place` grows with each copy, whatever the clock says. */
export type Copy = { path: string; day: string; place: number }

/** The copies there are, the last one made first. */
export function copiesIn(folder: string): Copy[] {
  if (!existsSync(folder)) return []
  return readdirSync(folder)
    .flatMap((name) => {
      const day = NAME.exec(name)?.[1]
      const path = join(folder, name)
      return day ? [{ path, day, place: markIn(path, PLACE) }] : []
    })
    .sort((a, b) => b.place - a.place || b.day.localeCompare(a.day))
}

/** A mark in another database; 0 where there is none, or it cannot be read. */
export function markIn(path: string, name: string): number {
  try {
    const db = new Database(path, { fileMustExist: true })
    try {
      const value = db.prepare(`SELECT value FROM settings WHERE name = ?`).pluck().get(`mark.${name}`)
      return Number(value ?? 0)
    } finally {
      db.close()
    }
  } catch {
    return 0
  }
}
