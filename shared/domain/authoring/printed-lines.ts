import units from '../../tables/units.json' with { type: 'json' }
import { formatRate, typeCents } from '../../base/money.ts'
import type { AuthoredInvoice, AuthoredLine } from './authored.ts'
import { share } from './decimal.ts'
import type { AuthoredTotals, LineAmounts } from './totals.ts'

/** Column of the printed lines: its head, and on which side its cells stand. */
export type Column = { head: string; isEnd: boolean }
/** Table of the printed lines: a cell for each column; `more` goes under the designation. */
export type Table = {
  columns: Column[]
  rows: { cells: string[]; more: string }[]
  foot: string[] | null
  /** Place of the designation among the columns, which takes what width is left. */
  wide: number
}

type Cell = { head: string; isEnd?: boolean; of: (line: AuthoredLine, amounts: LineAmounts) => string; total?: string }

const rate = (hundredths: number) => (hundredths ? formatRate(hundredths) : '')
const inFrench = new Intl.NumberFormat('fr-FR', { maximumFractionDigits: 6 })
const price = new Intl.NumberFormat('fr-FR', { minimumFractionDigits: 2, maximumFractionDigits: 6 })
const unitWord = (code: string) => units.entries.find((unit) => unit.code === code)?.word ?? code

/** Words of the printed lines; columns that would be empty are left out. */
export function printedLines(invoice: AuthoredInvoice, totals: AuthoredTotals): Table {
  const { lines } = invoice
  const isTaxed = totals.rates.some(({ rate: each }) => each > 0)
  const all = lines.every(({ progress }) => progress) ? progressCells(totals, lines) : plainCells(isTaxed)
  const cells = all.filter(
    ({ head, of }) => head === 'Désignation' || lines.some((line, index) => of(line, totals.lines[index]!)),
  )
  return {
    columns: cells.map(({ head, isEnd = false }) => ({ head, isEnd })),
    rows: lines.map((line, index) => ({
      cells: cells.map(({ of }) => of(line, totals.lines[index]!)),
      more: line.details,
    })),
    foot: cells.some(({ total }) => total) ? cells.map(({ total = '' }) => total) : null,
    wide: cells.findIndex(({ head }) => head === 'Désignation'),
  }
}

/** In 293 B there is no « HT » to set against a « TTC ». */
const plainCells = (isTaxed: boolean): Cell[] => [
  { head: 'Réf.', of: ({ reference }) => reference },
  { head: 'Désignation', of: ({ designation }) => designation },
  { head: 'Qté', isEnd: true, of: ({ quantity }) => inFrench.format(quantity / 10_000) },
  { head: 'Unité', of: ({ unit }) => unitWord(unit) },
  {
    head: isTaxed ? 'Prix unit. HT' : 'Prix unitaire',
    isEnd: true,
    of: ({ unitPrice }) => price.format(unitPrice / 1e6),
  },
  { head: 'Remise', isEnd: true, of: ({ discount }) => rate(discount) },
  { head: 'TVA', isEnd: true, of: (line) => (isTaxed ? formatRate(line.rate) : '') },
  { head: isTaxed ? 'Total HT' : 'Total', isEnd: true, of: (_, { net }) => typeCents(net) },
]

/** Situation of works: the contract, what is done to date, what was invoiced before, what this one adds. */
function progressCells({ lines: amounts, rates }: AuthoredTotals, lines: AuthoredLine[]): Cell[] {
  const sum = (of: (line: AuthoredLine, index: number) => number) =>
    lines.reduce((total, line, index) => total + of(line, index), 0)
  const contract = sum(({ progress }) => progress?.contract ?? 0)
  const previous = sum(({ progress }) => progress?.previous ?? 0)
  const now = sum((_, index) => amounts[index]!.net)
  const done = contract ? share([previous + now, 10_000], BigInt(contract)) : 0
  const manyRates = rates.length > 1
  return [
    { head: 'Poste', of: ({ reference }) => reference },
    { head: 'Désignation', of: ({ designation }) => designation, total: 'Total' },
    {
      head: 'Marché\nHT',
      isEnd: true,
      of: ({ progress }) => typeCents(progress!.contract),
      total: typeCents(contract),
    },
    {
      head: 'Avancement\ncumulé',
      isEnd: true,
      of: ({ progress }) => formatRate(progress!.toDate),
      total: formatRate(done),
    },
    {
      head: 'Cumul\nHT',
      isEnd: true,
      of: ({ progress }, { net }) => typeCents(progress!.previous + net),
      total: typeCents(previous + now),
    },
    {
      head: 'Déjà facturé\nHT',
      isEnd: true,
      of: ({ progress }) => typeCents(progress!.previous),
      total: typeCents(previous),
    },
    { head: 'TVA', isEnd: true, of: (line) => (manyRates ? formatRate(line.rate) : '') },
    { head: 'Cette situation\nHT', isEnd: true, of: (_, { net }) => typeCents(net), total: typeCents(now) },
  ]
}
