import type { FieldName, Fields } from './fields.ts'
import type { Origin, Origins } from './reading.ts'

/**
 * What a person has typed or confirmed is theirs from now on; a reading never replaces it. What they have taken over from the
 * last invoice to this buyer is the address book's until they confirm it.
 */
export function typedOrigins(
  before: { fields: Fields; origins: Origins },
  fields: Fields,
  confirmed: FieldName[],
  repeated: FieldName[] = [],
): Origins {
  const isChanged = (name: FieldName) => JSON.stringify(before.fields[name]) !== JSON.stringify(fields[name])
  const names = (Object.keys(fields) as FieldName[]).filter((name) => isChanged(name) || confirmed.includes(name))
  const typed = names.map((name): [FieldName, Origin] => [
    name,
    repeated.includes(name) && !confirmed.includes(name)
      ? { source: 'buyer', trust: 'likely' }
      : { ...before.origins[name], source: 'user', trust: 'typed' },
  ])
  return { ...before.origins, ...(Object.fromEntries(typed) as Origins) }
}
