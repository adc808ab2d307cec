import { ok } from '../../shared/contract/result.ts'
import type { Core } from '../core/core.ts'
import type { Handlers } from './bridge.ts'

/** A table of invoices: opened, its columns chosen, its invoices made. */
export function createImportingHandlers({
  queries,
  commands,
}: Core): Pick<Handlers, Extract<keyof Handlers, `table.${string}`>> {
  const none = ok({})
  return {
    'table.view': () => {
      const table = queries.table()
      return ok(table ? { table } : {})
    },
    'table.take': async ({ name, bytes }) => {
      await commands.openTable(name, bytes)
      return none
    },
    'table.map': ({ mapping }) => {
      commands.mapTable(mapping)
      return none
    },
    'table.close': () => {
      commands.closeTable()
      return none
    },
    'table.make': async () => {
      const { ids, faults } = await commands.makeTable()
      return ok({ made: ids.length, faults })
    },
  }
}
