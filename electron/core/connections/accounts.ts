import { PRINCIPAL } from '../../../shared/domain/firms/connection.ts'
import type { Environment } from '../../../shared/domain/platform/environment.ts'
import type { Store } from '../store/database.ts'
import { createExpiry } from './password-expiry.ts'
import type { Connections } from './registry.ts'

export type Accounts = ReturnType<typeof createAccounts>
type Deps = Pick<Store, 'settings'> & {
  connections: Pick<Connections, 'ids' | 'over' | 'own'>
  environment: Environment
  now: () => number
}

/** Accounts, one for each connection: tested, its last calls, the end of its password. The principal one unless said. */
export function createAccounts({ settings, connections, environment, now }: Deps) {
  const { over } = connections
  /** The firm a connection is tested for: the one whose own it is, else the first. */
  const siretOf = (connection: string) =>
    connections.own().find(({ id }) => id === connection)?.siret ?? settings.get().company.siret
  const expiryOf = (connection: string) =>
    createExpiry({ settings, ...over(connection), connection, siret: () => siretOf(connection), now })
  return {
    expiryOf,
    expiry: expiryOf(PRINCIPAL),
    /** Tests each piece of a connection, now. */
    diagnose: (connection = PRINCIPAL) =>
      over(connection).account.diagnose({ siret: siretOf(connection), environment }),
    /** The last calls over all connections, oldest first. */
    calls: () =>
      connections
        .ids()
        .flatMap((id) => over(id).account.calls())
        .toSorted((a, b) => a.at - b.at),
  }
}
