import { expect } from 'vitest'
import type { OpenedCore } from './opened-core.ts'
import { sortKey } from '../../electron/core/queries/row-columns.ts'
import type { FilterName } from '../../shared/contract/filters.ts'
import {
  hasLeft,
  isAsked,
  isBeforeSending,
  isLate,
  isNotDue,
  isOnTheWay,
  isWaiting,
} from '../../shared/contract/rows.ts'
import { companiesOf } from '../../shared/contract/settings.ts'
import type { Row } from '../../shared/contract/views.ts'

/** The filters once more, said of a line as it is shown. */
const tests: Record<FilterName, (row: Row) => boolean> = {
  all: () => true,
  ready: ({ situation, way }) => situation.mark === 'ready' && way === 'api',
  todo: isWaiting,
  waiting: ({ stage, situation }) =>
    stage === 'sent' || ['received', 'withClient', 'inProgress'].includes(situation.mark),
  late: isLate,
  ordered: ({ stage, situation, isCreditNote }) =>
    stage === 'followed' && situation.mark === 'ordered' && !isCreditNote,
  later: isNotDue,
  closed: ({ stage }) => stage === 'closed',
}
const sumOf = (rows: Row[]) =>
  rows.reduce((sum, { grossTotal, isCreditNote }) => sum + (isCreditNote ? -Math.abs(grossTotal ?? 0) : (grossTotal ?? 0)), 0) // prettier-ignore

const dueOf = ({ deadline, situation }: Row) =>
  deadline && !['refused', 'withdrawn'].includes(situation.mark) ? deadline.on : '9999-12-31'

/**
 * What lists filter, sort, count and sum is what is shown: each line is worked out here anew, and the read model must say the
 * same of it, whatever has happened.
 */
export function expectFresh(core: OpenedCore): Row[] {
  const rows = core.rows()
  expect(rows).toEqual(rows.map(({ id }) => core.page(id)!.row))
  const ids = (some: Row[]) => some.map(({ id }) => id).toSorted()
  const of = (test: (row: Row) => boolean) => rows.filter(test)
  expect(core.counts()).toEqual({
    waiting: of(isWaiting).length,
    unsent: of(({ unsent }) => unsent !== undefined).length,
    drafts: of((row) => isBeforeSending(row) && isWaiting(row)).length,
    ready: of(({ situation }) => ['ready', 'portal'].includes(situation.mark)).length,
    asked: of(isAsked).length,
    onTheWay: of(isOnTheWay).length,
    returns: of((row) => hasLeft(row) && isWaiting(row)).length,
  })
  for (const [name, test] of Object.entries(tests) as [FilterName, (row: Row) => boolean][]) {
    expect([name, core.ids({ list: 'all', filter: name }).toSorted()]).toEqual([name, ids(of(test))])
    const { count, amount } = core.tracking({ text: '', year: '', buyer: '' }, name, '').filters[name]
    const gone = of((row) => hasLeft(row) && test(row))
    expect([name, count, amount]).toEqual([name, gone.length, sumOf(gone)])
  }
  for (const { siret } of companiesOf(core.settings.get())) {
    const theirs = of(({ firm }) => !firm || firm.siret === siret)
    if (siret) expect([siret, core.counts(siret).waiting]).toEqual([siret, theirs.filter(isWaiting).length])
  }
  const byClient = core.ids({ list: 'gone', order: 'client' }).map((id) => rows.find((row) => row.id === id)!.buyer)
  expect(byClient.map(sortKey)).toEqual(byClient.map(sortKey).toSorted())
  const byDue = core.ids({ list: 'gone', order: 'due' }).map((id) => dueOf(rows.find((row) => row.id === id)!))
  expect(byDue).toEqual(byDue.toSorted())
  for (const row of rows.slice(0, 5))
    if (row.number) expect(core.ids({ list: 'all', text: row.number })).toContain(row.id)
  return rows
}
