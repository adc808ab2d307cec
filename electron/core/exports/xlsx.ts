import type { Row } from 'write-excel-file/node'
import type { Cell, Column } from './sales-table.ts'

/** An Excel workbook of one sheet: amounts and days are numbers and days there, texts are never formulas. */
export async function toXlsx(
  sheet: string,
  columns: Pick<Column<never>, 'head' | 'width'>[],
  lines: Cell[][],
): Promise<Buffer> {
  const head: Row = columns.map(({ head }) => ({ value: head, fontWeight: 'bold' }))
  const rows = lines.map((line): Row => line.map(typed))
  const layout = { sheet, columns: columns.map(({ width }) => ({ width })), stickyRowsCount: 1 }
  const { default: writeWorkbook } = await import('write-excel-file/node')
  return writeWorkbook([head, ...rows], layout).toBuffer()
}

function typed(cell: Cell): Row[number] {
  if ('cents' in cell) return cell.cents === null ? null : { type: Number, value: cell.cents / 100, format: '#,##0.00' }
  if ('text' in cell) return cell.text ? { type: String, value: cell.text } : null
  return cell.day ? { type: Date, value: new Date(`${cell.day}T00:00:00Z`), format: 'dd/mm/yyyy' } : null
}
