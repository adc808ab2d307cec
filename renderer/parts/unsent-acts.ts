import type { firmActNames, Unsent } from '../../shared/domain/wording/unsent.ts'

/** What the whole firm can do about what has not left, and where; an empty place is another try, asked for on the spot. */
export const firmActs: Partial<Record<Unsent['act'], { action: string; href: string }>> = {
  connect: { action: 'Faire le raccordement', href: '#/raccordement' },
  unlock: { action: 'Ouvrir les accès', href: '#/raccordement' },
  repair: { action: 'Voir les accès', href: '#/raccordement' },
  retry: { action: 'Réessayer', href: '' },
} satisfies Record<(typeof firmActNames)[number], object>
