import type { Row } from './views.ts'

// Which list an invoice is in, and whether it waits for the person: said once, for every list, badge and heading.

/** In « À déposer »: not approved yet, or to be deposited by hand. */
export const isBeforeSending = ({ stage }: Pick<Row, 'stage'>): boolean =>
  ['arrived', 'draft', 'portal'].includes(stage)

/** On its way to Chorus Pro. */
export const isOnTheWay = ({ stage }: Pick<Row, 'stage'>): boolean => ['leaving', 'sent', 'uncertain'].includes(stage)

/** In « Suivi »: it has left, or may have. */
export const hasLeft = ({ stage }: Pick<Row, 'stage'>): boolean =>
  ['sent', 'uncertain', 'followed', 'closed'].includes(stage)

/** The money should have been ordered by now; nobody owes what was refused or withdrawn. */
export const isLate = ({ stage, situation, deadline }: Pick<Row, 'stage' | 'situation' | 'deadline'>): boolean =>
  stage === 'followed' && !['ordered', 'refused', 'withdrawn'].includes(situation.mark) && (deadline?.daysLeft ?? 0) < 0

/** It has left, and is neither closed, refused nor withdrawn: an invoice that is owed, or a credit note to be taken off. */
export const isOpen = ({ stage, situation }: Pick<Row, 'stage' | 'situation'>): boolean =>
  stage === 'followed' && !['refused', 'withdrawn'].includes(situation.mark)

/** Owed, not ordered yet, and not late either. */
export const isNotDue = (row: Pick<Row, 'stage' | 'situation' | 'deadline' | 'isCreditNote'>): boolean =>
  isOpen(row) && !row.isCreditNote && row.situation.mark !== 'ordered' && !isLate(row)

/** There is something for the person to do, or to see to. */
export const isWaiting = (row: Pick<Row, 'stage' | 'situation' | 'deadline' | 'isToLook'>): boolean =>
  row.situation.waits || row.isToLook || isLate(row)

/** A draft that waits for what its client was asked for. */
export const isAsked = ({ stage, situation }: Pick<Row, 'stage' | 'situation'>): boolean =>
  stage === 'draft' && situation.mark === 'withClient'

/** How pressing it is for the person, 0 first; 9 where there is nothing to do but, perhaps, to claim what is late. */
export function pressing({ stage, situation, unsent, isToLook }: Row): number {
  if (stage === 'leaving' || (stage === 'draft' && unsent)) return 0
  if (stage === 'portal') return 1
  if (stage === 'followed' && situation.mark === 'ordered') return 5
  if (stage === 'followed' && situation.waits) return situation.mark === 'waits' ? 2 : 3
  if (isToLook) return 5
  if (stage === 'uncertain') return 3
  if (situation.mark === 'ready') return 6
  if (stage === 'draft') return situation.mark === 'waits' ? 4 : 7
  return 9
}
