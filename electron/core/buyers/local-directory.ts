import Database from 'better-sqlite3'
import { rmSync } from 'node:fs'
import { schema } from './local-schema.ts'
import { createSearch } from './search.ts'
import { Asks } from '../../../shared/domain/hearsay.ts'
import { Known, type Structure } from './structure.ts'
import { searchable, WORDS_AS_OF } from '../../../shared/domain/search-words.ts'

/** Its name in the data folder. */
export const ANNUAIRE = 'annuaire.db'

type Row = {
  siret: string
  name: string
  town: string
  postcode: string
  is_active: number
  in_book: number
  known: string
  seen_at: number
  asks: string | null
}

/**
 * Opens the local directory of public structures. It holds nothing that cannot be had again: one that is damaged starts
 * anew, and is not part of the daily copies. A thread may write to it while the window searches in it.
 */
export function openLocalDirectory(path: string) {
  const db = openOrRenew(path)
  const put = db.prepare(`
    INSERT INTO structures (siret, name, town, postcode, is_active, in_book, known, seen_at, asks)
    VALUES (@siret, @name, @town, @postcode, @isActive, @inBook, @known, @seenAt, @asks)
    ON CONFLICT (siret) DO UPDATE SET
      name = excluded.name,
      town = iif(excluded.town = '', town, excluded.town),
      postcode = iif(excluded.postcode = '', postcode, excluded.postcode),
      is_active = excluded.is_active,
      in_book = max(in_book, excluded.in_book),
      known = excluded.known,
      seen_at = excluded.seen_at,
      asks = coalesce(excluded.asks, asks)
    RETURNING id, name, town, postcode, in_book AS inBook`)
  const before = db.prepare(`SELECT id, name, town, postcode, in_book AS inBook FROM structures WHERE siret = ?`)
  const get = db.prepare(`SELECT * FROM structures WHERE siret = ?`)
  const count = db.prepare(`SELECT count(*) FROM structures`).pluck()
  const forgetWords = db.prepare(`DELETE FROM words WHERE rowid = ?`)
  const putWords = db.prepare(`INSERT INTO words (rowid, name, book) VALUES (?, ?, ?)`)
  const mark = db.prepare(`SELECT value FROM marks WHERE name = ?`).pluck()
  const setMark = db.prepare(`INSERT INTO marks VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value`)
  const page = db.prepare(
    `SELECT id, name, town, postcode, in_book AS inBook FROM structures WHERE id > ? ORDER BY id LIMIT ?`,
  )

  type Named = { id: number; name: string; town: string; postcode: string; inBook: number }
  function putOne(structure: Structure, inBook: boolean) {
    const old = before.get(structure.siret) as Named | undefined
    const { asks, isActive, ...rest } = structure
    const now = put.get({
      ...rest,
      isActive: Number(isActive),
      inBook: Number(inBook),
      asks: asks ? JSON.stringify(asks) : null,
    }) as Named
    if (old && JSON.stringify(old) === JSON.stringify(now)) return
    if (old) forgetWords.run(now.id)
    write(now)
  }
  const write = ({ id, name, town, postcode, inBook }: Named) =>
    putWords.run(id, searchable(`${name} ${town} ${postcode}`).join(' '), inBook ? 'carnet' : '')

  const setUpToDate = () => void setMark.run('words', WORDS_AS_OF)
  if (count.get() === 0) setUpToDate()

  return {
    ...createSearch(db),
    /** All at once: keep the list short where something else waits for the database. */
    put: db.transaction((structures: Structure[], { inBook = false }: { inBook?: boolean } = {}) => {
      for (const structure of structures) putOne(structure, inBook)
    }),
    get: (siret: string) => {
      const row = get.get(siret) as Row | undefined
      return row && structureOf(row)
    },
    count: () => count.get() as number,
    mark: (name: string) => mark.get(name) as string | undefined,
    setMark: (name: string, value: string) => void setMark.run(name, value),
    /** Was it made with the words of today's tables? */
    isUpToDate: () => mark.get('words') === WORDS_AS_OF,
    /** Writes the words of so many structures after an id anew; the last id, or undefined when there are no more. */
    rewrite: db.transaction((after: number, most: number) => {
      const rows = page.all(after, most) as Named[]
      for (const row of rows) {
        forgetWords.run(row.id)
        write(row)
      }
      return rows.at(-1)?.id
    }),
    /** From now on the words are those of today's tables. */
    setUpToDate,
    close: () => db.close(),
  }
}

export const structureOf = (row: Row): Structure => ({
  siret: row.siret,
  name: row.name,
  town: row.town,
  postcode: row.postcode,
  isActive: row.is_active === 1,
  known: Known.parse(row.known),
  seenAt: row.seen_at,
  ...(row.asks !== null && { asks: Asks.parse(JSON.parse(row.asks)) }),
})

function openOrRenew(path: string): Database.Database {
  try {
    return open(path)
  } catch (error) {
    const code = error instanceof Database.SqliteError ? error.code : ''
    if (!code.startsWith('SQLITE_CORRUPT') && code !== 'SQLITE_NOTADB') throw error
    for (const end of ['', '-wal', '-shm']) rmSync(path + end, { force: true })
    return open(path)
  }
}

function open(path: string): Database.Database {
  const db = new Database(path, { timeout: 5000 })
  try {
    db.pragma('journal_mode = WAL')
    db.pragma('synchronous = NORMAL')
    db.exec(schema)
    return db
  } catch (error) {
    db.close()
    throw error
  }
}
