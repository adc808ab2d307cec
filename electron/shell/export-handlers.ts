import { french } from '../../shared/domain/typography.ts'
import { dayOf } from '../../shared/domain/dates.ts'
import type { Core } from '../core/core.ts'
import { toCsv } from '../core/exports/csv.ts'
import { saleColumns, type Sale } from '../core/exports/sales-table.ts'
import { toXlsx } from '../core/exports/xlsx.ts'
import type { Handlers } from './bridge.ts'
import { saveAs } from './save-as.ts'

const FORMATS = { csv: 'Tableau (CSV)', xlsx: 'Classeur Excel' }

/** Exports of what a list shows, in its order. */
export function createExportHandlers(core: Core): Pick<Handlers, 'invoices.export'> {
  function salesOf(ids: string[]): Sale[] {
    const rows = new Map(core.rows().map((row) => [row.id, row]))
    return ids.flatMap((id) => {
      const [row, invoice] = [rows.get(id), core.invoices.find(id)]
      return row && invoice ? { row, invoice } : []
    })
  }
  return {
    'invoices.export': ({ ids, as }) =>
      saveAs({
        title: 'Exporter les factures affichées',
        name: `Factures du ${dayOf(Date.now())}.${as}`,
        filters: [{ name: french(FORMATS[as]), extensions: [as] }],
        make: () => (as === 'csv' ? toCsv(saleColumns, salesOf(ids)) : toXlsx('Factures', saleColumns, salesOf(ids))),
      }),
  }
}
