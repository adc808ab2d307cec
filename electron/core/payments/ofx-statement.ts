import { isDate } from '../../../shared/base/dates.ts'
import { parseCents } from '../../../shared/base/money.ts'

/** A line of a statement as its file says it; `cents` is negative for what left the account. */
export type StatementLine = { on: string; cents: number; label: string } | undefined

const entities: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: '’', nbsp: ' ' }
const plain = (text: string) =>
  text
    .replace(/&(?:#(\d+)|(\w+));/g, (all, code: string, name: string) =>
      code ? String.fromCodePoint(Math.min(Number(code), 0x10ffff)) : (entities[name] ?? all),
    )
    .replace(/\s+/g, ' ')
    .trim()

/**
 * Lines of an OFX statement, 1 (SGML, tags that nothing closes) and 2 (XML) alike: undefined for one that cannot be read. A
 * tolerant reader: what stands between two tags is the value of the first.
 */
export function ofxLines(text: string): StatementLine[] {
  const blocks = text.split(/<STMTTRN>/i).slice(1)
  return blocks.map((block) => {
    const end = block.search(/<\/STMTTRN>|<\/BANKTRANLIST>/i)
    const body = end < 0 ? block : block.slice(0, end)
    const value = (tag: string) => plain(new RegExp(`<${tag}>([^<\\r\\n]*)`, 'i').exec(body)?.[1] ?? '')
    const [, year, month, day] = /^(\d{4})(\d{2})(\d{2})/.exec(value('DTPOSTED')) ?? []
    const on = `${year}-${month}-${day}`
    const cents = parseCents(value('TRNAMT').replace(/^\+/, ''))
    const label = [...new Set([value('NAME'), value('MEMO'), value('CHECKNUM')])].filter(Boolean).join(' ')
    return isDate(on) && cents !== undefined ? { on, cents, label } : undefined
  })
}
