import { z } from 'zod'

/** A row that this version cannot read. `key` names it within its table, `why` says what is wrong and holds nothing of it. */
export type Quarantined = { table: string; key: string; why: string }
export type Quarantine = ReturnType<typeof createQuarantine>
type Row = { table: string; key: string; text: string }

/**
 * Quarantine of unreadable rows: damaged ones, and those a newer version has written. They are set aside and counted, never
 * changed; everything else goes on without them. One that can be read again is out of it by itself.
 */
export function createQuarantine() {
  const aside = new Map<string, Quarantined & { text: string }>()
  /** Rows that can be read, of which what is shown cannot be worked out. */
  const unshown = new Map<string, Quarantined & { view: string }>()
  const nameOf = ({ table, key }: Omit<Row, 'text'>) => `${table} ${key}`
  return {
    /** Reads the JSON of one row; undefined when that is not possible. A text that could not be read is not tried again. */
    read: <T>({ table, key, text }: Row, parse: (json: unknown) => T): T | undefined => {
      const name = nameOf({ table, key })
      if (aside.get(name)?.text === text) return undefined
      try {
        const value = parse(JSON.parse(text))
        aside.delete(name)
        return value
      } catch (error) {
        aside.set(name, { table, key, text, why: whyOf(error) })
        return undefined
      }
    },
    /** Works out what is shown of a row that could be read; undefined when that fails. It is tried again each time. */
    show: <T>({ table, key, view }: Omit<Row, 'text'> & { view: string }, work: () => T): T | undefined => {
      const name = nameOf({ table, key })
      try {
        const value = work()
        if (unshown.get(name)?.view === view) unshown.delete(name)
        return value
      } catch (error) {
        unshown.set(name, { table, key, view, why: `not shown: ${error instanceof Error ? error.name : typeof error}` })
        return undefined
      }
    },
    has: (table: string, key: string) => aside.has(nameOf({ table, key })) || unshown.has(nameOf({ table, key })),
    list: (): Quarantined[] => {
      const all = new Map<string, Quarantined>([...unshown, ...aside])
      return [...all.values()].map(({ table, key, why }) => ({ table, key, why }))
    },
  }
}

/** Where it goes wrong, never what stands there: that may be a name or an amount. */
const whyOf = (error: unknown) =>
  error instanceof z.ZodError
    ? error.issues
        .slice(0, 3)
        .map(({ path, code }) => `${path.join('.')} ${code}`.trim())
        .join(', ')
    : 'not JSON'
