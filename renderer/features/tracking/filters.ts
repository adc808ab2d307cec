import type { Row } from '../../../shared/contract/views.ts'
import { isLate, isWaiting } from '../../../shared/contract/rows.ts'
import { formatCents } from '../../../shared/domain/money.ts'

export type Filter = { name: string; word: string; test: (row: Row) => boolean }

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
  { name: 'closed', word: 'Closes', test: ({ stage }) => stage === 'closed' },
]

/** Without case, accents and spaces: « varescourt » finds « Centre hospitalier de Varescourt », « 7452 » an amount. */
const fold = (text: string) =>
  text
    .normalize('NFD')
    .replace(/[\p{M}\s\u202f\u00a0]/gu, '')
    .toLowerCase()

/** Number, client, SIRET, engagement, amount, state: any of them may contain what is typed. */
export function matches(row: Row, typed: string): boolean {
  const money = row.grossTotal === null ? '' : formatCents(row.grossTotal)
  const haystack = [
    row.number,
    row.buyer,
    row.buyerSiret,
    row.engagement,
    row.fileName,
    money,
    row.situation.word,
    row.situation.label ?? '',
  ]
  return haystack.some((text) => fold(text).includes(fold(typed)))
}
