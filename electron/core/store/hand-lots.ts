import { HandLot } from '../../../shared/domain/lifecycle/lot.ts'
import type { Db } from './db.ts'
import { keepUnknown } from './keep-unknown.ts'
import type { Quarantine } from './quarantine.ts'

/** Of an invoice of a lot: its stage, the lot it waits for, the number of the flow it was. */
export type HandLotMember = { stage: string; lot?: string | null | undefined; flow?: string | null | undefined }

/** Lots that are deposited on the portal by hand. */
export function createHandLots(db: Db, quarantine: Quarantine) {
  const put = db.prepare(`
    INSERT INTO hand_lots (id, at, body) VALUES (@id, @at, @body)
    ON CONFLICT (id) DO UPDATE SET body = excluded.body`)
  const get = db.prepare(`SELECT body FROM hand_lots WHERE id = ?`).pluck()
  const last = db.prepare(`SELECT id FROM hand_lots ORDER BY at DESC, rowid DESC LIMIT ?`).pluck()
  const names = db.prepare(`SELECT 1 FROM hand_lots WHERE CASE WHEN json_valid(body) THEN body ->> '$.name' END = ?`)
  const members = db.prepare(`
    SELECT stage, json_extract(whole, '$.lot') AS lot, json_extract(whole, '$.flow') AS flow FROM (
      SELECT stage, CASE WHEN json_valid(body) THEN body ELSE '{}' END AS whole
      FROM json_each(?) JOIN invoices ON invoices.id = json_each.value)`)
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
    /** Where its invoices are, without reading them whole. */
    members: ({ invoices }: HandLot) => members.all(JSON.stringify(invoices)) as HandLotMember[],
    isNamed: (name: string): boolean => names.get(name) !== undefined,
    put: (lot: HandLot) => void put.run({ id: lot.id, at: lot.at, body: bodyOf(textOf(lot.id), lot) }),
  }
}
