import { rename, writeFile } from 'node:fs/promises'
import { extname } from 'node:path'
import { toCsv } from '../core/exports/csv.ts'
import { cellsOf, saleColumns, type Cell } from '../core/exports/sales-table.ts'
import { toXlsx } from '../core/exports/xlsx.ts'
import { parse } from './arguments.ts'
import { UsageError, type Command } from './command.ts'
import { look } from './look.ts'

/**
 * `exporter --vers TABLE.csv | .xlsx [--environnement E] [--json] [--donnees DOSSIER]`: the sales table of the window, of all invoices.
 * Only looks; the window may be open.
 */
export const exporter: Command = async ({ args, write }) => {
  const {
    json,
    target,
    dataFolder,
    environment = 'demonstration',
    files,
  } = parse(args, [...(['json', 'demo', 'environnement', 'donnees', 'vers'] as const)])
  const ending = extname(target ?? '').toLowerCase()
  if (files.length || !target || !['.csv', '.xlsx'].includes(ending)) {
    throw new UsageError('Dites où écrire : --vers TABLE.csv, ou --vers TABLE.xlsx.')
  }
  const lines = linesOf(look(environment, dataFolder))
  const table = ending === '.csv' ? toCsv(saleColumns, lines) : await toXlsx('Factures', saleColumns, lines)
  try {
    await writeFile(`${target}.part`, table)
    await rename(`${target}.part`, target)
  } catch (error) {
    throw new UsageError(`« ${target} » ne peut pas être écrit (${(error as NodeJS.ErrnoException).code ?? ''}).`)
  }
  write(
    json ? `${JSON.stringify({ path: target, invoices: lines.length })}\n` : `${target} : ${lines.length} factures\n`,
  )
  return 0
}

function linesOf(looked: ReturnType<typeof look>): Cell[][] {
  if (!looked) return []
  const lines = [...looked.sales()].map((sale) => cellsOf(saleColumns, sale))
  looked.close()
  return lines
}
