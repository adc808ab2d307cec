import { PRINCIPAL } from '../../../shared/domain/firms/connection.ts'
import type { Accounts } from '../connections/accounts.ts'
import type { Connections } from '../connections/registry.ts'

type Deps = {
  connections: Pick<Connections, 'add' | 'remove' | 'over' | 'ids'>
  accounts: Pick<Accounts, 'diagnose' | 'expiryOf'>
  /** Nothing over these waits any longer; all of them unless said. */
  tryNow: (which?: string[]) => void
  wantOwn: () => void
}

/** Commands about connections, by their ids; the principal one unless said. */
export function createConnectionCommands({ connections, accounts, tryNow, wantOwn }: Deps) {
  return {
    /** Gives the firm of this SIRET a connection of its own; its id, undefined when there is no such firm. */
    addConnection: connections.add,
    /** False, and nothing changes, while something that may have left by it has had no answer. */
    removeConnection: connections.remove,
    /** Other accesses of a connection count from now on, and nothing waits because of the old ones. */
    reconnect(connection = PRINCIPAL): void {
      connections.over(connection).account.reconnect()
      tryNow([connection])
      wantOwn()
    },
    /** Tests each piece of a connection, now. */
    diagnose: accounts.diagnose,
    /** Asks Chorus Pro when the password of the technical account ends. Throws `NotSent` when it cannot be asked. */
    askExpiry: (connection: string) => accounts.expiryOf(connection).ask(),
    /** The end of a password that is to be announced now: each day of warning once. */
    expiryToTell: (connection: string) => accounts.expiryOf(connection).toTell(),
    /** The line is back, the computer woke up, or a person asks: nothing waits any longer. */
    tryNow: () => tryNow(),
  }
}
