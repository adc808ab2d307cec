import type { Row } from '../../../shared/contract/views.ts'
import { isLate, isNotDue, isWaiting } from '../../../shared/contract/rows.ts'

/** `isAsked`: stands beside the others only while it is the one, when another page has led to it. */
export type Filter = { name: string; word: string; test: (row: Row) => boolean; isAsked?: true }

export const filters: Filter[] = [
  { name: 'all', word: 'Toutes', test: () => true },
  { name: 'todo', word: 'À traiter', test: isWaiting },
  {
    name: 'waiting',
    word: 'En attente',
    test: (row) => row.stage === 'sent' || ['received', 'withClient', 'inProgress'].includes(row.situation.mark),
  },
  { name: 'late', word: 'En retard', test: isLate },
  {
    name: 'ordered',
    word: 'Virement ordonné',
    test: ({ stage, situation, isCreditNote }) => stage === 'followed' && situation.mark === 'ordered' && !isCreditNote,
  },
  { name: 'later', word: 'Non échu', test: isNotDue, isAsked: true },
  { name: 'closed', word: 'Closes', test: ({ stage }) => stage === 'closed' },
]
