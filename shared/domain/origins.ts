import type { FieldName, Fields } from './fields.ts'
import type { Origin, Origins, Places } from './reading.ts'

/** What a person did to a draft: what they said is right as it is, and where on the page their own values stand. */
type Hand = { confirmed: FieldName[]; places?: Places | undefined }

/**
 * What a person has typed, pointed at on the page or confirmed is theirs from now on; a reading never replaces it. What was confirmed
 * keeps where it was read; what was changed keeps only the place that was found or shown for the new value.
 */
export function typedOrigins(
  before: { fields: Fields; origins: Origins },
  fields: Fields,
  { confirmed, places = {} }: Hand,
): Origins {
  const isChanged = (name: FieldName) => JSON.stringify(before.fields[name]) !== JSON.stringify(fields[name])
  const originOf = (name: FieldName): Origin | undefined => {
    const place = places[name]
    const origin = before.origins[name]
    if (isChanged(name) || place) return { source: 'user', trust: 'typed', ...(place && { place }) }
    return confirmed.includes(name) && origin ? { ...origin, trust: 'typed' } : undefined
  }
  const typed = (Object.keys(fields) as FieldName[]).flatMap((name) => {
    const origin = originOf(name)
    return origin ? [[name, origin] as const] : []
  })
  return { ...before.origins, ...(Object.fromEntries(typed) as Origins) }
}
