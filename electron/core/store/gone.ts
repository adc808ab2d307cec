import { existsSync } from 'node:fs'
import type { Db } from './db.ts'

/** The database was deleted or moved away while it was open: the system would take what is written, and keep it nowhere. */
export class Gone extends Error {
  override name = 'Gone' as const
}

/** Throws `Gone` before something is written that nobody would find again. */
export function refuseGone(db: Db): void {
  if (!existsSync(db.name)) throw new Gone('the database has disappeared')
}
