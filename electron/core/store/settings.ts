import { z } from 'zod'
import { Settings } from '../../../shared/contract/settings.ts'
import type { Db } from './db.ts'
import { refuseGone } from './gone.ts'
import { keepUnknown } from './keep-unknown.ts'
import { parseOnce } from './parse-once.ts'
import type { Quarantine } from './quarantine.ts'

const NAME = 'settings'
/** Ours, where those under the first name cannot be read: they stay as they are. */
const SPARE = 'settings.spare'
/** Of somebody who has set nothing yet. */
const untouched = Settings.parse({})

/** What the person has set, with defaults for the rest; and a few marks the application keeps for itself. */
export function createSettings(db: Db, quarantine: Quarantine) {
  const get = db.prepare(`SELECT value FROM settings WHERE name = ?`).pluck()
  const put = db.prepare(`INSERT INTO settings VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value`)
  const text = (name: string) => get.get(name) as string | undefined
  const asSettings = parseOnce(quarantine, NAME, (body) => Settings.parse(body))
  const asMark = parseOnce(quarantine, NAME, (body) => z.number().nullable().parse(body))
  const under = (name: string) => {
    const kept = text(name)
    return kept === undefined ? undefined : asSettings(name, kept)
  }
  const bodyOf = keepUnknown(Settings)
  const isNew = () => text(NAME) === undefined
  return {
    get: (): Settings => under(NAME) ?? under(SPARE) ?? (isNew() ? untouched : readable(text(NAME)!)),
    save: (settings: Settings) => {
      refuseGone(db)
      const name = isNew() || under(NAME) ? NAME : SPARE
      put.run(name, bodyOf(text(name), settings))
    },
    /** A mark by name, such as the instant of the last round of news; undefined when it was never set, or is unreadable. */
    mark: (name: string): number | undefined => {
      const kept = text(`mark.${name}`)
      return kept === undefined ? undefined : (asMark(`mark.${name}`, kept) ?? undefined)
    },
    /** Was it set, whatever it says? */
    hasMark: (name: string) => text(`mark.${name}`) !== undefined,
    setMark: (name: string, value: number) => void put.run(`mark.${name}`, JSON.stringify(value)),
  }
}

/**
 * As much of unreadable settings as can be understood, field by field. Where the folder is not known for certain nothing is
 * taken from it until the person has looked; and they are no newcomer.
 */
function readable(text: string): Settings {
  const json = z.record(z.string(), z.unknown()).safeParse(parsed(text)).data ?? {}
  const known = Object.entries(Settings.shape).flatMap(([name, field]) => {
    const { success, data } = field.safeParse(json[name])
    return success && name in json ? [[name, data] as const] : []
  })
  return Settings.parse({ welcomed: true, watching: false, ...Object.fromEntries(known) })
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
