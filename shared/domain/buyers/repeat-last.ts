import type { Buyer } from './buyer.ts'
import type { FieldName, Fields } from '../fields/fields.ts'
import type { Origins } from '../document/reading.ts'

/** What an invoice to this buyer had last time and may have again. An engagement is never among them: it is another each time. */
const repeated = [
  'serviceCode',
  'contractNumber',
  'cadre',
  'valideurSiret',
  'vatScheme',
  'exemptionReason',
  'comment',
] as const satisfies (FieldName & keyof Buyer)[]
export type Repeated = Partial<Pick<Fields, (typeof repeated)[number]>>

/**
 * « Même chose que la dernière fois »: what would change. What the page says, the person has typed, or a flow
 * must say itself, is left alone.
 */
export function sameAsLast(
  fields: Fields,
  { origins, buyer, isLocked }: { origins: Origins; buyer: Buyer; isLocked: (name: FieldName) => boolean },
): Repeated {
  const isOpen = (name: FieldName) => {
    const origin = origins[name]
    return !isLocked(name) && (fields[name] === '' || !origin || ['settings', 'buyer'].includes(origin.source))
  }
  const changes = repeated.filter((name) => buyer[name] !== '' && buyer[name] !== fields[name] && isOpen(name))
  return Object.fromEntries(changes.map((name) => [name, buyer[name]]))
}
