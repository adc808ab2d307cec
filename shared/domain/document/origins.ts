import type { FieldName, Fields } from '../fields/fields.ts'
import type { Origin, Origins, Places } from './reading.ts'

/**
 * What a person did to a draft: what they said is right as it is, where on the page their own values stand, and what they
 * took over from the last invoice to this buyer.
 */
type Hand = { confirmed: FieldName[]; places?: Places | undefined; repeated?: FieldName[] | undefined }

/**
 * What a person has typed, pointed at on the page or confirmed is theirs from now on; a reading never replaces it. What was
 * confirmed keeps where it was read; what was changed keeps only the place that was found or shown for the new value. What
 * they have taken over is the address book's until they confirm it.
 */
export function typedOrigins(
  before: { fields: Fields; origins: Origins },
  fields: Fields,
  { confirmed, places = {}, repeated = [] }: Hand,
): Origins {
  const isChanged = (name: FieldName) => JSON.stringify(before.fields[name]) !== JSON.stringify(fields[name])
  const originOf = (name: FieldName): Origin | undefined => {
    const place = places[name]
    const origin = before.origins[name]
    const isConfirmed = confirmed.includes(name)
    if (isChanged(name) && repeated.includes(name) && !isConfirmed) return { source: 'buyer', trust: 'likely' }
    if (isChanged(name) || place) return { source: 'user', trust: 'typed', ...(place && { place }) }
    return isConfirmed && origin ? { ...origin, trust: 'typed' } : undefined
  }
  const typed = (Object.keys(fields) as FieldName[]).flatMap((name) => {
    const origin = originOf(name)
    return origin ? [[name, origin] as const] : []
  })
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
