import type { firmActNames, Unsent } from '../../shared/domain/wording/unsent.ts'
import { accessHref } from '../app/connections.ts'

/** What a firm can do about what has not left; `retry` is another try, asked for on the spot. */
const words: Partial<Record<Unsent['act'], string>> = {
  connect: 'Faire le raccordement',
  unlock: 'Ouvrir les accès',
  repair: 'Voir les accès',
  retry: 'Réessayer',
} satisfies Record<(typeof firmActNames)[number], string>

/** The one thing a firm can do about what has not left, and where its accesses are; an empty place is another try. */
export function firmActOf({ act, firm }: Pick<Unsent, 'act' | 'firm'>): { action: string; href: string } | undefined {
  const action = words[act]
  return action === undefined ? undefined : { action, href: act === 'retry' ? '' : accessHref(firm) }
}
