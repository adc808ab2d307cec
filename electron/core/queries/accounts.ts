import type { AppState, HoldView } from '../../../shared/contract/views.ts'
import { PRINCIPAL } from '../../../shared/domain/firms/connection.ts'
import type { AccessState } from '../../../shared/domain/wording/unsent.ts'
import type { Accounts } from '../connections/accounts.ts'
import type { Connections } from '../connections/registry.ts'

type Deps = {
  connections: Pick<Connections, 'ids' | 'own'>
  accounts: Pick<Accounts, 'expiryOf' | 'calls'>
  access: (connection: string) => AccessState
  hold: (connection: string) => HoldView | undefined
}

/** Queries about connections, by their ids; the principal one unless said. */
export const createAccountViews = ({ connections, accounts, access, hold }: Deps) => ({
  connectionIds: connections.ids,
  access: (connection = PRINCIPAL): AccessState => access(connection),
  /** The end of its password, when it is near enough to be worth saying. */
  expiry: (connection = PRINCIPAL) => accounts.expiryOf(connection).near(),
  /** Of the firms with an access of their own. */
  firmConnections: (): AppState['firmConnections'] & {} =>
    connections.own().map((firm) => {
      const held = hold(firm.id)
      const expiry = accounts.expiryOf(firm.id).near()
      return { ...firm, access: access(firm.id), ...(held && { hold: held }), ...(expiry && { expiry }) }
    }),
  /** The last calls over all connections, oldest first. */
  calls: accounts.calls,
})
