import type { CallName } from '../../shared/contract/calls.ts'
import { MOST_IDS } from '../../shared/contract/lists.ts'
import { ok } from '../../shared/contract/result.ts'
import { dayOf } from '../../shared/base/dates.ts'
import { french } from '../../shared/base/french.ts'
import type { Core } from '../core/core.ts'
import type { Handlers } from './bridge.ts'
import { saveAs } from './save-as.ts'

type ListCall = Extract<CallName, `invoices.${string}`>
const FORMATS = { csv: 'Tableau (CSV)', xlsx: 'Classeur Excel' }

/** Lists of invoices, a page at a time: those of the firm that is shown. */
export function createListHandlers({ queries, commands }: Core): Pick<Handlers, ListCall> {
  const { told, shownFirm: shown } = queries
  return {
    'invoices.page': (query) => {
      const { rows, total } = queries.listPage(query, shown())
      return ok({ rows: told(rows), total })
    },
    'invoices.ids': (query) => ok(queries.ids({ ...query, from: 0, limit: MOST_IDS }, shown())),
    'invoices.buyers': () => ok(queries.buyersOf(shown())),
    'invoices.sum': ({ ids, within }) => ok(queries.sumOf(ids, within, shown())),
    'invoices.rows': ({ ids }) => ok(told(queries.rowsOf(ids))),
    'invoices.act': ({ ids, action }) => ok(commands.actOnMany(ids, action)),
    'invoices.tracking': ({ filter, ...narrowing }) => ok(queries.tracking(narrowing, filter, shown())),
    'invoices.home': () => {
      const home = queries.home(shown())
      const held = home.held.map((group) => ({ ...group, row: told([group.row])[0]! }))
      return ok({ ...home, held, todos: told(home.todos) })
    },
    'invoices.discarded': () => ok(queries.discarded()),
    'invoices.news': () => {
      const firm = shown()
      // What has not been read yet may be anybody's.
      return ok(queries.news((row) => !firm || !row.firm || row.firm.siret === firm))
    },
    'invoices.export': ({ of, as }) =>
      saveAs({
        title: 'Exporter les factures affichées',
        name: `Factures du ${dayOf(Date.now())}.${as}`,
        filters: [{ name: french(FORMATS[as]), extensions: [as] }],
        make: () => queries.exportSales(of, as),
      }),
  }
}
