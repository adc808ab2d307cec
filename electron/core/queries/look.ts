import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { Row } from '../../../shared/contract/views.ts'
import { PRINCIPAL } from '../../../shared/domain/firms/connection.ts'
import type { Environment } from '../../../shared/domain/platform/environment.ts'
import { DATABASE, lookInto, TooNew, TooOld } from '../store/database.ts'
import type { Sale } from '../exports/sales-table.ts'
import { createViews } from './invoices.ts'
import { createFacts } from './rule-context.ts'

/** Lines of a list, and with their invoices for a table. */
export type Looked = { rows: () => Generator<Row>; sales: () => Generator<Sale>; close: () => void }
type Deps = { dataFolder: string; environment: Environment; now: () => number }

/**
 * Read-only look at the invoices of a data folder, which may be at work meanwhile. Undefined where there are none yet; « old »
 * or « new » when the database is of another version.
 */
export function lookAt({ dataFolder, environment, now }: Deps): Looked | 'old' | 'new' | undefined {
  const file = join(dataFolder, DATABASE)
  if (!existsSync(file)) return undefined
  try {
    const store = lookInto(file)
    const factsOf = createFacts({ ...store, hearsay: () => null, environment, now })
    const { row } = createViews({ ...store, ...nobody, environment, factsOf, now })
    return {
      *rows() {
        for (const { row } of sales()) yield row
      },
      sales,
      close: store.close,
    }
    function* sales() {
      for (const invoice of store.invoices.each()) {
        const shown = row(invoice)
        if (shown) yield { row: shown, invoice }
      }
    }
  } catch (error) {
    if (error instanceof TooOld) return 'old'
    if (error instanceof TooNew) return 'new'
    throw error
  }
}

/** Nobody is at work here: nothing is held, read or sent. */
const nobody = {
  hold: () => undefined,
  scanOf: () => undefined,
  access: () => 'open' as const,
  connections: { own: () => [], ofInvoice: () => PRINCIPAL },
}
