import type { Row } from '../../../shared/contract/views.ts'
import { signed } from '../../app/format.ts'

/** A sort order of the list: what it is called, and how two rows compare. */
export type Order = { name: string; word: string; compare: (one: Row, other: Row) => number }

const text = new Intl.Collator('fr', { numeric: true, sensitivity: 'base' })
const day = (row: Row) => row.issuedOn || new Date(row.arrivedAt).toISOString().slice(0, 10)
const byDay = (one: Row, other: Row) => (day(one) < day(other) ? 1 : day(one) > day(other) ? -1 : 0)
const sum = ({ grossTotal, isCreditNote }: Row) => signed(grossTotal, isCreditNote) ?? 0
/** What has none comes last. */
const due = ({ deadline }: Row) => deadline?.on ?? '9999'

/** The sort orders one may choose; the latest invoices first unless said. */
export const orders: Order[] = [
  { name: 'latest', word: 'Plus récentes', compare: byDay },
  { name: 'oldest', word: 'Plus anciennes', compare: (one, other) => -byDay(one, other) },
  {
    name: 'due',
    word: 'Échéance',
    compare: (one, other) => (due(one) < due(other) ? -1 : due(one) > due(other) ? 1 : 0),
  },
  { name: 'sum', word: 'Montant', compare: (one, other) => sum(other) - sum(one) },
  {
    name: 'client',
    word: 'Client',
    compare: (one, other) => text.compare(one.buyer, other.buyer) || byDay(one, other),
  },
  { name: 'number', word: 'Numéro', compare: (one, other) => text.compare(one.number, other.number) },
  { name: 'state', word: 'État', compare: (one, other) => text.compare(one.situation.word, other.situation.word) },
]

/** The year of an invoice, by the day on its page, else by when it came. */
export const yearOf = (row: Row): string => day(row).slice(0, 4)
/** The years there are invoices of, the latest first. */
export const yearsOf = (rows: Row[]): string[] => [...new Set(rows.map(yearOf))].toSorted().reverse()
