import { companiesOf } from '../../../shared/contract/settings.ts'
import type { AppState, Row } from '../../../shared/contract/views.ts'
import type { Store } from '../store/database.ts'
import type { Listing } from './listing.ts'

type Deps = Pick<Store, 'settings'> & Pick<Listing, 'waitingByFirm' | 'counts'>

/** Queries about the owner's firms: which are shown, and what waits of each. */
export function createFirms({ settings, waitingByFirm, counts }: Deps) {
  /** SIRET of the firm whose invoices are shown; one that is gone from the settings hides nothing. */
  function shownFirm(): string {
    const { shown, ...current } = settings.get()
    return companiesOf(current).some(({ siret }) => siret === shown) ? shown : ''
  }
  /** The owner's firms that have a SIRET, and how many invoices of each wait. */
  function firms(): AppState['firms'] {
    const current = settings.get()
    const own = companiesOf(current).filter(({ siret }) => siret)
    // Whose they are is counted only where there are several.
    const waiting = own.length > 1 ? waitingByFirm() : new Map([[own[0]?.siret ?? '', counts().waiting]])
    return own.map(({ siret, name, isByHand, connection }) => ({
      siret,
      name,
      isByHand: isByHand || (connection === '' && current.way === 'portail'),
      waiting: waiting.get(siret) ?? 0,
    }))
  }
  /** Rows that say whose they are only where that tells something. */
  function told(rows: Row[]): Row[] {
    const isOne = companiesOf(settings.get()).length === 1 || shownFirm() !== ''
    return isOne ? rows.map(({ firm, ...row }) => row) : rows
  }
  return { shownFirm, firms, told }
}
