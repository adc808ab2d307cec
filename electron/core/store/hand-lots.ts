import { HandLot } from '../../../shared/domain/lifecycle/lot.ts'
import type { Db } from './db.ts'
import { keepUnknown } from './keep-unknown.ts'
import type { Quarantine } from './quarantine.ts'

/** Lots that are deposited on the portal by hand. */
export function createHandLots(db: Db, quarantine: Quarantine) {
  const put = db.prepare(`
    INSERT INTO hand_lots (id, at, body) VALUES (@id, @at, @body)
    ON CONFLICT (id) DO UPDATE SET body = excluded.body`)
  const get = db.prepare(`SELECT body FROM hand_lots WHERE id = ?`).pluck()
  const last = db.prepare(`SELECT id FROM hand_lots ORDER BY at DESC, rowid DESC LIMIT ?`).pluck()
  const names = db.prepare(`SELECT 1 FROM hand_lots WHERE CASE WHEN json_valid(body) THEN body ->> '$.name' END = ?`)
  const bodyOf = keepUnknown(HandLot)
  const textOf = (id: string) => get.get(id) as string | undefined
  function find(id: string): HandLot | undefined {
    const text = textOf(id)
    if (text === undefined) return undefined
    return quarantine.read({ table: 'hand_lots', key: id, text }, (json) => HandLot.parse(json))
  }
  return {
    /** Undefined when there is none, or it cannot be read. */
    find,
    /** The last ones, newest first. */
    list: (most: number): HandLot[] => (last.all(most) as string[]).flatMap((id) => find(id) ?? []),
    isNamed: (name: string): boolean => names.get(name) !== undefined,
    put: (lot: HandLot) => void put.run({ id: lot.id, at: lot.at, body: bodyOf(textOf(lot.id), lot) }),
  }
}
