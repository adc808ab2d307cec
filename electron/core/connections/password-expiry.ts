import { dayOf, daysBetween } from '../../../shared/base/dates.ts'
import { nameFor } from '../../../shared/domain/firms/connection.ts'
import environments from '../../../shared/tables/environments.json' with { type: 'json' }
import type { Account } from '../transports/port.ts'
import type { Store } from '../store/database.ts'

type Deps = {
  settings: Store['settings']
  account: Pick<Account, 'passwordExpiry'>
  connection: string
  /** The SIRET of a firm the account is for. */
  siret: () => string
  now: () => number
}
export type Expiry = { on: string; daysLeft: number }

/** Days, more than any warning. */
const NEVER = 9999

/** Expiry of the technical account's password: seen coming, and announced 30, 15 and 3 days before (chorus-pro-api.md §1.6). */
export function createExpiry({ settings, account, connection, siret, now }: Deps) {
  const marks = { expires: nameFor(connection, 'passwordExpires'), told: nameFor(connection, 'passwordTold') }

  /** Known from the last time Chorus Pro was asked, when it is near enough to be worth saying. */
  function near(): Expiry | undefined {
    const at = settings.mark(marks.expires)
    if (at === undefined) return undefined
    const on = new Date(at).toISOString().slice(0, 10)
    const daysLeft = daysBetween(dayOf(now()), on)
    return daysLeft <= Math.max(...environments.passwordWarningDays) ? { on, daysLeft } : undefined
  }
  return {
    near,
    /** Asks Chorus Pro. Throws `NotSent` when it cannot be asked. */
    async ask() {
      const firm = siret()
      const on = firm && (await account.passwordExpiry(firm))
      if (!on) return
      const at = Date.parse(on)
      if (at !== settings.mark(marks.expires)) settings.setMark(marks.told, NEVER)
      settings.setMark(marks.expires, at)
    },
    /** Expiry that is to be announced now: each of the days of warning once. */
    toTell(): Expiry | undefined {
      const expiry = near()
      const due = expiry && Math.min(...environments.passwordWarningDays.filter((days) => expiry.daysLeft <= days))
      if (due === undefined || due >= (settings.mark(marks.told) ?? NEVER)) return undefined
      settings.setMark(marks.told, due)
      return expiry
    },
  }
}
