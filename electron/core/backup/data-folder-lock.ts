import Database from 'better-sqlite3'
import { mkdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'

/** Another Choriste is at work on the same data. */
export class InUse extends Error {
  override name = 'InUse' as const
}

/** Held here, so that the garbage collector cannot give a lock back. */
const held = new Set<Database.Database>()

/**
 * One process works on a data folder at a time: two would send one invoice twice. The lock is SQLite's own, which the system
 * lifts when the process ends, however it ends. Answers a function that gives it back. Throws `InUse`.
 */
export function occupy(dataFolder: string): () => void {
  mkdirSync(dataFolder, { recursive: true })
  const db = locked(join(dataFolder, 'verrou.db'), dataFolder)
  held.add(db)
  return () => {
    held.delete(db)
    db.close()
  }
}

/** It holds nothing: one that is no database any more, and so holds nobody back, is made again. */
function locked(file: string, dataFolder: string): Database.Database {
  const db = new Database(file, { timeout: 0 })
  try {
    db.pragma('locking_mode = EXCLUSIVE')
    db.exec('BEGIN EXCLUSIVE')
    return db
  } catch (error) {
    db.close()
    const code = error instanceof Database.SqliteError ? error.code : ''
    if (code.startsWith('SQLITE_BUSY')) throw new InUse(dataFolder)
    if (!/^SQLITE_(CORRUPT|NOTADB)/.test(code)) throw error
  }
  rmSync(file)
  return locked(file, dataFolder)
}
