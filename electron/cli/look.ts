import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { PRINCIPAL } from '../../shared/domain/firms/connection.ts'
import type { Environment } from '../../shared/domain/platform/environment.ts'
import { createFacts } from '../core/queries/rule-context.ts'
import { createViews } from '../core/queries/invoices.ts'
import { DATABASE, lookInto, TooNew, TooOld, type Store } from '../core/store/database.ts'
import { UsageError } from './command.ts'
import { environmentFolder } from './data.ts'

export type Looked = { store: Store; views: ReturnType<typeof createViews> }

/**
 * Looks into an environment's data without changing anything: the window may be open. Undefined where there are none yet. Whoever opens
 * closes the store. Throws `UsageError` for data of another version.
 */
export function look(environment: Environment, chosen: string | undefined): Looked | undefined {
  const file = join(environmentFolder(chosen, environment), DATABASE)
  if (!existsSync(file)) return undefined
  const store = opened(file)
  const now = Date.now
  const factsOf = createFacts({ ...store, hearsay: () => null, environment, now })
  const unheld = {
    hold: () => undefined,
    scanOf: () => undefined,
    access: () => 'open' as const,
    connections: { ids: () => [PRINCIPAL], ofInvoice: () => PRINCIPAL },
    environment,
  }
  return { store, views: createViews({ ...store, ...unheld, factsOf, now }) }
}

function opened(file: string): Store {
  try {
    return lookInto(file)
  } catch (error) {
    if (error instanceof TooOld)
      throw new UsageError('Ces données sont d’une version plus ancienne : ouvrez Choriste une fois.')
    if (error instanceof TooNew) throw new UsageError('Ces données sont d’une version plus récente de Choriste.')
    throw error
  }
}
