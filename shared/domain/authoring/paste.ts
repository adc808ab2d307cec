import units from '../../tables/units.json' with { type: 'json' }
import rates from '../../tables/vat-rates.json' with { type: 'json' }
import { fold } from '../../base/fold-text.ts'
import { parseCents } from '../../base/money.ts'
import { parseDecimal, PRICE_DECIMALS, QUANTITY_DECIMALS } from './decimal.ts'
import { lineOf, parsePercent, SheetLine } from './sheet.ts'
import { lineAmounts } from './totals.ts'

/** What a pasted column holds; « total » is only compared, « none » is left out. */
export const pasteColumns = [
  ...(['reference', 'designation', 'quantity', 'unit', 'price', 'discount', 'vat', 'total', 'none'] as const),
]
export type PasteColumn = (typeof pasteColumns)[number]

/** Table that was pasted: what each column holds, and whether its first row names them. */
export type Guess = { columns: PasteColumn[]; hasHead: boolean }
/** Cell that is not what its column holds, by its place in the table; `proposal` is what was probably meant, and why. */
export type Doubt = { row: number; column: number; typed: string; proposal?: { value: string; why: string } }
/** Rows of a sheet made of a table, with the row of the table of each, and the cells in doubt: those count as empty. */
export type FromTable = {
  rows: SheetLine[]
  from: number[]
  doubts: Doubt[]
  changed: { typed: string; now: string }[]
}

/** Words a head of a column begins with or is, folded. */
const HEADS: [PasteColumn, RegExp][] = [
  ['reference', /^(ref|article|code)/],
  ['designation', /^(designation|libelle|description|intitule|prestation|produit)/],
  ['quantity', /^(q|qte|quantite|nb|nombre)/],
  ['unit', /^(u|unite|un)$/],
  ['discount', /^(remise|rem|rabais)/],
  ['vat', /^(tva|taux|t\.v\.a)/],
  ['total', /^(total|montant|mt)/],
  ['price', /^(pu|p\.u|prix|tarif)/],
]
const headOf = (cell: string) => HEADS.find(([, words]) => words.test(fold(cell)))?.[0]

/** Recognises the columns of a table by the words of its first row, else by what they hold. */
export function guessColumns(table: string[][]): Guess {
  const [first = []] = table
  const named = first.map(headOf)
  const hasHead = named.filter(Boolean).length >= 2 && !first.some((cell) => parseCents(cell) !== undefined)
  if (hasHead) return { columns: unique(named.map((column) => column ?? 'none')), hasHead }
  const width = Math.max(0, ...table.map((row) => row.length))
  return { columns: byContents(table, width), hasHead: false }
}
const unique = (columns: PasteColumn[]) =>
  columns.map((column, index) => (columns.indexOf(column) === index ? column : 'none'))

/** The longest words are what it is; numbers come as quantity and price, in this order. */
function byContents(table: string[][], width: number): PasteColumn[] {
  const columns = Array.from({ length: width }, (_, index) =>
    table.map((row) => row[index]?.trim() ?? '').filter(Boolean),
  )
  const isNumber = (cells: string[]) => cells.length > 0 && cells.every((cell) => parseDecimal(cell, 6) !== undefined)
  const length = (cells: string[]) => (isNumber(cells) ? 0 : cells.reduce((sum, cell) => sum + cell.length, 0))
  const words = columns.map(length).indexOf(Math.max(0, ...columns.map(length)))
  const numbers = columns.flatMap((cells, index) => (isNumber(cells) ? [index] : []))
  return columns.map((cells, index) => {
    if (index === words) return 'designation'
    if (cells.length && cells.every((cell) => vatOf(cell) !== undefined && cell.includes('%'))) return 'vat'
    if (cells.length && cells.every((cell) => unitOf(cell))) return 'unit'
    const place = numbers.indexOf(index)
    return (['quantity', 'price', 'total'] as const)[numbers.length === 1 ? 1 : place] ?? 'none'
  })
}

/** Rows a table gives once its columns are known; `corrections` are what a person took instead, by « row column ». */
export function rowsOfTable(
  table: string[][],
  { columns, hasHead }: Guess,
  corrections: Record<string, string>,
): FromTable {
  const made: FromTable = { rows: [], from: [], doubts: [], changed: [] }
  table.forEach((cells, row) => {
    if ((hasHead && row === 0) || cells.every((cell) => !cell.trim())) return
    const line = SheetLine.parse({ vat: '2000' })
    columns.forEach((column, index) => {
      if (column === 'none' || column === 'total') return
      const typed = (corrections[`${row} ${index}`] ?? cells[index] ?? '').trim()
      if (!typed) return
      const value = valueOf(column, typed)
      if (value === undefined) made.doubts.push({ row, column: index, typed })
      else line[column] = value
      if (value !== undefined && (column === 'unit' || column === 'vat')) told(made, typed, column, value)
    })
    made.rows.push(line)
    made.from.push(row)
  })
  const withProposals = made.doubts.map((doubt) => ({ ...doubt, ...proposed(doubt, table, columns, made) }))
  return { ...made, doubts: withProposals }
}

function told({ changed }: FromTable, typed: string, column: 'unit' | 'vat', value: string) {
  const now = column === 'unit' ? wordOf(value) : `${String(Number(value) / 100).replace('.', ',')} %`
  if (fold(typed).replace(/\s/g, '') !== fold(now).replace(/\s/g, '') && !changed.some((one) => one.typed === typed))
    changed.push({ typed, now })
}

/** What a cell gives to its column; undefined when it cannot be read. */
function valueOf(column: Exclude<PasteColumn, 'none' | 'total'>, typed: string): string | undefined {
  if (column === 'unit') return unitOf(typed)
  if (column === 'vat') return vatOf(typed)
  if (column === 'quantity') return parseDecimal(typed, QUANTITY_DECIMALS) === undefined ? undefined : typed
  if (column === 'price') {
    const bare = typed.replace(/[€\s\u00a0\u202f]|EUR/g, '')
    return parseDecimal(bare, PRICE_DECIMALS) === undefined ? undefined : bare
  }
  if (column === 'discount') return parsePercent(typed) === undefined ? undefined : typed.replace('%', '').trim()
  return typed
}
const unitOf = (typed: string) =>
  units.entries.find(({ code, word, also = [] }) => [code.toLowerCase(), fold(word), ...also].includes(fold(typed)))
    ?.code
const wordOf = (code: string) => units.entries.find((unit) => unit.code === code)?.word ?? code
const vatOf = (typed: string) => {
  const hundredths = parsePercent(typed.replace(/^(\d)\.(\d)/, '$1,$2'))
  return hundredths !== undefined && rates.accepted.includes(hundredths) ? String(hundredths) : undefined
}

/** Letters that are typed for figures: O for 0, l and I for 1, S for 5. */
const asFigures = (typed: string) => typed.replace(/[oO]/g, '0').replace(/[lI|]/g, '1').replace(/[sS]/g, '5')

function proposed({ row, column, typed }: Doubt, table: string[][], columns: PasteColumn[], made: FromTable) {
  const what = columns[column]
  if (what !== 'price' && what !== 'quantity') return {}
  const value = valueOf(what, asFigures(typed))
  if (value === undefined) return {}
  const total = parseCents(table[row]?.[columns.indexOf('total')] ?? '')
  const line = made.rows[made.from.indexOf(row)]
  const agrees =
    total !== undefined && line && lineAmounts(lineOf({ ...line, [what]: value }, false).line).net === total
  return {
    proposal: {
      value,
      why: agrees ? 'Le total de la ligne tombe alors juste.' : 'Une lettre a pu être tapée pour un chiffre.',
    },
  }
}
