import type { Database } from 'better-sqlite3'
import type { Hit } from '../../../shared/contract/buyers.ts'
import { fold } from '../../../shared/base/fold-text.ts'
import { properWords } from '../../../shared/base/same-name.ts'
import { faultsAllowed, nearest } from './nearest.ts'
import { isKind, tellingWords, wordsOf } from '../../../shared/base/search-words.ts'

type Found = Omit<Hit, 'invoices'>
type Row = Omit<Found, 'isActive' | 'inBook'> & { id: number; isActive: number; inBook: number }

/** Of so many that fit, the best are shown; a directory lists short names first (import.ts). */
const CANDIDATES = 200
/** Min words of a name that only says what it is. */
const ENOUGH = 3
/** From so many digits on, a piece from the middle of a SIRET is looked for too. */
const PIECE = 4

/** Search in the local directory, as it is typed: the last word may be only begun. */
export function createSearch(db: Database) {
  const columns = `id, siret, structures.name, town, postcode, is_active AS isActive, in_book AS inBook`
  const matching = db.prepare(
    `SELECT ${columns} FROM words JOIN structures ON id = words.rowid WHERE words MATCH ? ORDER BY words.rowid LIMIT ?`,
  )
  const any = db.prepare(`SELECT 1 FROM words WHERE words MATCH ? LIMIT 1`).pluck()
  const bySiret = db.prepare(`SELECT ${columns} FROM structures WHERE siret >= ? AND siret < ? ORDER BY siret LIMIT ?`)
  const byPostcode = db.prepare(
    `SELECT ${columns} FROM structures WHERE postcode >= ? AND postcode < ? ORDER BY in_book DESC, id LIMIT ?`,
  )
  const byPiece = db.prepare(
    `SELECT ${columns} FROM structures WHERE siret IN (SELECT siret FROM structures WHERE instr(siret, ?) > 1 LIMIT ?)`,
  )
  const book = db.prepare(`SELECT ${columns} FROM structures WHERE in_book = 1 ORDER BY name`)
  const allTerms = db.prepare(`SELECT term FROM terms WHERE col = 'name' AND term > '9~'`).pluck()
  const changes = db.prepare(`SELECT total_changes()`).pluck()
  let terms: { version: string; all: string[] } | undefined

  /** The words there are; read again once something has been written, by whomever. */
  function vocabulary(): string[] {
    const version = `${String(db.pragma('data_version', { simple: true }))} ${String(changes.get())}`
    if (terms?.version !== version) terms = { version, all: allTerms.all() as string[] }
    return terms.all
  }

  /** Of the address book first, then the rest: those that fit one form of each word, as `begun` or `whole` write it. */
  function rowsFor(words: string[][]): Row[] {
    const query = words.map((forms) => `(${forms.join(' OR ')})`).join(' AND ')
    const known = matching.all(`book : carnet AND name : (${query})`, CANDIDATES) as Row[]
    const all = matching.all(`name : (${query})`, CANDIDATES) as Row[]
    const seen = new Set(known.map(({ id }) => id))
    return [...known, ...all.filter(({ id }) => !seen.has(id))]
  }

  /** Somebody has this very word: then it is not taken for the beginning of others, which takes longer. */
  const isWord = (word: string) => any.get(`name : ${whole(word)}`) !== undefined

  function byNumber(digits: string, most: number): Row[] {
    const end = `${digits}:`
    const found = [
      ...(digits.length <= 5 ? (byPostcode.all(digits, end, most) as Row[]) : []),
      ...(bySiret.all(digits, end, most) as Row[]),
    ]
    if (!found.length && digits.length >= PIECE) found.push(...(byPiece.all(digits, most) as Row[]))
    return [...new Map(found.map((row) => [row.id, row])).values()]
  }

  /** Words nobody has are taken for the nearest there are, or left out where the text is not typed but read. */
  function withoutFaults(words: string[]): string[][] {
    return words.flatMap((word) => {
      if (any.get(`name : ${begun(word)}`) !== undefined) return [[begun(word)]]
      const near = nearest(word, vocabulary())
      return near.length ? [near.map(begun)] : []
    })
  }
  /** Each word may be a faulty one that happens to exist. */
  const withDoubts = (words: string[]): string[][] =>
    words.map((word) => [word, ...(faultsAllowed(word) ? nearest(word, vocabulary()) : [])].map(begun))

  /** Best first, at most so many. An empty text gives the address book. */
  function search(text: string, most = 20): Found[] {
    if (!text.trim()) return (book.all() as Row[]).slice(0, most).map(hitOf)
    const digits = digitsOf(text)
    if (digits) return byNumber(digits, most).slice(0, most).map(hitOf)
    const words = wordsTyped(text)
    if (!words.length) return []
    return best(found(words), words).slice(0, most).map(hitOf)
  }
  function found(words: string[]): Row[] {
    const last = words.length - 1
    const exact = rowsFor(words.map((word, index) => [index < last && isWord(word) ? whole(word) : begun(word)]))
    if (exact.length) return exact
    const unfinished = rowsFor(words.map((word) => [begun(word)]))
    if (unfinished.length) return unfinished
    const corrected = withoutFaults(words)
    if (corrected.length < words.length) return []
    const near = rowsFor(corrected)
    return near.length ? near : rowsFor(withDoubts(words))
  }

  /**
   * Those a name read on a page may stand for: it may say more than the directory does, such as an office or an address. All
   * have its first proper word: a town is not proposed for another because both are towns. A name that only says what it is
   * (« SDIS », in full) stands for the one there is.
   */
  function likely(name: string, most = 3): Found[] {
    const words = tellingWords(wordsOf(name))
    const proper = words.find((word) => !isKind(word) && properWords(word).length > 0)
    const kept = words.flatMap((word) => withoutFaults([word]).map((forms) => ({ word, forms })))
    for (let length = kept.length; length > 0; length--) {
      const used = kept.slice(0, length)
      if (proper ? !used.some(({ word }) => word === proper) : used.length < ENOUGH) return []
      const rows = rowsFor(used.map(({ forms }) => forms))
      if (rows.length > 1 && !proper) return []
      if (rows.length) return best(rows, words).slice(0, most).map(hitOf)
    }
    return []
  }
  return { search, likely }
}

const whole = (word: string) => `"${word}"`
const begun = (word: string) => `"${word}"*`
const hitOf = ({ id, isActive, inBook, ...row }: Row): Found => ({
  ...row,
  isActive: isActive === 1,
  inBook: inBook === 1,
})

/** « 219 904 174 » and « 99410 », not « lycée 2 ». */
function digitsOf(text: string): string | undefined {
  const digits = text.replace(/[\s.\u00a0\u202f]/g, '')
  return /^\d{2,14}$/.test(digits) ? digits : undefined
}

/** Small words say nothing, but the last one may be the beginning of another. */
function wordsTyped(text: string): string[] {
  const words = wordsOf(text)
  const telling = tellingWords(words)
  const last = words.at(-1)
  return last && telling.at(-1) !== last ? [...telling, last] : telling
}

/** Of the address book, active, with the words as they were typed, in a short name: in this order. */
function best(rows: Row[], words: string[]): Row[] {
  const scored = rows.map((row) => ({ row, score: score(row, words) }))
  return scored.sort((a, b) => b.score - a.score || a.row.name.length - b.row.name.length).map(({ row }) => row)
}
function score({ name, town, isActive, inBook }: Row, words: string[]): number {
  const own = ` ${fold(name).replace(/[^\p{L}\p{N}]+/gu, ' ')} `
  const place = ` ${fold(town)} `
  let points = (inBook ? 100 : 0) - (isActive ? 0 : 50)
  for (const word of words) {
    if (own.includes(` ${word} `)) points += 4
    else if (own.includes(` ${word}`)) points += 3
    else if (place.includes(` ${word}`)) points += 2
  }
  if (own.startsWith(` ${words[0]!}`)) points += 1
  return points
}
