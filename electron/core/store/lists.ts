import type { FilterName, Narrowing, OrderName } from '../../../shared/contract/filters.ts'
import type { ListName, ListQuery, Tally } from '../../../shared/contract/lists.ts'
import type { Owed } from '../../../shared/contract/home.ts'
import { firmActNames } from '../../../shared/domain/wording/unsent.ts'
import type { Db } from './db.ts'
import { numberQueryOf, searchQueryOf } from './search-text.ts'

/** Whose invoices, by SIRET (empty for all of them), and the day it is (ISO). */
type Around = { firm: string; today: string }
type Asked = Pick<ListQuery, 'list' | 'filter' | 'text' | 'year' | 'buyer'>
type Parameters = Record<string, string | number>

const LISTS: Record<ListName, string> = {
  all: '1',
  gone: 'gone = 1',
  here: 'gone = 0',
  before: `stage IN ('arrived', 'draft', 'portal')`,
  onTheWay: `stage IN ('leaving', 'sent', 'uncertain')`,
  drafts: `stage = 'draft'`,
}
const UNPAID = `stage = 'followed' AND mark NOT IN ('ordered', 'refused', 'withdrawn') AND due < '9999'`
const LATE = `(${UNPAID} AND due < @today)`
const OPEN = `stage = 'followed' AND mark NOT IN ('refused', 'withdrawn')`

/** Conditions of the filters; `late` is how it is known there that the day of payment has passed. */
const filtersWith = (late: string): Record<FilterName, string> => ({
  all: '1',
  ready: `(mark = 'ready' AND by_hand = 0)`,
  todo: `(waits = 1 OR ${late})`,
  waiting: `(stage = 'sent' OR mark IN ('received', 'withClient', 'inProgress'))`,
  late,
  ordered: `(stage = 'followed' AND mark = 'ordered' AND is_credit = 0)`,
  later: `(${OPEN} AND mark <> 'ordered' AND is_credit = 0 AND NOT ${late})`,
  closed: `stage = 'closed'`,
})
const FILTERS = filtersWith(LATE)
/** Where a column says whether it is late. */
const told = filtersWith('late')
const FILTER_NAMES = Object.keys(FILTERS) as FilterName[]

/** What each filter lets through, and what is late of one of them. */
type Tallies = { filters: Record<FilterName, Tally>; late: Tally }
const none: Tally = { count: 0, amount: 0 }
const nothing: Tallies = {
  filters: Object.fromEntries(FILTER_NAMES.map((name) => [name, none])) as Tallies['filters'],
  late: none,
}

/** Each order has an index that begins with it (migration 0006); two that are alike stand newest first. */
const ORDERS: Record<OrderName, string[]> = {
  arrival: ['seq DESC'],
  ready: [`mark IN ('ready', 'portal') DESC`, 'seq DESC'],
  day: ['day', 'seq'],
  due: ['due', 'seq'],
  amount: ['amount', 'seq'],
  client: ['buyer', 'day', 'seq'],
  number: ['number', 'seq'],
  state: ['state', 'day', 'seq'],
}
/** Up to so many are gathered and sorted; of more, the index of the order is walked. */
const FEW = 3000
/** Of so many lines one has it: less dense, they are gathered first. */
const BROAD = 3
/** Max lines that are walked one by one to find those with words that most have. */
const NEAR = 2000

/** A draft that waits for what its client was asked for. */
const ASKED = `stage = 'draft' AND mark = 'withClient'`

const inWords = (query: string) => `seq IN (SELECT rowid FROM invoice_words WHERE invoice_words MATCH ${query})`
/** Those whose places are known already. */
const AMONG = `seq IN (SELECT value FROM json_each(@found))`
/** The same, asked line by line: where most lines have the words, the first of them are soon found. */
const hasWords = (query: string) =>
  `EXISTS (SELECT 1 FROM invoice_words WHERE rowid = seq AND invoice_words MATCH ${query})`

/** Paged queries over the read model: ids in order, counts and sums, all in SQL. */
export function createLists(db: Db) {
  const changes = db.prepare(`SELECT total_changes()`).pluck()
  let memory = { state: '', known: new Map<string, unknown>() }
  /** Memoised as long as nothing is written, by whomever: several parts of a screen ask for the same sums. */
  function once<T>(name: string, around: unknown, work: () => T): T {
    const state = `${String(changes.get())} ${String(db.pragma('data_version', { simple: true }))}`
    if (memory.state !== state) memory = { state, known: new Map() }
    const key = `${name} ${JSON.stringify(around)}`
    if (!memory.known.has(key)) memory.known.set(key, work())
    return memory.known.get(key) as T
  }
  /** Statements are few kinds: they are prepared once. */
  const prepared = new Map<string, ReturnType<typeof db.prepare>>()
  const sql = (text: string) => {
    const known = prepared.get(text) ?? db.prepare(text)
    prepared.set(text, known)
    return known
  }

  /** What a query asks for, in SQL; undefined when nothing can be found. */
  function where({ list, filter, text, year, buyer }: Asked, { firm, today }: Around, words = inWords) {
    const { match, late } = searchQueryOf(text)
    if (text.trim() && !match && !late) return undefined
    const found = places(match)
    const parts = [
      LISTS[list],
      ...(filter === 'all' ? [] : [FILTERS[filter]]),
      ...(year ? ['year = @year'] : []),
      ...(buyer ? ['buyer_siret = @buyer'] : []),
      ...(firm ? [`firm IN ('', @firm)`] : []),
      ...(match ? [found.length > FEW ? words('@match') : AMONG] : []),
      ...(late ? [`(${LATE} OR ${words('@late')})`] : []),
    ]
    const parameters: Parameters = { year, buyer, firm, match, late, today, found: JSON.stringify(found) }
    return { text: parts.join(' AND '), parameters }
  }
  /** Counted up to `FEW`. */
  const isFew = (text: string, parameters: Parameters) =>
    (sql(`SELECT COUNT(*) FROM (SELECT 1 FROM invoice_rows WHERE ${text} LIMIT ${FEW + 1})`)
      .pluck()
      .get(parameters) as number) <= FEW

  /**
   * Places of the first lines that have the words of a query, up to one more than `FEW`; how dense they lie tells how many there
   * are. Looked up once a change.
   */
  const places = (match: string): number[] =>
    once('words', match, () =>
      match
        ? (sql(`SELECT rowid FROM invoice_words WHERE invoice_words MATCH ? LIMIT ${FEW + 1}`)
            .pluck()
            .all(match) as number[])
        : [],
    )
  /** Whether counting those with what was typed takes longer than the window waits for a page. */
  const isMany = (text: string) => places(searchQueryOf(text).match).length > FEW
  /** Whether what was typed is in most lines, as a first letter is: more than one of so many. */
  function isBroad(text: string): boolean {
    const found = places(searchQueryOf(text).match)
    return found.length > FEW && found.at(-1)! - found[0]! < found.length * BROAD
  }

  /** Ids of a page, in order. */
  function ids(query: ListQuery, around: Around): string[] {
    const isWalked = query.from < NEAR && isBroad(query.text)
    const asked = where(query, around, isWalked ? hasWords : inWords)
    if (!asked) return []
    const few = !isWalked && !isMany(query.text) && isFew(asked.text, asked.parameters)
    // « + » keeps SQLite from walking the index of the order where there is little to find on the way.
    const order = ORDERS[query.order].map((term) => `${few ? '+' : ''}${term}${query.isDown ? ' DESC' : ''}`).join(', ')
    return sql(`SELECT id FROM invoice_rows WHERE ${asked.text} ORDER BY ${order} LIMIT @limit OFFSET @from`)
      .pluck()
      .all({ ...asked.parameters, limit: query.limit, from: query.from }) as string[]
  }

  /**
   * How many invoices each filter lets through, their sum, and of one of them what is late: from the kept sums, or counted where
   * words narrow them.
   */
  function tallies(
    list: ListName,
    { text, year, buyer }: Narrowing,
    around: Around,
    lateOf: FilterName = 'all',
  ): Tallies {
    const isKept = !text.trim() && !buyer
    const asked = where({ list, filter: 'all', text, year, buyer }, around)
    if (!asked) return nothing
    const lines = isKept
      ? summed(asked.text)
      : `SELECT stage, mark, is_credit, waits, by_hand, ${LATE} AS late, 1 AS n, amount FROM invoice_rows WHERE ${asked.text}`
    const conditions = [...FILTER_NAMES.map((name) => told[name]), `${told.late} AND ${told[lateOf]}`]
    const columns = conditions.flatMap((condition) => [
      `TOTAL(n) FILTER (WHERE ${condition})`,
      `TOTAL(amount) FILTER (WHERE ${condition})`,
    ])
    const statement = `SELECT ${columns.join(', ')} FROM (${lines})`
    const found = once(statement, asked.parameters, () => sql(statement).raw().get(asked.parameters) as number[])
    const tallyAt = (index: number): Tally => ({ count: found[2 * index]!, amount: found[2 * index + 1]! })
    const filters = Object.fromEntries(FILTER_NAMES.map((name, index) => [name, tallyAt(index)]))
    return { filters: filters as Tallies['filters'], late: tallyAt(FILTER_NAMES.length) }
  }
  /** The kept sums, and what is late of them told apart: whole months that are past, then the days of this one. */
  const summed = (condition: string) => `
    SELECT firm, year, gone, stage, mark, is_credit, waits, act, by_hand, 0 AS late, n, amount, owed
    FROM row_totals WHERE ${condition}
    UNION ALL
    SELECT firm, year, 1, 'followed', mark, 0, waits, '', 0, late, n * sign, amount * sign, owed * sign FROM (
      SELECT firm, year, mark, waits, SUM(n) AS n, SUM(amount) AS amount, SUM(owed) AS owed
      FROM (SELECT *, 1 AS gone, 'followed' AS stage, 0 AS is_credit FROM due_totals)
      WHERE month < SUBSTR(@today, 1, 7) AND ${condition} GROUP BY firm, year, mark, waits
      UNION ALL
      SELECT firm, year, mark, waits, COUNT(*), SUM(amount), SUM(owed) FROM invoice_rows INDEXED BY rows_late
      WHERE ${UNPAID} AND due >= SUBSTR(@today, 1, 7) AND due < @today AND ${condition} GROUP BY firm, year, mark, waits
    ), (SELECT 1 AS late, 1 AS sign UNION ALL SELECT 0, -1)`

  const ofFirm = (firm: string) => (firm ? `firm IN ('', @firm)` : '1')

  const years = (around: Around) =>
    sql(`SELECT DISTINCT year FROM row_totals WHERE gone = 1 AND ${ofFirm(around.firm)} ORDER BY year DESC`)
      .pluck()
      .all(around) as string[]

  /** One line of sums, each over what fits its condition. */
  function figures<Name extends string>(columns: Record<Name, string>, around: Around): Record<Name, number> {
    const selected = Object.entries(columns).map(([name, sum]) => `${sum as string} AS "${name}"`)
    const lines = summed(ofFirm(around.firm))
    const figures = `SELECT ${selected.join(', ')} FROM (${lines})`
    return once(figures, around, () => sql(figures).get(around) as Record<Name, number>)
  }
  const count = (condition: string) => `TOTAL(n) FILTER (WHERE ${condition})`
  const cents = (condition: string) => `TOTAL(owed) FILTER (WHERE ${condition})`

  /** What the frame and the tray count (shared/contract/views.ts, `AppState`). */
  const counts = (around: Around) =>
    figures(
      {
        waiting: count(told.todo),
        unsent: count(`act <> ''`),
        drafts: count(`${LISTS.before} AND ${told.todo}`),
        ready: count(`mark IN ('ready', 'portal')`),
        asked: count(ASKED),
        onTheWay: count(LISTS.onTheWay),
        returns: count(`${LISTS.gone} AND ${told.todo}`),
      },
      around,
    )
  function waitingByFirm(around: Around): Map<string, number> {
    const found = sql(`SELECT firm, ${count(told.todo)} AS n FROM (${summed('1')}) GROUP BY firm`).all(around)
    return new Map((found as { firm: string; n: number }[]).map(({ firm, n }) => [firm, n]))
  }
  const hasByHand = (around: Around) =>
    sql(`SELECT 1 FROM row_totals WHERE gone = 1 AND by_hand = 1 AND ${ofFirm(around.firm)} LIMIT 1`).get(around) !==
    undefined
  /** Buyers of what has left, by the name of their newest invoice, and how many, the most first. */
  const buyers = (most: number, around: Around) =>
    sql(
      `SELECT buyer_siret AS siret, buyer_name AS name, COUNT(*) AS count, MAX(seq) FROM invoice_rows
       WHERE gone = 1 AND buyer_siret <> '' AND ${ofFirm(around.firm)}
       GROUP BY buyer_siret ORDER BY count DESC, buyer_siret LIMIT ${most}`,
    ).all(around) as { siret: string; name: string; count: number }[]
  /** `hidden`: how many of them a query does not find. */
  function sumOf(ids: string[], within: Asked | undefined, around: Around) {
    const asked = within ? (where(within, around) ?? { text: '0', parameters: {} }) : { text: '1', parameters: {} }
    return sql(
      `SELECT COUNT(*) AS count, TOTAL(amount) AS amount, COUNT(*) FILTER (WHERE NOT (${asked.text})) AS hidden
       FROM invoice_rows WHERE id IN (SELECT value FROM json_each(@ids))`,
    ).get({ ...asked.parameters, ids: JSON.stringify(ids) }) as Tally & { hidden: number }
  }
  const stages = () =>
    sql(`SELECT stage, SUM(n) AS count FROM row_totals GROUP BY stage`).all() as { stage: string; count: number }[]

  /** What waits, the most pressing first, but for what the whole firm keeps here; of what is only late, the longest first. */
  const todos = (limit: number, around: Around) => {
    const kept = firmActNames.map((act) => `'${act}'`).join(', ')
    const mine = `act NOT IN (${kept}) AND ${ofFirm(around.firm)} LIMIT @limit`
    type Found = { id: string; rank: number }
    const waiting = sql(
      `SELECT id, rank FROM (SELECT * FROM invoice_rows WHERE waits = 1 ORDER BY rank, seq DESC) WHERE ${mine}`,
    ).all({ ...around, limit }) as Found[]
    const late = sql(
      `SELECT id, 4 AS rank FROM (SELECT * FROM invoice_rows INDEXED BY rows_late WHERE ${LATE} AND waits = 0 ORDER BY due) WHERE ${mine}`,
    ).all({ ...around, limit }) as Found[]
    return [...waiting, ...late]
      .toSorted((one, other) => one.rank - other.rank)
      .slice(0, limit)
      .map(({ id }) => id)
  }
  /** What the whole firm's accesses, or the line, keep here. */
  const heldBy = (act: string, around: Around) => {
    const parameters = { ...around, act }
    const condition = `waits = 1 AND act = @act AND ${ofFirm(around.firm)}`
    const { count, amount } = sql(
      `SELECT TOTAL(n) AS count, TOTAL(amount) AS amount FROM row_totals WHERE ${condition}`,
    ).get(parameters) as Tally
    const first = count
      ? sql(`SELECT id FROM invoice_rows WHERE ${condition} ORDER BY rank, seq DESC LIMIT 1`).pluck().get(parameters)
      : undefined
    return { count, amount, first: first as string | undefined }
  }
  const homeFigures = (around: Around) => ({
    ...figures(
      {
        waiting: count(told.todo),
        waitingToLeave: count(`${told.todo} AND stage = 'leaving'`),
        asked: count(ASKED),
        invoices: count('1'),
        gone: count(LISTS.gone),
      },
      around,
    ),
    waitingExamples: sql(`SELECT COUNT(*) FROM invoice_rows WHERE is_example = 1 AND ${FILTERS.todo}`)
      .pluck()
      .get(around) as number,
  })
  /** What is owed, told apart (shared/contract/home.ts). */
  function owed(around: Around): Owed {
    const isOwed = `${OPEN} AND is_credit = 0`
    const isCredit = `${OPEN} AND is_credit = 1`
    const found = figures(
      {
        invoices: count(isOwed),
        invoicesSum: cents(isOwed),
        credits: count(isCredit),
        creditsSum: cents(isCredit),
        later: count(told.later),
        laterSum: cents(told.later),
        toComplete: count(`${told.later} AND waits = 1`),
        ordered: count(told.ordered),
        orderedSum: cents(told.ordered),
        late: count(told.late),
        lateSum: cents(told.late),
      },
      around,
    )
    const clients = sql(
      `SELECT COUNT(DISTINCT buyer_siret) FROM invoice_rows INDEXED BY rows_open WHERE ${OPEN} AND ${ofFirm(around.firm)}`,
    ).pluck()
    const since = sql(
      `SELECT MIN(due) FROM invoice_rows INDEXED BY rows_late WHERE ${LATE} AND ${ofFirm(around.firm)}`,
    ).pluck()
    return {
      invoices: { count: found.invoices, cents: found.invoicesSum },
      credits: { count: found.credits, cents: found.creditsSum },
      clients: clients.get(around) as number,
      later: { count: found.later, cents: found.laterSum, toComplete: found.toComplete },
      ordered: { count: found.ordered, cents: found.orderedSum },
      late: { count: found.late, cents: found.lateSum, since: (since.get(around) as string | null) ?? '' },
    }
  }
  /** Ids of those that may bear this number, ours or the platform's. */
  function bearing(number: string): string[] {
    const match = numberQueryOf(number)
    if (!match) return []
    return sql(`SELECT id FROM invoice_rows WHERE ${inWords('?')}`)
      .pluck()
      .all(match) as string[]
  }
  const examples = () => sql(`SELECT COUNT(*) FROM invoice_rows WHERE is_example = 1`).pluck().get() as number
  return {
    ids,
    isMany,
    tallies,
    years,
    counts,
    waitingByFirm,
    stages,
    todos,
    heldBy,
    homeFigures,
    owed,
    examples,
    bearing,
    hasByHand,
    buyers,
    sumOf,
  }
}
