import { setImmediate as turn } from 'node:timers/promises'
import { dayOf } from '../../shared/base/dates.ts'
import { french } from '../../shared/base/french.ts'
import type { Core } from '../core/core.ts'
import { toCsv } from '../core/exports/csv.ts'
import { cellsOf, saleColumns, type Cell } from '../core/exports/sales-table.ts'
import { toXlsx } from '../core/exports/xlsx.ts'
import type { Handlers } from './bridge.ts'
import { shownFirm } from './list-handlers.ts'
import { saveAs } from './save-as.ts'

const FORMATS = { csv: 'Tableau (CSV)', xlsx: 'Classeur Excel' }
/** Max invoices worked out without letting others have their turn. */
const AT_ONCE = 50

/** Exports of what a list shows, or of those chosen in it, in its order. */
export function createExportHandlers(core: Core): Pick<Handlers, 'invoices.export'> {
  async function linesOf(ids: string[]): Promise<Cell[][]> {
    const lines: Cell[][] = []
    for (const [index, id] of ids.entries()) {
      if (index % AT_ONCE === 0) await turn()
      const invoice = core.invoices.find(id)
      const row = invoice && core.row(invoice)
      if (row) lines.push(cellsOf(saleColumns, { row, invoice }))
    }
    return lines
  }
  return {
    'invoices.export': ({ of, as }) =>
      saveAs({
        title: 'Exporter les factures affichées',
        name: `Factures du ${dayOf(Date.now())}.${as}`,
        filters: [{ name: french(FORMATS[as]), extensions: [as] }],
        make: async () => {
          const lines = await linesOf(
            Array.isArray(of) ? of : core.ids({ ...of, from: 0, limit: undefined }, shownFirm(core)),
          )
          return as === 'csv' ? toCsv(saleColumns, lines) : toXlsx('Factures', saleColumns, lines)
        },
      }),
  }
}
