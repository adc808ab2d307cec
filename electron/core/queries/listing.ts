import type { HomeView } from '../../../shared/contract/home.ts'
import type { FilterName, Narrowing } from '../../../shared/contract/filters.ts'
import {
  ListQuery,
  type ListBuyer,
  type ListInput,
  type ListPage,
  type TrackingSummary,
} from '../../../shared/contract/lists.ts'
import type { AppState, Row } from '../../../shared/contract/views.ts'
import { dayOf } from '../../../shared/base/dates.ts'
import { firmActNames } from '../../../shared/domain/wording/unsent.ts'
import type { Invoice } from '../../../shared/domain/lifecycle/invoice.ts'
import type { Store } from '../store/database.ts'
import type { Projecting } from './projecting.ts'
import type { ShownRows } from './shown-rows.ts'

export type Listing = ReturnType<typeof createListing>
type Deps = Pick<Store, 'invoices' | 'lists'> & {
  projecting: Projecting
  shown: ShownRows
  now: () => number
}
/** Max buyers a list may be narrowed to. */
const MOST_BUYERS = 300
/** Lines shown at once on Accueil. */
const TODOS = 60

/** Queries of the lists: pages, counts and sums. `firm` is a SIRET: only its invoices, and those of which nobody knows whose they are. */
export function createListing({ invoices, lists, projecting, shown, now }: Deps) {
  const around = (firm: string) => ({ firm, today: dayOf(now()) })
  const rowsOf = (ids: string[]): Row[] => shown(ids, { isBehind: projecting.left() > 0 })

  /** All that a query finds, however many: for the command line, exports and tests. */
  function rows(asked: ListInput = { list: 'all' }, firm = ''): Row[] {
    projecting.catchUp({ isWhole: true })
    return rowsOf(ids(asked, firm))
  }
  /** Ids in order; all of them where no limit is said. */
  function ids({ limit, ...query }: ListInput, firm = ''): string[] {
    projecting.catchUp()
    return lists.ids({ ...ListQuery.parse(query), limit: limit ?? -1 }, around(firm))
  }
  function page(query: ListQuery, firm: string): ListPage {
    projecting.catchUp()
    const total = () => lists.tallies(query.list, query, around(firm), query.filter).filters[query.filter].count
    return {
      rows: rowsOf(lists.ids(query, around(firm))),
      total: lists.isMany(query.text) ? null : total(),
    }
  }

  function tracking(narrowing: Narrowing, filter: FilterName, firm: string): TrackingSummary {
    projecting.catchUp()
    const at = around(firm)
    const { year, text } = narrowing
    const { filters, late } = lists.tallies('gone', narrowing, at, filter)
    const gone = (year: string, more = {}) =>
      lists.tallies('gone', { text: '', buyer: '', ...more, year }, at).filters.all.count
    const isNarrow = text.trim() !== '' || narrowing.buyer !== ''
    const all = gone('')
    return {
      filters,
      late,
      of: year ? gone(year) : all,
      gone: all,
      elsewhere: year && isNarrow ? gone('', narrowing) - filters.all.count : 0,
      years: lists.years(at),
      hasByHand: lists.hasByHand(at),
    }
  }

  /** What the frame, the tray and the command line count. */
  function counts(firm = ''): AppState['counts'] {
    projecting.catchUp()
    return lists.counts(around(firm))
  }
  /** How many invoices of each firm wait, by SIRET. */
  function waitingByFirm(): Map<string, number> {
    projecting.catchUp()
    return lists.waitingByFirm(around(''))
  }

  function home(firm: string): HomeView {
    projecting.catchUp()
    const at = around(firm)
    const held = firmActNames.flatMap((act) => {
      const { count, amount, first } = lists.heldBy(act, at)
      const [row] = first === undefined ? [] : rowsOf([first])
      return row ? [{ row, count, amount }] : []
    })
    return {
      held,
      todos: rowsOf(lists.todos(TODOS, at)),
      ...lists.homeFigures(at),
      owed: lists.owed(at),
    }
  }
  const buyers = (firm: string): ListBuyer[] => {
    projecting.catchUp()
    return lists
      .buyers(MOST_BUYERS, around(firm))
      .map(({ siret, name, count }) => ({ siret, count, name: name || siret }))
      .toSorted((one, other) => one.name.localeCompare(other.name, 'fr'))
  }
  /** How much several are together, and how many of them a list does not show. */
  function sumOf(ids: string[], within?: ListQuery, firm = '') {
    projecting.catchUp()
    return lists.sumOf(ids, within, around(firm))
  }
  /** Every invoice that may bear one of these numbers, once. */
  function bearing(numbers: string[]): Invoice[] {
    projecting.catchUp({ isWhole: true })
    return [...new Set(numbers.flatMap(lists.bearing))].flatMap((id) => invoices.find(id) ?? [])
  }
  return {
    bearing,
    buyersOf: buyers,
    sumOf,
    rowsOf,
    examples: lists.examples,
    rows,
    ids,
    listPage: page,
    tracking,
    counts,
    waitingByFirm,
    home,
    stages: lists.stages,
    left: projecting.left,
  }
}
