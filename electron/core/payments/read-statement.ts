import { createHash } from 'node:crypto'
import { fold } from '../../../shared/base/fold-text.ts'
import type { Statement, StatementFault, Transfer } from '../../../shared/domain/receivables/statement.ts'
import { textOf } from '../buyers/text-of.ts'
import { BadXml } from '../reading/xml.ts'
import { camtLines } from './camt-statement.ts'
import { csvStatementLines } from './csv-statement.ts'
import { ofxLines, type StatementLine } from './ofx-statement.ts'

/** Max bytes of a statement: 10,000 lines take two millions. */
const MOST_BYTES = 30 * 2 ** 20

/**
 * Reads a bank statement, CSV, OFX 1 or 2, CAMT.053, by what is in it and not by its name. Gives the transfers received, newest
 * first, or why there are none. A line has the same key in every download: day, amount, words, and which of several alike it is.
 */
export function readStatement(bytes: Uint8Array): Statement | { fault: StatementFault } {
  if (bytes.length > MOST_BYTES) return { fault: 'tooBig' }
  const text = textOf(bytes)
  const format = /<OFX>|OFXHEADER/i.test(text.slice(0, 4000)) ? 'ofx' : /^\uFEFF?\s*</.test(text) ? 'camt' : 'csv'
  const lines = linesOf(format, bytes, text)
  if ('fault' in lines) return lines
  const known = lines.found.filter((line) => line !== undefined)
  if (!lines.found.length) return { fault: 'empty' }
  const received = known.filter(({ cents }) => cents > 0)
  return {
    format,
    transfers: keyed(received).sort((a, b) => b.on.localeCompare(a.on)),
    others: known.length - received.length,
    unread: lines.found.length - known.length,
  }
}

function linesOf(
  format: Statement['format'],
  bytes: Uint8Array,
  text: string,
): { found: StatementLine[] } | { fault: StatementFault } {
  if (format === 'ofx') return { found: ofxLines(text) }
  if (format === 'csv') {
    const found = csvStatementLines(text)
    return found ? { found } : { fault: 'noColumns' }
  }
  try {
    return /BkToCstmrStmt|BkToCstmrAcctRpt/.test(text) ? { found: camtLines(bytes) } : { fault: 'unknown' }
  } catch (error) {
    if (error instanceof BadXml) return { fault: 'damaged' }
    throw error
  }
}

function keyed(lines: NonNullable<StatementLine>[]): Transfer[] {
  const seen = new Map<string, number>()
  return lines.map(({ on, cents, label }) => {
    const same = `${on} ${cents} ${fold(label)}`
    const nth = seen.get(same) ?? 0
    seen.set(same, nth + 1)
    return { key: createHash('sha1').update(`${same} ${nth}`).digest('base64url'), on, cents, label }
  })
}
