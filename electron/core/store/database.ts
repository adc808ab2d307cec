import Database from 'better-sqlite3'
import { existsSync, statSync } from 'node:fs'
import type { Db } from './db.ts'
import { createArchives } from './archives.ts'
import { createAuthored } from './authored.ts'
import { createDirectory } from './directory.ts'
import { createDraftUndo } from './draft-undo.ts'
import { createFolderFiles } from './folder-files.ts'
import { createHandLots } from './hand-lots.ts'
import { refuseGone } from './gone.ts'
import { createInvoices } from './invoices.ts'
import { createJobs } from './jobs.ts'
import { createLists } from './lists.ts'
import { createMarkets } from './markets.ts'
import { createLessons } from './lessons.ts'
import { migrations } from './migrations/index.ts'
import { createProjection } from './projection.ts'
import { createQuarantine } from './quarantine.ts'
import { createReceivables } from './receivables.ts'
import { createSettings } from './settings.ts'
import { createShipments } from './shipments.ts'
import { createStrays } from './strays.ts'

/** The database's name in its folder. */
export const DATABASE = 'choriste.db'

export type Store = ReturnType<typeof openStore>

/** The file is not a sound database: it is left as it is, for `open-or-repair.ts` to put aside. */
export class Damaged extends Error {
  override name = 'Damaged' as const
}

/** The database was written by a newer version of Choriste. */
export class TooNew extends Error {
  override name = 'TooNew' as const
}

/** The database was written by an older version of Choriste, and is only to be looked at. */
export class TooOld extends Error {
  override name = 'TooOld' as const
}

/** Opens the database, checks it, brings it up to date. Throws `Damaged`, `TooNew`, or SQLite's own error (busy, full …). */
export function openStore(path: string) {
  const db = openSound(path)
  migrate(db)
  return storeIn(db)
}

/** Read-only: changes nothing, another Choriste may be at work on it. Throws `TooOld`, `TooNew`, or SQLite's own error. */
export function lookInto(path: string): Store {
  const db = new Database(path, { readonly: true, timeout: 5000 })
  try {
    if (refuseNewer(db, migrations) < migrations.length) throw new TooOld(path)
    return storeIn(db)
  } catch (error) {
    db.close()
    throw error
  }
}

function storeIn(db: Db) {
  const atomically = <T>(work: () => T): T => {
    refuseGone(db)
    return db.transaction(work).immediate()
  }
  /** A transaction that may be undone by a power cut: of what can be worked out again. It waits for no disk. */
  const lightly = <T>(work: () => T): T => {
    db.pragma('synchronous = NORMAL')
    try {
      return atomically(work)
    } finally {
      db.pragma('synchronous = FULL')
    }
  }
  const quarantine = createQuarantine()
  return {
    atomically,
    lightly,
    invoices: createInvoices(db, quarantine),
    jobs: createJobs(db),
    projection: createProjection(db),
    lists: createLists(db),
    receivables: createReceivables(db),
    shipments: createShipments(db, quarantine),
    archives: createArchives(db, quarantine),
    handLots: createHandLots(db, quarantine),
    directory: createDirectory(db, quarantine),
    markets: createMarkets(db, quarantine),
    authored: createAuthored(db, quarantine),
    strays: createStrays(db, quarantine),
    folderFiles: createFolderFiles(db),
    draftUndo: createDraftUndo(db),
    lessons: createLessons(db, quarantine),
    settings: createSettings(db, quarantine),
    /** No invoice has ever come in. */
    isEmpty: () => db.prepare(`SELECT 1 FROM invoices LIMIT 1`).get() === undefined,
    /** Rows that cannot be read, as far as they have been met. */
    setAside: quarantine.list,
    /** Copies the whole database, as it is at this instant, to another file. */
    copyTo: (file: string) => db.backup(file),
    close: () => db.close(),
  }
}

/** Max size, in bytes, of a database that is checked whole at each start. */
const CHECKED_WHOLE = 64 * 2 ** 20

function openSound(path: string): Db {
  // Left by whoever did not close it: then it is checked whole, however large.
  const isLeft = existsSync(`${path}-wal`)
  const db = new Database(path, { timeout: 5000 })
  try {
    // Before anything is written: what a newer version has made is left as it is.
    refuseNewer(db, migrations)
    db.pragma('journal_mode = WAL')
    db.pragma('synchronous = FULL')
    db.pragma('foreign_keys = ON')
    if (isLeft || statSync(path).size <= CHECKED_WHOLE) refuseDamaged(db)
    return db
  } catch (error) {
    db.close()
    const code = error instanceof Database.SqliteError ? error.code : ''
    throw code.startsWith('SQLITE_CORRUPT') || code === 'SQLITE_NOTADB' ? new Damaged(code) : error
  }
}

/**
 * Whether this file is a whole database of ours that this version can open. `isQuick`: a large one is not read to its end.
 * Never throws.
 */
export function isSound(path: string, { isQuick = false } = {}): boolean {
  try {
    const db = new Database(path, { fileMustExist: true })
    try {
      if (!isQuick || statSync(path).size <= CHECKED_WHOLE) refuseDamaged(db)
      // An empty file is a sound database to SQLite, and holds nothing.
      return refuseNewer(db, migrations) > 0
    } finally {
      db.close()
    }
  } catch {
    return false
  }
}

/** Whether opening it would migrate it: an older version of Choriste has written it. Never throws. */
export function isOutdated(path: string): boolean {
  if (!existsSync(path)) return false
  try {
    const db = new Database(path, { fileMustExist: true })
    try {
      const version = db.pragma('user_version', { simple: true }) as number
      return version > 0 && version < migrations.length
    } finally {
      db.close()
    }
  } catch {
    return false
  }
}

/** Nothing was ever kept in this file, or there is none. One that cannot be read is damaged, not blank. */
export function isBlank(path: string): boolean {
  if (!existsSync(path) || statSync(path).size === 0) return true
  try {
    const db = new Database(path, { fileMustExist: true })
    try {
      return db.pragma('user_version', { simple: true }) === 0
    } finally {
      db.close()
    }
  } catch {
    return false
  }
}

function refuseDamaged(db: Db) {
  const verdict = db.pragma('integrity_check(1)', { simple: true })
  if (verdict !== 'ok') throw new Damaged(String(verdict))
}

/** Each migration and its version number are written together or not at all. Throws `TooNew`. */
export function migrate(db: Db, list: string[] = migrations) {
  const version = refuseNewer(db, list)
  list.slice(version).forEach((sql, index) => {
    db.transaction(() => {
      db.exec(sql)
      db.pragma(`user_version = ${version + index + 1}`)
    })()
  })
}

function refuseNewer(db: Db, known: string[]): number {
  const version = db.pragma('user_version', { simple: true }) as number
  if (version > known.length) throw new TooNew(`version ${version}, known up to ${known.length}`)
  return version
}
