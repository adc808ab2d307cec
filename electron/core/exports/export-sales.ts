import { setImmediate as turn } from 'node:timers/promises'
import type { ListQuery } from '../../../shared/contract/lists.ts'
import { toCsv } from './csv.ts'
import { cellsOf, saleColumns, type Cell, type Sale } from './sales-table.ts'
import { toXlsx } from './xlsx.ts'

/** Max invoices worked out without letting others have their turn. */
const AT_ONCE = 50

type Deps = {
  /** All that a list is of, in its order. */
  ids: (query: ListQuery) => string[]
  /** Undefined for one that cannot be shown. */
  sale: (id: string) => Sale | undefined
}

/** Export of what a list shows, or of those chosen in it, in its order: gives a CSV, or the bytes of an XLSX. */
export const createExport =
  ({ ids, sale }: Deps) =>
  async (of: string[] | ListQuery, as: 'csv' | 'xlsx') => {
    const lines: Cell[][] = []
    for (const [index, id] of (Array.isArray(of) ? of : ids(of)).entries()) {
      if (index % AT_ONCE === 0) await turn()
      const found = sale(id)
      if (found) lines.push(cellsOf(saleColumns, found))
    }
    return as === 'csv' ? toCsv(saleColumns, lines) : toXlsx('Factures', saleColumns, lines)
  }
