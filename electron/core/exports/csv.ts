import Papa from 'papaparse'
import { toDecimal } from '../../../shared/base/money.ts'
import { typeDay } from '../../../shared/base/dates.ts'
import type { Cell, Column } from './sales-table.ts'

/**
 * CSV for a French spreadsheet: semicolons, decimal commas, days as 20/11/2026, and the mark by which Excel knows UTF-8. A text
 * that a spreadsheet would run as a formula gets an apostrophe before it (CWE-1236).
 */
export function toCsv(columns: Pick<Column<never>, 'head'>[], lines: Cell[][]): string {
  const rows = [columns.map(({ head }) => head), ...lines.map((line) => line.map(written))]
  return `\uFEFF${Papa.unparse(rows, { delimiter: ';', newline: '\r\n', quotes: false })}\r\n`
}

function written(cell: Cell): string {
  if ('cents' in cell) return cell.cents === null ? '' : toDecimal(cell.cents).replace('.', ',')
  if ('day' in cell) return cell.day && typeDay(cell.day)
  return FORMULA.test(cell.text) ? `'${cell.text}` : cell.text
}

/** What Excel and LibreOffice take for the start of a formula. */
const FORMULA = /^\s*[=+@\t\r-]/
