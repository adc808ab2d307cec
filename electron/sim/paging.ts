import { z } from 'zod'
import { number, text } from './operation.ts'

/** How a client asks for a page (chorus-pro-api.md §2.4). */
export const Paging = z
  .object({
    nbResultatsMaximum: number,
    pageResultatDemandee: number,
    nbResultatsParPage: number,
    triColonne: text,
    triSens: text,
  })
  .nullish()
export type Paging = z.infer<typeof Paging>

const PAGE = 10

/**
 * Sorts rows by a column whose name may be written DateDepot or dateDepot, keeps the first `most` (all, unless told) or what
 * the client asks for instead, and cuts a page of 10 or as asked. Rows come in the order that is wanted among equals.
 */
export function pageOf<Row extends object>({
  rows,
  paging,
  column,
  isAscending = false,
  most = Infinity,
}: {
  rows: Row[]
  paging: Paging
  column: string
  isAscending?: boolean
  most?: number
}) {
  const sorted = sortBy(
    rows,
    paging?.triColonne || column,
    paging?.triSens ? paging.triSens === 'Ascendant' : isAscending,
  )
  const kept = sorted.slice(0, most === Infinity ? most : paging?.nbResultatsMaximum || most)
  const { page, ...parametresRetour } = cut({
    rows: kept,
    page: paging?.pageResultatDemandee,
    size: paging?.nbResultatsParPage,
  })
  return { page, parametresRetour }
}

/** One page of rows that are already in order, and what is said of it. A size of 0, as some clients send, is none. */
export function cut<Row>({
  rows,
  page,
  size,
}: {
  rows: Row[]
  page?: number | null | undefined
  size?: number | null | undefined
}) {
  const nbResultatsParPage = Math.max(1, size || PAGE)
  const pageCourante = Math.max(1, page ?? 1)
  const start = (pageCourante - 1) * nbResultatsParPage
  return {
    page: rows.slice(start, start + nbResultatsParPage),
    pageCourante,
    pages: Math.ceil(rows.length / nbResultatsParPage),
    nbResultatsParPage,
    total: rows.length,
  }
}

/** Rows in the order of a column, whose name may begin with a capital. */
export function sortBy<Row extends object>(rows: Row[], column: string, isAscending: boolean): Row[] {
  const valueOf = (row: Row) =>
    Object.entries(row).find(([name]) => name.toLowerCase() === column.toLowerCase())?.[1] as unknown
  const direction = isAscending ? 1 : -1
  return rows
    .map((row) => ({ row, value: valueOf(row) }))
    .sort((one, other) => direction * compare(one.value, other.value))
    .map(({ row }) => row)
}

function compare(one: unknown, other: unknown): number {
  if (typeof one === 'number' && typeof other === 'number') return one - other
  const [left, right] = [one, other].map((value) => (typeof value === 'string' ? value : ''))
  return left === right ? 0 : left! < right! ? -1 : 1
}
