import type { FilterName, Narrowing, OrderName } from '../../../shared/contract/filters.ts'

/** `isAsked`: stands beside the others only while it is the one, when another page has led to it. */
export type Filter = { name: FilterName; word: string; isAsked?: true }

export const filters: Filter[] = [
  { name: 'all', word: 'Toutes' },
  { name: 'todo', word: 'À traiter' },
  { name: 'waiting', word: 'En attente' },
  { name: 'late', word: 'En retard' },
  { name: 'ordered', word: 'Virement ordonné' },
  { name: 'later', word: 'Non échu', isAsked: true },
  { name: 'closed', word: 'Closes' },
]

/** A sort order one may choose: `isDown` is the way it begins with. */
export type Order = { name: OrderName; word: string; isDown: boolean }
export const orders: Order[] = [
  { name: 'day', word: 'Date', isDown: true },
  { name: 'due', word: 'Échéance', isDown: false },
  { name: 'amount', word: 'Montant', isDown: true },
  { name: 'client', word: 'Client', isDown: false },
  { name: 'number', word: 'Numéro', isDown: false },
  { name: 'state', word: 'État', isDown: false },
]

/** What a list is narrowed to, and in which order it stands. */
export type Narrowed = Narrowing & { filter: FilterName; order: OrderName; isDown: boolean }

/** « 1 234 factures ». */
export const counted = (count: number): string => `${count.toLocaleString('fr-FR')} facture${count > 1 ? 's' : ''}`
