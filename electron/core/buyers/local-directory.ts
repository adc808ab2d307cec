import Database from 'better-sqlite3'
import { rmSync } from 'node:fs'
import { schema } from './local-schema.ts'
import { createSearch } from './search.ts'
import { Asks } from '../../../shared/domain/buyers/unverified.ts'
import { Known, type Structure } from './structure.ts'
import { searchable, WORDS_AS_OF } from '../../../shared/base/search-words.ts'

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
 * Opens the local directory of public structures. It holds nothing that cannot be had again, and is not part of the daily
 * copies: one that is damaged, whenever that is found, starts anew. A thread may write to it while the window searches in it.
 * With `renewed`, which fills a new one with what is known, one that cannot be written to gives its place to one in memory.
 */
export function openLocalDirectory(path: string, renewed?: (empty: LocalDirectory) => void) {
  const mayBeInMemory = renewed !== undefined
  let directory = openOrRenew(path, mayBeInMemory)
  /** What it is asked, of the new one if need be. */
  function use<T>(ask: (directory: LocalDirectory) => T): T {
    try {
      return ask(directory)
    } catch (error) {
      const next = isDamaged(error) ? path : mayBeInMemory && isClosedToUs(error) ? ':memory:' : undefined
      if (next === undefined) throw error
      directory.close()
      if (next === path) remove(path)
      directory = openOrRenew(next, mayBeInMemory)
      renewed?.(directory)
      return ask(directory)
    }
  }
  return {
    search: (text: string, most: number) => use(({ search }) => search(text, most)),
    likely: (name: string) => use(({ likely }) => likely(name)),
    put: (structures: Structure[], options?: { inBook?: boolean }) => use(({ put }) => put(structures, options)),
    get: (siret: string) => use(({ get }) => get(siret)),
    count: () => use(({ count }) => count()),
    mark: (name: string) => use(({ mark }) => mark(name)),
    setMark: (name: string, value: string) => use(({ setMark }) => setMark(name, value)),
    isUpToDate: () => use(({ isUpToDate }) => isUpToDate()),
    rewrite: (after: number, most: number) => use(({ rewrite }) => rewrite(after, most)),
    setUpToDate: () => use(({ setUpToDate }) => setUpToDate()),
    close: () => directory.close(),
  }
}

export type LocalDirectory = ReturnType<typeof directoryIn>

function directoryIn(db: Database.Database) {
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
  const putAll = db.transaction((structures: Structure[], inBook: boolean) => {
    for (const structure of structures) putOne(structure, inBook)
  })
  const rewriteSome = db.transaction((after: number, most: number) => {
    const rows = page.all(after, most) as Named[]
    for (const row of rows) {
      forgetWords.run(row.id)
      write(row)
    }
    return rows.at(-1)?.id
  })

  return {
    ...createSearch(db),
    /** All at once: keep the list short where something else waits for the database. */
    put: (structures: Structure[], { inBook = false }: { inBook?: boolean } = {}) =>
      putAll.immediate(structures, inBook),
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
    rewrite: (after: number, most: number) => rewriteSome.immediate(after, most),
    /** From now on the words are those of today's tables. */
    setUpToDate,
    close: () => db.close(),
  }
}

const structureOf = (row: Row): Structure => ({
  siret: row.siret,
  name: row.name,
  town: row.town,
  postcode: row.postcode,
  isActive: row.is_active === 1,
  known: Known.catch('file').parse(row.known),
  seenAt: row.seen_at,
  ...asksOf(row),
})
/** What cannot be read of it has not been said. */
function asksOf({ asks }: Row): { asks?: Asks } {
  try {
    return asks === null ? {} : { asks: Asks.parse(JSON.parse(asks)) }
  } catch {
    return {}
  }
}

function openOrRenew(path: string, mayBeInMemory: boolean): LocalDirectory {
  try {
    return open(path)
  } catch (error) {
    if (mayBeInMemory && isClosedToUs(error)) return open(':memory:')
    if (!isDamaged(error)) throw error
    remove(path)
    return open(path)
  }
}

function remove(path: string) {
  for (const end of ['', '-wal', '-shm']) rmSync(path + end, { force: true })
}

function open(path: string): LocalDirectory {
  const db = new Database(path, { timeout: 5000 })
  try {
    db.pragma('journal_mode = WAL')
    db.pragma('synchronous = NORMAL')
    db.exec(schema)
    return directoryIn(db)
  } catch (error) {
    db.close()
    throw error
  }
}

const codeOf = (error: unknown) => (error instanceof Database.SqliteError ? error.code : '')
const isDamaged = (error: unknown) => /^SQLITE_(CORRUPT|NOTADB)/.test(codeOf(error))
const isClosedToUs = (error: unknown) => /^SQLITE_(READONLY|CANTOPEN|PERM)/.test(codeOf(error))
