import type { Row } from '../../../shared/contract/views.ts'
import { formatCents } from '../../../shared/domain/money.ts'

export type Filter = { name: string; word: string; test: (row: Row) => boolean }

const isOpen = ({ stage }: Row) => stage === 'followed'
const isLate = (row: Row) => isOpen(row) && row.situation.mark !== 'ordered' && (row.deadline?.daysLeft ?? 0) < 0

export const filters: Filter[] = [
  { name: 'all', word: 'Toutes', test: () => true },
  {
    name: 'todo',
    word: 'À traiter',
    test: (row) => ['waits', 'refused', 'unknown', 'uncertain'].includes(row.situation.mark),
  },
  {
    name: 'waiting',
    word: 'En attente',
    test: (row) => row.stage === 'sent' || ['received', 'withClient', 'inProgress'].includes(row.situation.mark),
  },
  { name: 'late', word: 'En retard', test: isLate },
  { name: 'ordered', word: 'Virement ordonné', test: (row) => isOpen(row) && row.situation.mark === 'ordered' },
  { name: 'closed', word: 'Closes', test: ({ stage }) => stage === 'closed' },
]

/** Invoices that have left: the others are in « À déposer ». */
export const hasLeft = ({ stage }: Row): boolean => ['sent', 'uncertain', 'followed', 'closed'].includes(stage)

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
