import Database from 'better-sqlite3'
import { columnsOf } from '../../electron/core/queries/row-columns.ts'
import { createListing } from '../../electron/core/queries/listing.ts'
import { createLists } from '../../electron/core/store/lists.ts'
import { migrate } from '../../electron/core/store/database.ts'
import { createProjection } from '../../electron/core/store/projection.ts'
import { searchTextOf } from '../../electron/core/store/search-text.ts'
import { Narrowing } from '../../shared/contract/filters.ts'
import { ListQuery } from '../../shared/contract/lists.ts'
import { ok } from '../../shared/contract/result.ts'
import type { Handlers } from '../../electron/shell/bridge.ts'
import type { Row } from '../../shared/contract/views.ts'

/** The day the rows of these tests are looked at. */
export const TODAY = '2026-11-23'

/** The real queries over these rows: lists in the application's own SQLite, without invoices behind them. First of all is newest. */
export function listingOf(rows: Row[]) {
  const db = new Database(':memory:')
  migrate(db)
  const projection = createProjection(db)
  const open = db.prepare(
    `INSERT INTO invoices (id, sha256, stage, twin_key, content_key, body) VALUES (?, ?, ?, '', '', '{}')`,
  )
  const known = new Map<string, Row>()
  rows.toReversed().forEach((row, index) => {
    // Rows of a test may bear one id.
    const id = known.has(row.id) ? `${row.id} ${index}` : row.id
    known.set(id, { ...row, id })
    open.run(id, id, row.stage)
    const columns = { ...columnsOf({ ...row, id }), talks: false, originKey: '', refersTo: '', settled: '', pace: -1 }
    projection.put(id, { columns, text: searchTextOf(row) })
  })
  return createListing({
    lists: createLists(db),
    invoices: { find: () => undefined } as never,
    projecting: { catchUp: () => undefined, left: () => 0 } as never,
    shown: (ids: string[]) => ids.flatMap((id) => known.get(id) ?? []),
    now: () => Date.parse(`${TODAY}T12:00:00Z`),
  })
}

/** What the bridge answers about these rows. */
export function listed(rows: Row[]) {
  const listing = listingOf(rows)
  return {
    'invoices.page': (query) => ok(listing.listPage(ListQuery.parse(query), '')),
    'invoices.ids': (query) => ok(listing.ids(query, '')),
    'invoices.tracking': ({ filter, ...narrowing }) => ok(listing.tracking(Narrowing.parse(narrowing), filter, '')),
    'invoices.home': () => ok(listing.home('')),
    'invoices.buyers': () => ok(listing.buyersOf('')),
    'invoices.sum': ({ ids, within }) => ok(listing.sumOf(ids, within && ListQuery.parse(within))),
  } satisfies Partial<Handlers>
}
