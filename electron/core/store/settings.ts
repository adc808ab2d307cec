import { Settings } from '../../../shared/contract/settings.ts'
import type { Db } from './database.ts'
import { parseOnce } from './parse-once.ts'

/** What the person has set, with defaults for the rest; and a few marks the application keeps for itself. */
export function createSettings(db: Db) {
  const get = db.prepare(`SELECT value FROM settings WHERE name = ?`).pluck()
  const put = db.prepare(`INSERT INTO settings VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value`)
  const text = (name: string) => get.get(name) as string | undefined
  const asSettings = parseOnce((body) => Settings.parse(body))
  return {
    get: (): Settings => asSettings('', text('settings') ?? '{}'),
    save: (settings: Settings) => void put.run('settings', JSON.stringify(settings)),
    /** A mark by name, such as the instant of the last round of news; undefined when it was never set. */
    mark: (name: string) => (JSON.parse(text(`mark.${name}`) ?? 'null') ?? undefined) as number | undefined,
    setMark: (name: string, value: number) => void put.run(`mark.${name}`, JSON.stringify(value)),
  }
}
