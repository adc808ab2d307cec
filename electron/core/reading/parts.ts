import { normalNumber } from '../../../shared/domain/fields/fields.ts'
import type { Part } from '../../../shared/domain/document/reading.ts'
import type { Page } from '../../../shared/domain/document/page/runs.ts'
import { readText } from './text.ts'
import type { Cell } from './text/document.ts'

/** What a page says by itself, read as if it were the only one. */
type Sheet = {
  page: number
  /** The number of the invoice, where it stands beside a title or a label that can mean nothing else; else empty. */
  number: string
  hasDate: boolean
  hasTotal: boolean
  supplierSiret: string
  /** In capitals. */
  supplierName: string
  /** « Page 2/3 »: 2. */
  counter: number | undefined
  /** All its text, in capitals. */
  text: string
}

/**
 * The invoices in a PDF that holds several, from its first page to its last; empty when it is one, or nobody can tell. A new
 * one starts on a page with a number of its own beside its title, a date, and a count of pages that starts again; each has
 * its total. An invoice that comes with other papers is one: a delivery note, a page that goes on under the same number, a
 * bill of another firm to this one, an invoice that the one before speaks of. Takes every page of the PDF.
 */
export function partsOf(pages: Page[]): Part[] {
  if (pages.length < 2) return []
  const sheets = pages.map(sheetOf)
  const groups: Sheet[][] = []
  for (const sheet of sheets) {
    const open = groups.at(-1)
    if (!open || isStart(sheet, groups)) groups.push([sheet])
    else open.push(sheet)
  }
  const isWhole = groups.every((group) => numberOf(group) && group.some(({ hasTotal }) => hasTotal))
  if (groups.length < 2 || !isWhole) return []
  return groups.map((group) => ({ from: group[0]!.page, to: group.at(-1)!.page, number: numberOf(group) }))
}

/** The page is read as a first one: a reader of invoices trusts the further ones less. */
function sheetOf(page: Page): Sheet {
  const { fields, origins, document } = readText([{ ...page, number: 1 }])
  const { number = '', issueDate = '', grossTotal, payable, supplierSiret = '', supplierName = '' } = fields
  const place = origins.number?.place
  const isBeside = (cell: Cell) => isTitle(cell) && (!place || cell.depth < place.y + 0.12)
  return {
    page: page.number,
    number: document.cells.some(isBeside) ? number : '',
    hasDate: issueDate !== '',
    hasTotal: typeof (grossTotal ?? payable) === 'number',
    supplierSiret,
    supplierName: supplierName.toUpperCase(),
    counter: counterOf(document.cells),
    text: document.cells.map(({ text }) => text.toUpperCase()).join(' '),
  }
}

/** « FACTURE », « Facture n° 12 », « N° de facture : 12 »; not « votre facture du 3 mai ». */
const isTitle = ({ labels, depth }: Cell) =>
  depth < 0.6 && labels.some(({ name, weight, from }) => name === 'number' && weight > 1 && from === 0)

const COUNTER =
  /\bpages?\s*(?:n[°o]\s*)?:?\s*(\d{1,3})(?:\s*(?:\/|sur|de|of)\s*\d{1,3})?\b|^(\d{1,3})\s*(?:\/|sur)\s*\d{1,3}$/

function counterOf(cells: Cell[]): number | undefined {
  for (const { plain, depth } of cells) {
    const [, named, bare] = depth < 0.15 || depth > 0.85 || /\bpage\b/.test(plain) ? (COUNTER.exec(plain) ?? []) : []
    if (named ?? bare) return Number(named ?? bare)
  }
  return undefined
}

function isStart(sheet: Sheet, groups: Sheet[][]): boolean {
  const { number, hasDate, counter } = sheet
  if (!number || !hasDate || (counter ?? 1) > 1) return false
  const before = groups.flat()
  const mention = mentionOf(number)
  const isKnown = before.some((other) => other.number === number || mention.test(other.text))
  return !isKnown && !isBillOfOurs(sheet, before)
}

/** A number in a text, however it is spaced; one of a few figures only where it is said to be a number. */
function mentionOf(number: string): RegExp {
  const signs = Array.from(normalNumber(number), (sign) => sign.replace(/[^\p{L}\d]/u, String.raw`\$&`))
  const before = signs.length > 3 ? String.raw`(?<![A-Z\d])` : String.raw`(?:FACTURE|AVOIR|N\s?°)\D{0,20}?(?<![A-Z\d])`
  return new RegExp(String.raw`${before}${signs.join(String.raw`\s*`)}(?![A-Z\d])`)
}

/** A bill of another firm to the one whose invoice this is: what was paid for the client, joined as a proof. */
function isBillOfOurs({ supplierSiret, text }: Sheet, before: Sheet[]) {
  const first = before.find((other) => other.supplierSiret)
  if (!first || !supplierSiret || sirenOf(supplierSiret) === sirenOf(first.supplierSiret)) return false
  const isToUs = text.replace(/\s/g, '').includes(sirenOf(first.supplierSiret))
  return isToUs || (first.supplierName !== '' && text.includes(first.supplierName))
}

const sirenOf = (siret: string) => siret.slice(0, 9)
const numberOf = (group: Sheet[]) => group.find(({ number }) => number)?.number ?? ''
