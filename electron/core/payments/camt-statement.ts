import { isDate } from '../../../shared/base/dates.ts'
import { parseCents } from '../../../shared/base/money.ts'
import { parseXml, type XmlElement } from '../reading/xml.ts'
import type { StatementLine } from './ofx-statement.ts'

/** The first element at the end of a path, the shallowest first. */
const find = (element: XmlElement | undefined, ...path: string[]): XmlElement | undefined =>
  path.reduce<XmlElement | undefined>((at, name) => at?.children.find((child) => child.name === name), element)
function* all(element: XmlElement, name: string): Generator<XmlElement> {
  if (element.name === name) yield element
  else for (const child of element.children) yield* all(child, name)
}
const textOf = (element: XmlElement | undefined) => element?.text.trim() ?? ''
/** Names, free words and references of a party or a transaction. */
const WORDS = ['Nm', 'Ustrd', 'EndToEndId', 'AddtlTxInf', 'Ref']
const wordsIn = (element: XmlElement) => WORDS.flatMap((name) => [...all(element, name)].map(textOf))

/**
 * Lines of a CAMT.053 statement, whatever its version (v2, v8): an entry, or each of its transactions where their amounts are said.
 * Only what is booked counts. Throws BadXml.
 */
export function camtLines(bytes: Uint8Array): StatementLine[] {
  const { root } = parseXml(bytes)
  return [...all(root, 'Ntry')].flatMap((entry) => {
    const state = textOf(find(entry, 'Sts', 'Cd')) || textOf(find(entry, 'Sts'))
    if (state && state !== 'BOOK') return []
    const date = (place: string) => textOf(find(entry, place, 'Dt')) || textOf(find(entry, place, 'DtTm')).slice(0, 10)
    const on = date('BookgDt') || date('ValDt')
    const details = [...all(entry, 'TxDtls')]
    const amountOf = (detail: XmlElement) => find(detail, 'Amt') ?? find(detail, 'AmtDtls', 'TxAmt', 'Amt')
    const isSplit = details.length > 1 && details.every(amountOf)
    const lines = isSplit ? details.map((detail) => ({ amount: amountOf(detail), words: wordsIn(detail) })) : []
    if (!isSplit)
      lines.push({ amount: find(entry, 'Amt'), words: [textOf(find(entry, 'AddtlNtryInf')), ...wordsIn(entry)] })
    const sign = textOf(find(entry, 'CdtDbtInd')) === 'DBIT' ? -1 : 1
    return lines.map(({ amount, words }): StatementLine => {
      const cents = parseCents(textOf(amount))
      if (!isDate(on) || cents === undefined) return undefined
      const label = [...new Set(words)].filter((word) => word && word !== 'NOTPROVIDED').join(' ')
      return { on, cents: sign * cents, label }
    })
  })
}
