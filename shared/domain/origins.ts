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

type Said = { fields: Fields; origins: Origins }

/** A new reading, in which what a person has typed or confirmed before stays. */
export function withTyped(reading: Said, before: Said): Said {
  const typed = (Object.keys(before.origins) as FieldName[]).filter((name) => before.origins[name]?.trust === 'typed')
  const of = <T extends object>(values: T) => Object.fromEntries(typed.map((name) => [name, values[name as keyof T]]))
  return {
    fields: { ...reading.fields, ...of(before.fields) },
    origins: { ...reading.origins, ...of(before.origins) },
  }
}
