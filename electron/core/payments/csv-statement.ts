import papaparse from 'papaparse'
import table from '../../../shared/tables/statement-columns.json' with { type: 'json' }
import { isDate, parseDay } from '../../../shared/base/dates.ts'
import { fold } from '../../../shared/base/fold-text.ts'
import { parseCents } from '../../../shared/base/money.ts'
import type { StatementLine } from './ofx-statement.ts'

type Column = keyof typeof table.columns
type Columns = Partial<Record<Column, number>>
const names = Object.entries(table.columns) as [Column, string[]][]
const SEPARATORS = [';', '\t', ',', '|']
/** Max lines before the head of the columns: the bank's name, the account, the period. */
const PREAMBLE = 30

const keyOf = (header: string) =>
  fold(header)
    .replace(/\(.*?\)/g, ' ')
    .replace(/[^a-z0-9]+/g, ' ')
    .trim()

/** Which columns a line heads; of two for one column, the one its table names first. */
function headOf(cells: string[]): Columns {
  const keys = cells.map(keyOf)
  return Object.fromEntries(
    names.flatMap(([column, words]) => {
      const place = words.map((word) => keys.indexOf(word)).find((at) => at >= 0)
      return place === undefined ? [] : [[column, place]]
    }),
  )
}
const isHead = ({ date, amount, credit }: Columns) =>
  date !== undefined && (amount !== undefined || credit !== undefined)

const dayOf = (text: string) => {
  const bare = text.trim().split(/[ T]/)[0] ?? ''
  const joined = bare.replace(/^(\d{4})(\d{2})(\d{2})$/, '$1-$2-$3')
  return isDate(joined) ? joined : parseDay(bare)
}
const centsOf = (text = '') => (text.trim() ? parseCents(text.trim().replace(/^\+/, '')) : undefined)

/** Columns of a table without a head, by what stands in them: a day, an amount after it, the longest words. */
function columnsByContent(lines: string[][]): Columns {
  const some = lines.slice(0, 20)
  const isMost = (test: (cell: string) => boolean, at: number) =>
    some.filter((cells) => test(cells[at] ?? '')).length > some.length * 0.8
  const places = (some[0] ?? []).map((_cell, at) => at)
  const date = places.find((at) => isMost((cell) => dayOf(cell) !== undefined, at))
  const amount = places.find((at) => at !== date && isMost((cell) => /[.,]\d{2}\D*$/.test(cell) && centsOf(cell) !== undefined, at)) // prettier-ignore
  const length = (at: number) => some.reduce((sum, cells) => sum + (cells[at] ?? '').replace(/[^a-z]/gi, '').length, 0)
  const label = places.filter((at) => at !== date && at !== amount).sort((a, b) => length(b) - length(a))[0]
  return date === undefined || amount === undefined ? {} : { date, amount, ...(label !== undefined && { label }) }
}

/** The separator with which most lines have as many cells as the next one. */
function tableOf(text: string): string[][] {
  const declared = /^sep=(.)\r?\n/i.exec(text)
  const body = declared ? text.slice(declared[0].length) : text
  const tables = (declared ? [declared[1]!] : SEPARATORS).map(
    (delimiter) => papaparse.parse<string[]>(body, { delimiter, skipEmptyLines: 'greedy' }).data,
  )
  const score = (lines: string[][]) => lines.filter((cells) => cells.length >= 3).length
  return tables.reduce((best, each) => (score(each) > score(best) ? each : best))
}

/** Lines of a bank statement in CSV, its columns known by their heads or by what is in them; undefined where they are not. */
export function csvStatementLines(text: string): StatementLine[] | undefined {
  const lines = tableOf(text)
  const head = lines.slice(0, PREAMBLE).findIndex((cells) => isHead(headOf(cells)))
  const columns = head < 0 ? columnsByContent(lines.filter((cells) => cells.length >= 3)) : headOf(lines[head]!)
  if (!isHead(columns)) return undefined
  const wide = Math.max(columns.date!, columns.amount ?? 0, columns.credit ?? 0)
  return lines.slice(head + 1).flatMap((cells): StatementLine[] => {
    const at = (column: Column) => cells[columns[column] ?? -1] ?? ''
    // Totals and the bank's last words have no day.
    if (cells.length <= wide || !at('date').trim()) return []
    const on = dayOf(at('date'))
    const cents = amountOf(at)
    const label = [...new Set([at('label'), at('more')].map((words) => words.replace(/\s+/g, ' ').trim()))]
    return [on && cents !== undefined ? { on, cents, label: label.filter(Boolean).join(' ') } : undefined]
  })
}

function amountOf(at: (column: Column) => string): number | undefined {
  const credit = centsOf(at('credit'))
  const debit = centsOf(at('debit'))
  if (credit) return Math.abs(credit)
  if (debit) return -Math.abs(debit)
  const amount = centsOf(at('amount'))
  const isDebit = /^(d|debit|-)$/.test(fold(at('sign')))
  return amount === undefined ? (credit ?? debit) : isDebit ? -Math.abs(amount) : amount
}
