import type Database from 'better-sqlite3'

/** The connection to one SQLite file. */
export type Db = Database.Database
