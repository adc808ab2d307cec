import type { Quarantine } from './quarantine.ts'

/**
 * Reads the texts that stand under a name (a SIRET, a list's name) once for as long as they stay the same: what the database
 * holds decides, so there is nothing to be forgotten. Undefined for one that cannot be read. Callers must not change what they
 * are given.
 */
export function parseOnce<T>(
  { read }: Quarantine,
  table: string,
  parse: (body: unknown) => T,
): (name: string, text: string) => T | undefined {
  const known = new Map<string, { text: string; value: T }>()
  return (name, text) => {
    const before = known.get(name)
    if (before?.text === text) return before.value
    const value = read({ table, key: name, text }, parse)
    if (value !== undefined) known.set(name, { text, value })
    return value
  }
}
