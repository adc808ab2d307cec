import type { FieldName, Fields } from './fields.ts'
import type { Origins } from './reading.ts'

/** What a person has typed or confirmed is theirs from now on; a reading never replaces it. */
export function typedOrigins(
  before: { fields: Fields; origins: Origins },
  fields: Fields,
  confirmed: FieldName[],
): Origins {
  const isChanged = (name: FieldName) => JSON.stringify(before.fields[name]) !== JSON.stringify(fields[name])
  const names = (Object.keys(fields) as FieldName[]).filter((name) => isChanged(name) || confirmed.includes(name))
  const typed = names.map((name) => [name, { ...before.origins[name], source: 'user', trust: 'typed' }])
  return { ...before.origins, ...(Object.fromEntries(typed) as Origins) }
}
