import type { FieldName, Fields } from '../../../shared/domain/fields.ts'
import { isSiret } from '../../../shared/domain/siret.ts'
import type { Origins, Trust } from '../../../shared/domain/reading.ts'
import type { Page } from '../../../shared/domain/page/runs.ts'
import { figuresOf, type Figure } from './text/amounts.ts'
import { readDates } from './text/dates.ts'
import { best, createTextDocument, originOf, type Candidate, type TextDocument } from './text/document.ts'
import { readIban, readSirets } from './text/identifiers.ts'
import { isWithoutTax, readCreditNote, readCurrency, readPaid, readVatScheme } from './text/nature.ts'
import { readParties } from './text/parties.ts'
import { references } from './text/references.ts'
import { decideTotals, named, type Decided, type Totals } from './text/totals.ts'
import { readVatLines } from './text/vat.ts'

/** What the text of a PDF says: the fields found, and where. */
export type TextReading = { fields: Partial<Fields>; origins: Origins; document: TextDocument }

/**
 * Reads an invoice from the text of its pages: values recognised by the words beside them, by their shape and check digits,
 * and by what adds up. A value in doubt is given with the trust « check » or not at all.
 */
export function readText(pages: Page[]): TextReading {
  const document = createTextDocument(pages)
  const fields: Partial<Fields> = {}
  const origins: Origins = {}
  const put = <Name extends FieldName>(name: Name, candidate: Candidate<Fields[Name]> | undefined, trust: Trust) => {
    if (!candidate) return
    fields[name] = candidate.value
    origins[name] = originOf({ ...candidate, trust }, pages)
  }

  const creditNote = readCreditNote(document)
  put('typeCode', creditNote, 'likely')
  if (!creditNote) {
    fields.typeCode = '380'
    origins.typeCode = { source: 'text', trust: 'likely', reason: 'rien ne dit que c’est un avoir' }
  }
  const { issueDate, dueDate } = readDates(document)
  put('issueDate', issueDate, trustOf(issueDate))
  put('dueDate', dueDate, trustOf(dueDate))

  put('number', numberOf(document, creditNote !== undefined), 'likely')
  for (const name of ['serviceCode', 'engagementNumber', 'contractNumber'] as const)
    put(name, best(references(document, name)), 'likely')
  if (creditNote) put('originNumber', best(references(document, 'originNumber')), 'likely')

  const { supplierName, buyerName, sides } = readParties(document)
  put('supplierName', supplierName, trustOf(supplierName))
  put('buyerName', buyerName, trustOf(buyerName))
  const { supplierSiret, buyerSiret } = readSirets(document, sides)
  put('supplierSiret', supplierSiret, trustOfSiret(supplierSiret))
  put('buyerSiret', buyerSiret, trustOfSiret(buyerSiret))
  put('iban', readIban(document), 'sure')

  const scheme = readVatScheme(document)
  put('vatScheme', scheme, 'likely')
  const currency = readCurrency(document)
  if (currency) {
    fields.currency = currency
    origins.currency = { source: 'text', trust: 'likely', reason: 'le signe imprimé près des montants' }
  }
  putAmounts({
    document,
    fields,
    origins,
    isCreditNote: creditNote !== undefined,
    isExempt: isWithoutTax(scheme?.value),
  })
  const paid = readPaid(document)
  if (paid && fields.payable === 0) put('cadre', { ...paid, value: 'A2' }, 'check')
  return { fields, origins, document }
}

const trustOf = (candidate: Candidate<string> | undefined): Trust =>
  candidate && candidate.score >= 9 ? 'likely' : 'check'
/** A key that falls right, and the words around it: more than the block it stands in make it sure. */
const trustOfSiret = (candidate: Candidate<string> | undefined): Trust => {
  if (!candidate || candidate.score < 4 || !isSiret(candidate.value)) return 'check'
  return candidate.score >= 6 ? 'sure' : 'likely'
}

/** « N° 12 » by itself counts only where nothing else is in its cell, and rather under or beside the title. */
function numberOf(document: TextDocument, isCreditNote: boolean) {
  const all = references(document, 'number')
  const found = all.flatMap((one) => {
    const { cell, from } = one.label ?? one.at
    if (one.score >= 18) return [{ ...one, score: one.score - (isOfOrigin(one, isCreditNote) ? 15 : 0) }]
    if (from > 0 || cell.depth > 0.5) return []
    const isTitled = [...document.lefts(cell), ...document.above(cell, 4)].some(({ plain }) => TITLE.test(plain))
    return [{ ...one, score: one.score + (isTitled ? 3 : 0) - (/^n/.test(cell.plain) ? 0 : 1) }]
  })
  // « Objet : votre facture BR-771 », for want of anything better.
  const inSentence = all.filter((one) => one.score >= 12 && one.at.cell.depth < 0.5 && !isOfOrigin(one, isCreditNote))
  return best(found) ?? best(inSentence)
}

const TITLE = /^(?:facture|avoir|note d'honoraires|note de credit|memoire|invoice)/

/** On a credit note, « facture n° » announces the invoice it corrects. */
const isOfOrigin = ({ label }: Candidate<string>, isCreditNote: boolean) => {
  const words = label?.cell.plain.slice(label.from, label.to) ?? ''
  return isCreditNote && words.includes('facture') && !words.includes('avoir')
}

type Sheet = {
  document: TextDocument
  fields: Partial<Fields>
  origins: Origins
  isCreditNote: boolean
  isExempt: boolean
}

function putAmounts({ document, fields, origins, isCreditNote, isExempt }: Sheet) {
  const printed = figuresOf(document)
  // A credit note is entered with positive amounts, whatever sign is printed (chorus-pro-api.md §8.7).
  const figures = isCreditNote ? printed.map((figure) => ({ ...figure, cents: Math.abs(figure.cents) })) : printed
  const totals = decideTotals(document, figures, { isExempt: isExempt && !hasTax(figures) })
  for (const [name, decided] of Object.entries(totals) as [keyof Totals, Decided][]) {
    fields[name] = decided.cents
    const { trust, reason, from, calling } = decided
    origins[name] = originOf({ trust, reason, at: from?.at, label: calling?.label }, document.pages)
  }
  const { netTotal, taxTotal } = totals
  if (!netTotal || !taxTotal) return
  const lines = readVatLines(document, figures, { net: netTotal.cents, tax: taxTotal.cents })
  if (lines.length === 0) return
  fields.vatLines = lines
  origins.vatLines = { source: 'text', trust: 'sure', reason: 'leur somme donne les totaux' }
}

/** An exemption may concern some lines only. */
const hasTax = (figures: Figure[]) => named(figures, 'taxTotal').some(({ cents, score }) => cents !== 0 && score >= 16)
