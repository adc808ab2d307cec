import { clipboard, shell } from 'electron'
import { fail, ok } from '../../shared/contract/result.ts'
import type { Environment } from '../../shared/domain/rules/rule.ts'
import environments from '../../shared/tables/environments.json' with { type: 'json' }
import type { Access } from '../core/connections/access.ts'
import type { Core } from '../core/core.ts'
import type { Handlers } from './bridge.ts'
import { diagnosis } from './diagnosis.ts'

type Parts = {
  core: Core
  /** Undefined in the demonstration. */
  access: Access | undefined
  version: string
  changed: () => void
  switchTo: (environment: Environment) => void
}
type ConnectionCall = Extract<keyof Handlers, `connection.${string}` | `environment.${string}` | `diagnosis.${string}`>

/** The accesses of this environment, their test, and the way to another one. */
export function createConnectionHandlers({
  core,
  access,
  version,
  changed,
  switchTo,
}: Parts): Pick<Handlers, ConnectionCall> {
  const none = ok({})
  /** What is known of the accesses has changed: they count at once. */
  function counts() {
    core.reconnect()
    changed()
    return none
  }
  return {
    // The answer leaves first: the window it goes to is about to be loaded again.
    'environment.switch': ({ environment }) => {
      setImmediate(() => switchTo(environment))
      return none
    },
    'connection.view': () => (access ? ok(access.view()) : fail('access.none')),
    'connection.keep': (change) => {
      access?.keep(change)
      changed()
      return none
    },
    'connection.openSite': async ({ site }) => {
      if (core.environment === 'demonstration') return none
      const { pisteUrl, portalUrl } = environments.environments[core.environment]
      await shell.openExternal(site === 'piste' ? pisteUrl : portalUrl)
      return none
    },
    'connection.save': (input) => {
      if (!access) return fail('access.none')
      const saved = access.save(input)
      return saved === 'kept' ? counts() : fail(`access.${saved}`)
    },
    'connection.unlock': ({ passphrase }) => (access?.unlock(passphrase) ? counts() : fail('access.locked')),
    'connection.forget': () => {
      access?.forget()
      return counts()
    },
    'connection.test': async () => {
      const checks = await core.diagnose()
      await core.expiry.ask().catch(() => undefined)
      changed()
      return ok({ checks })
    },
    'diagnosis.copy': async () => {
      const engine = `Electron ${process.versions.electron}, Node ${process.versions.node}`
      const text = diagnosis(core, { version, engine, isConnected: !access || !!access.credentials() })
      await clipboard.writeText(text)
      return ok({ text })
    },
  }
}
