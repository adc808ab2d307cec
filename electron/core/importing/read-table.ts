import { readSheet } from 'read-excel-file/node'
import type { TableLine } from '../../../shared/domain/authoring/from-table.ts'
import { dayOf } from '../../../shared/base/dates.ts'
import { french } from '../../../shared/base/french.ts'
import { csvLines } from '../buyers/csv.ts'
import { textOf } from '../buyers/text-of.ts'

/** Table of a file: its heads, and its lines with their numbers. */
export type Table = { heads: string[]; lines: TableLine[] }
/** Max size of a table in bytes, and max number of its lines: beyond, it is no list of a small firm's invoices. */
const MOST_BYTES = 10_000_000
const MOST_LINES = 5000

/**
 * Table of a CSV (any separator, any usual encoding) or of the first sheet of an XLSX; or why there is none, in French. Takes the bytes
 * of the file; what it holds decides, never its name. Never throws for what it holds.
 */
export async function readTable(bytes: Uint8Array): Promise<Table | { reason: string }> {
  if (bytes.length > MOST_BYTES) return refused('Ce tableau dépasse 10 Mo : découpez-le.')
  const isWorkbook = bytes[0] === 0x50 && bytes[1] === 0x4b
  const rows = isWorkbook ? await sheetRows(bytes) : [...csvLines(textOf(bytes))]
  if (!rows) return refused('Ce classeur ne s’ouvre pas : enregistrez-le en .xlsx ou en .csv, puis réessayez.')
  const [head, ...lines] = rows
  if (!head || head.cells.filter(Boolean).length < 2 || !lines.length) {
    return refused('Ce fichier n’est pas un tableau : une ligne de titres, puis une ligne par facture ou par article.')
  }
  if (lines.length > MOST_LINES) return refused(`Ce tableau dépasse ${MOST_LINES} lignes : découpez-le.`)
  return { heads: head.cells, lines }
}
const refused = (reason: string) => ({ reason: french(reason) })

async function sheetRows(bytes: Uint8Array): Promise<TableLine[] | undefined> {
  try {
    const rows: unknown[][] = await readSheet(Buffer.from(bytes))
    return rows
      .map((row, index) => ({ number: index + 1, cells: row.map(cellText) }))
      .filter(({ cells }) => cells.some(Boolean))
  } catch {
    return undefined
  }
}

/** A cell as one would type it: days in ISO, numbers without the noise of their binary form. */
function cellText(cell: unknown): string {
  if (cell instanceof Date) return dayOf(cell.getTime() + NOON)
  if (typeof cell === 'number') return String(Number(cell.toFixed(6)))
  return typeof cell === 'string' || typeof cell === 'boolean' ? String(cell).trim() : ''
}
/** Days of a workbook are midnight of nowhere: at noon they are the same day everywhere. Milliseconds. */
const NOON = 12 * 3_600_000
