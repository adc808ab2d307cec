import type { VatLine } from '../../../../shared/domain/fields/fields.ts'
import usual from '../../../../shared/tables/vat-rates.json' with { type: 'json' }
import type { Figure } from './amounts.ts'
import type { TextDocument } from './document.ts'
import { ratesIn } from '../../../../shared/domain/document/page/shapes.ts'

type Sums = { net: number; tax: number }

/** Rounding line by line moves the tax by a cent or two. */
const TOLERANCE = 2

/**
 * VAT rate by rate. A line of the document with a rate and two amounts of which one is the tax on the other is one; those
 * kept add up to the totals. Takes the figures, and the totals in cents; empty when nothing adds up.
 */
export function readVatLines(document: TextDocument, figures: Figure[], totals: Sums): VatLine[] {
  const choices = [...linesByRate(document, figures).values()].map((lines) =>
    lines.filter(({ base }) => Math.abs(base) <= Math.abs(totals.net)),
  )
  const whole = combinations(choices).find(
    (lines) => sum(lines, 'base') === totals.net && sum(lines, 'tax') === totals.tax,
  )
  return whole ?? singleRate(document, totals) ?? byArticles(document, figures, totals) ?? []
}

/** A document that prints VAT rate by rate, one line each, and no total of it: the sums of its bases and of its taxes. */
export function sumsOfVatLines(document: TextDocument, figures: Figure[]): { net: number; tax: number } | undefined {
  const lines = [...linesByRate(document, figures).values()]
  if (lines.length < 2 || lines.some((same) => same.length > 1)) return undefined
  return { net: sum(lines.flat(), 'base'), tax: sum(lines.flat(), 'tax') }
}

function linesByRate(document: TextDocument, figures: Figure[]): Map<number, VatLine[]> {
  const found = new Map<number, VatLine[]>()
  for (const { line, rate } of ratedLines(document, figures)) {
    for (const base of line) {
      for (const tax of line) {
        const isTax = base !== tax && base.cents !== 0 && Math.abs(taxOn(base.cents, rate) - tax.cents) <= TOLERANCE
        if (isTax) add(found, { rate, base: base.cents, tax: tax.cents })
      }
    }
  }
  return found
}

const taxOn = (base: number, rate: number) => Math.round((base * rate) / 10_000)
const sum = (lines: VatLine[], part: 'base' | 'tax') => lines.reduce((total, line) => total + line[part], 0)

function add(found: Map<number, VatLine[]>, line: VatLine) {
  const same = found.get(line.rate ?? 0) ?? []
  if (same.every(({ base, tax }) => base !== line.base || tax !== line.tax)) found.set(line.rate ?? 0, [...same, line])
}

/** Each rate printed, with the figures on its line. */
function ratedLines(document: TextDocument, figures: Figure[]) {
  return document.cells.flatMap((cell) => {
    const rates = new Set([...ratesIn(cell.plain).map(({ value }) => value), ...bareRate(document, cell)])
    if (rates.size === 0) return []
    const neighbours = new Set([cell, ...document.lefts(cell), ...rights(document, cell)])
    const line = figures.filter(({ at }) => neighbours.has(at.cell))
    return [...rates].map((rate) => ({ rate, line }))
  })
}

const RATES = new Set([...usual.mainland, ...usual.overseas, ...usual.corsica])

/** « 20,00 » or « 5,5 » under « TVA » or « Taux ». */
function bareRate(document: TextDocument, cell: TextDocument['cells'][number]): number[] {
  const [, whole, decimals = ''] = /^(\d{1,2})(?:[.,](\d{1,2}))?$/.exec(cell.plain) ?? []
  const rate = Number(whole) * 100 + Number(decimals.padEnd(2, '0'))
  if (!whole || !RATES.has(rate)) return []
  const head = document.above(cell, 60).find(({ isColumnHead }) => isColumnHead)
  return head && /\b(?:tva|taux|t\.v\.a)\b/.test(head.plain) ? [rate] : []
}

function rights(document: TextDocument, cell: TextDocument['cells'][number]) {
  const cells = []
  for (let next = document.right(cell); next && cells.length < 12; next = document.right(next)) cells.push(next)
  return cells
}

/** One line of each rate, or none: the larger choices first. Few rates and few lines each, or the tables are not summaries. */
function combinations(choices: VatLine[][]): VatLine[][] {
  const all = choices
    .slice(0, 6)
    .reduce<VatLine[][]>(
      (made, lines) => made.flatMap((chosen) => [...lines.slice(0, 12).map((line) => [...chosen, line]), chosen]),
      [[]],
    )
  return all.filter((lines) => lines.length > 0).toSorted((a, b) => b.length - a.length)
}

/** With one rate only, the totals are its line. */
function singleRate({ cells }: TextDocument, { net, tax }: Sums): VatLine[] | undefined {
  const rates = new Set(cells.flatMap(({ plain }) => ratesIn(plain).map(({ value }) => value)))
  const fitting = [...rates].filter((rate) => rate > 0 && Math.abs(taxOn(net, rate) - tax) <= TOLERANCE)
  return fitting.length === 1 && tax !== 0 ? [{ rate: fitting[0]!, base: net, tax }] : undefined
}

/**
 * Articles with their rate beside them: the sums by rate, where one column of their amounts adds up to the total and what
 * the rates give of it to the tax.
 */
function byArticles(document: TextDocument, figures: Figure[], totals: Sums): VatLine[] | undefined {
  const articles = ratedLines(document, figures).filter(({ line }) => line.every((figure) => !isNamed(figure)))
  const amounts = articles.flatMap(({ rate, line }) =>
    line.map(({ cents, at: { cell, from, to } }) => ({ rate, cents, left: cell.edges[from], right: cell.edges[to] })),
  )
  const columns = [
    ...Map.groupBy(amounts, ({ right = 0 }) => Math.round(right / 4)).values(),
    ...Map.groupBy(amounts, ({ left = 0 }) => Math.round(left / 4)).values(),
  ]
  for (const column of columns) {
    const lines = [...Map.groupBy(column, ({ rate }) => rate)].map(([rate, same]) => {
      const base = same.reduce((total, { cents }) => total + cents, 0)
      return { rate, base, tax: taxOn(base, rate) }
    })
    if (totals.tax !== 0 && sum(lines, 'base') === totals.net && sum(lines, 'tax') === totals.tax) return lines
  }
  return undefined
}

/** A total, or a line about VAT: no article. */
const isNamed = ({ callings }: Figure) => callings.some(({ score }) => score > 12)
