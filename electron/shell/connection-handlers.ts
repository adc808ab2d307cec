import { clipboard, shell } from 'electron'
import { fail, ok } from '../../shared/contract/result.ts'
import type { Environment } from '../../shared/domain/platform/environment.ts'
import environments from '../../shared/tables/environments.json' with { type: 'json' }
import { PRINCIPAL } from '../../shared/domain/firms/connection.ts'
import type { Accesses } from '../core/connections/accesses.ts'
import type { Core } from '../core/core.ts'
import type { Handlers } from './bridge.ts'
import { diagnosis } from './diagnosis.ts'

type Deps = {
  core: Core
  /** Undefined in the demonstration. */
  accesses: Accesses | undefined
  version: string
  changed: () => void
  switchTo: (environment: Environment) => void
}
type ConnectionCall = Extract<keyof Handlers, `connection.${string}` | `environment.${string}` | `diagnosis.${string}`>

/** The accesses of this environment, their test, and the way to another one. */
export function createConnectionHandlers({
  core,
  accesses,
  version,
  changed,
  switchTo,
}: Deps): Pick<Handlers, ConnectionCall> {
  const { queries, commands } = core
  const none = ok({})
  const isThere = (connection: string) => queries.connectionIds().includes(connection)
  /** The accesses of a connection that is there. */
  const accessOf = (connection: string) => (isThere(connection) ? accesses?.of(connection) : undefined)
  /** What is known of the accesses has changed: they count at once. */
  function counts(connection: string) {
    commands.reconnect(connection)
    changed()
    return none
  }
  return {
    // The answer leaves first: the window it goes to is about to be loaded again.
    'environment.switch': ({ environment }) => {
      setImmediate(() => switchTo(environment))
      return none
    },
    'connection.view': ({ connection = PRINCIPAL }) => {
      const access = accessOf(connection)
      return access ? ok(access.view()) : fail(accesses ? 'access.gone' : 'access.none')
    },
    'connection.keep': ({ connection = PRINCIPAL, ...change }) => {
      accessOf(connection)?.keep(change)
      changed()
      return none
    },
    'connection.openSite': async ({ site }) => {
      if (core.environment === 'demonstration') return none
      const { pisteUrl, portalUrl } = environments.environments[core.environment]
      await shell.openExternal(site === 'piste' ? pisteUrl : portalUrl)
      return none
    },
    'connection.save': ({ connection = PRINCIPAL, ...input }) => {
      const access = accessOf(connection)
      if (!access) return fail(accesses ? 'access.gone' : 'access.none')
      const saved = access.save(input)
      return saved === 'kept' ? counts(connection) : fail(`access.${saved}`)
    },
    'connection.unlock': ({ connection = PRINCIPAL, passphrase }) =>
      accessOf(connection)?.unlock(passphrase) ? counts(connection) : fail('access.locked'),
    'connection.forget': ({ connection = PRINCIPAL }) => {
      accessOf(connection)?.forget()
      return isThere(connection) ? counts(connection) : none
    },
    'connection.add': ({ siret }) => {
      const connection = accesses && commands.addConnection(siret)
      return connection === undefined ? fail('access.none') : ok({ connection })
    },
    'connection.remove': ({ connection }) => {
      if (!isThere(connection)) return none
      if (!commands.removeConnection(connection)) return fail('access.busy')
      accesses?.forget(connection)
      commands.tryNow()
      changed()
      return none
    },
    'connection.test': async ({ connection = PRINCIPAL }) => {
      if (!isThere(connection)) return fail('access.gone')
      const checks = await commands.diagnose(connection)
      await commands.askExpiry(connection).catch(() => undefined)
      changed()
      return ok({ checks })
    },
    'diagnosis.copy': async () => {
      const engine = `Electron ${process.versions.electron}, Node ${process.versions.node}`
      const text = diagnosis(core, {
        version,
        engine,
        isConnected: !accesses || !!accesses.of(PRINCIPAL).credentials(),
      })
      await clipboard.writeText(text)
      return ok({ text })
    },
  }
}
