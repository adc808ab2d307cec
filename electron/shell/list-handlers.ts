import { companiesOf } from '../../shared/contract/settings.ts'
import type { CallName } from '../../shared/contract/calls.ts'
import { MOST_IDS } from '../../shared/contract/lists.ts'
import { ok } from '../../shared/contract/result.ts'
import type { AppState, Row } from '../../shared/contract/views.ts'
import type { Core } from '../core/core.ts'
import type { Handlers } from './bridge.ts'

type ListCall = Extract<CallName, `invoices.${string}`>

/** The firm whose invoices are shown, by SIRET; one that is gone from the settings hides nothing. */
export function shownFirm(core: Pick<Core, 'settings'>): string {
  const { shown, ...settings } = core.settings.get()
  return companiesOf(settings).some(({ siret }) => siret === shown) ? shown : ''
}

/** The owner's firms that have a SIRET, and how many invoices of each wait. */
export function firmsOf(core: Pick<Core, 'settings' | 'waitingByFirm' | 'counts'>): AppState['firms'] {
  const settings = core.settings.get()
  const firms = companiesOf(settings).filter(({ siret }) => siret)
  // Whose they are is counted only where there are several.
  const waiting = firms.length > 1 ? core.waitingByFirm() : new Map([[firms[0]?.siret ?? '', core.counts().waiting]])
  return firms.map(({ siret, name, isByHand, connection }) => ({
    siret,
    name,
    isByHand: isByHand || (connection === '' && settings.way === 'portail'),
    waiting: waiting.get(siret) ?? 0,
  }))
}

/** Lists of invoices, a page at a time: those of the firm that is shown. */
export function createListHandlers(core: Core): Pick<Handlers, Exclude<ListCall, 'invoices.export'>> {
  const shown = () => shownFirm(core)
  /** Whose it is is written where it tells something. */
  function told(rows: Row[]): Row[] {
    const isOne = companiesOf(core.settings.get()).length === 1 || shown() !== ''
    return isOne ? rows.map(({ firm, ...row }) => row) : rows
  }
  return {
    'invoices.page': (query) => {
      const { rows, total } = core.listPage(query, shown())
      return ok({ rows: told(rows), total })
    },
    'invoices.ids': (query) => ok(core.ids({ ...query, from: 0, limit: MOST_IDS }, shown())),
    'invoices.buyers': () => ok(core.buyersOf(shown())),
    'invoices.sum': ({ ids }) => ok(core.sumOf(ids)),
    'invoices.rows': ({ ids }) => ok(told(core.rowsOf(ids))),
    'invoices.act': ({ ids, action }) => ok(core.actOnMany(ids, action)),
    'invoices.tracking': ({ filter, ...narrowing }) => ok(core.tracking(narrowing, filter, shown())),
    'invoices.home': () => {
      const home = core.home(shown())
      const held = home.held.map((group) => ({ ...group, row: told([group.row])[0]! }))
      return ok({ ...home, held, todos: told(home.todos) })
    },
    'invoices.discarded': () => ok(core.discarded()),
    'invoices.news': () => {
      const firm = shown()
      // What has not been read yet may be anybody's.
      return ok(core.news((row) => !firm || !row.firm || row.firm.siret === firm))
    },
  }
}
