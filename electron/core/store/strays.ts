import { Stray } from '../../../shared/contract/stray.ts'
import type { Db } from './database.ts'

/** Files that could not be taken in. They stay where they are; the reason is kept until they can be, or are dismissed. */
export function createStrays(db: Db) {
  const put = db.prepare(`
    INSERT INTO strays VALUES (@path, @at, @body)
    ON CONFLICT (path) DO UPDATE SET at = excluded.at, body = excluded.body`)
  const drop = db.prepare(`DELETE FROM strays WHERE path = ?`)
  const list = db.prepare(`SELECT body FROM strays ORDER BY at DESC`).pluck()
  return {
    put: (stray: Stray) => void put.run({ path: stray.path, at: stray.at, body: JSON.stringify(stray) }),
    drop: (path: string) => drop.run(path).changes === 1,
    list: () => list.all().map((body) => Stray.parse(JSON.parse(String(body)))),
  }
}
