import { ok } from '../../shared/contract/result.ts'
import type { Accesses } from '../core/connections/accesses.ts'
import type { Core } from '../core/core.ts'
import type { Handlers } from './bridge.ts'

type Deps = { core: Core; accesses: Accesses | undefined }
type SettingsCall = Extract<keyof Handlers, `settings.${string}` | `company.${string}`>

/** What the person sets: preferences, and the firms they own. */
export function createSettingsHandlers({ core: { queries, commands }, accesses }: Deps): Pick<Handlers, SettingsCall> {
  const none = ok({})
  return {
    'settings.patch': (patch) => {
      commands.changeSettings(patch)
      return none
    },
    'company.add': (firm) => {
      commands.addFirm(firm)
      return none
    },
    'company.patch': ({ at, patch }) => {
      commands.changeFirm(at, patch)
      return none
    },
    'company.remove': ({ at }) => {
      const removed = commands.removeFirm(at)
      if (!removed.ok) return removed
      const { connection } = removed.value
      if (connection !== undefined) accesses?.forget(connection)
      return none
    },
    'company.own': ({ siret }) => {
      const known = queries.ownOf(siret)
      return ok({ bankAccounts: [], services: [], ...known?.own, ...(known && { isKnown: known.own !== null }) })
    },
  }
}
