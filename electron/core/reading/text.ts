import limits from '../../../shared/tables/limits.json' with { type: 'json' }
import type { FieldName, Fields, VatScheme } from '../../../shared/domain/fields/fields.ts'
import { isSiret } from '../../../shared/base/siret.ts'
import type { Adjustment, Nature, Origins, Trust } from '../../../shared/domain/document/reading.ts'
import type { Lesson } from '../../../shared/domain/document/layout-hint.ts'
import { nameFigures, putRecalled, recall, type Recalled } from './lessons/recall.ts'
import { nothingRemembered, type ReadingContext } from './known.ts'
import type { Page } from '../../../shared/domain/document/page/runs.ts'
import { figuresOf, type Figure } from './text/amounts.ts'
import { named, type Decided, type Totals } from './text/chosen.ts'
import { readClaim, type Claim } from './text/claim.ts'
import { readDates } from './text/dates.ts'
import { createTextDocument, originOf, type Candidate, type Span, type TextDocument } from './text/document.ts'
import { readIban, readSirets } from './text/identifiers.ts'
import { hasAmountBeside, natureOf, titlesOf } from './text/titles.ts'
import { isWithoutTax, readCreditNote, readCurrency, readPaid, readVatScheme, readWorks } from './text/nature.ts'
import { isPublicBody } from './text/blocks.ts'
import { bare } from './text/names.ts'
import { plain } from '../../../shared/domain/document/page/plain.ts'
import { readParties } from './text/parties.ts'
import { references } from './text/references.ts'
import { choose, withDoubts } from './text/rivals.ts'
import { decideTotals } from './text/totals.ts'
import { dueByTerms } from './text/terms.ts'
import { readVatLines } from './text/vat.ts'

/** What the text of a PDF says: the fields found, and where; and the lessons that were of use. */
export type TextReading = {
  fields: Partial<Fields>
  origins: Origins
  document: TextDocument
  used: Lesson[]
  nature: Nature | undefined
  adjustments: Adjustment[]
  isAssigned: boolean
  exemption: string | undefined
}

/**
 * Reads an invoice from the text of its pages: values recognised by the words beside them, by their shape and check digits,
 * and by what adds up. What is remembered settles which SIRET is whose, and lessons of this supplier’s layout go first. A value
 * in doubt is given with the trust « check » or not at all.
 */
export function readText(pages: Page[], { parties: known, lessons }: ReadingContext = nothingRemembered): TextReading {
  const document = createTextDocument(pages)
  const fields: Partial<Fields> = {}
  const origins: Origins = {}
  const put = <Name extends FieldName>(name: Name, candidate: Candidate<Fields[Name]> | undefined, trust: Trust) => {
    if (!candidate) return
    fields[name] = candidate.value
    origins[name] = originOf({ ...candidate, trust }, pages)
  }

  const putChoice = (name: 'number' | 'originNumber' | Coded, candidates: Candidate<string>[]) => {
    const { chosen, rivals } = choose(candidates)
    if (!chosen) return
    put(name, withDoubts(chosen, rivals), chosen.doubt || rivals.length ? 'check' : 'likely')
  }

  const titles = titlesOf(document)
  const nature = natureOf(titles, document)
  const creditNote = readCreditNote(document, titles)
  if (creditNote) put('typeCode', withDoubts(creditNote, []), creditNote.doubt ? 'check' : 'likely')
  if (!creditNote) {
    fields.typeCode = '380'
    origins.typeCode = { source: 'text', trust: 'likely', reason: 'rien ne dit que c’est un avoir' }
    // What the page calls itself is for a person to judge: it may be an invoice all the same.
    if (nature) put('typeCode', { value: '380', score: 1, at: nature.at, reason: calledItself(nature.at) }, 'check')
  }
  const { issueDate, dueDate } = readDates(document)
  put('issueDate', issueDate, trustOf(issueDate))
  put('dueDate', dueDate, trustOf(dueDate))
  if (!dueDate && issueDate && !nature) put('dueDate', dueByTerms(document, issueDate.value), 'check')

  putChoice('number', numbersOf(document, creditNote !== undefined))
  for (const name of ['serviceCode', 'engagementNumber', 'contractNumber'] as const)
    putChoice(name, references(document, name))
  if (creditNote) putChoice('originNumber', references(document, 'originNumber'))

  const { supplierName, buyerName, sides } = readParties(document)
  // A public body seldom writes the invoice: its name is somebody’s to look at.
  put(
    'supplierName',
    supplierName && withDoubts(supplierName, []),
    isPublicBody(plain(supplierName?.value ?? '')) ? 'check' : trustOf(supplierName),
  )
  put('buyerName', buyerName && withDoubts(buyerName, []), trustOf(buyerName))
  const { supplierSiret, buyerSiret } = readSirets(document, sides, known)
  const isMine = supplierSiret !== undefined && known.mySirets.includes(supplierSiret.value)
  const client = known.buyers.find(({ siret }) => siret === buyerSiret?.value)
  put('supplierSiret', supplierSiret, isMine ? 'sure' : trustOfSiret(supplierSiret))
  put('buyerSiret', buyerSiret, client ? 'sure' : trustOfSiret(buyerSiret))
  if (origins.buyerName && client && bare(client.name) === bare(fields.buyerName ?? ''))
    origins.buyerName = { ...origins.buyerName, trust: 'sure', reason: 'un client de votre carnet' }
  const claim = readClaim(document)
  const iban = readIban(document, claim)
  if (iban) put('iban', withDoubts(iban, []), iban.doubt ? 'check' : 'sure')
  // The buyer must read it, and the portal has no other place for it (domaine.md §1, [C4]).
  if (claim) put('comment', { value: commentOf(claim), score: 1, at: claim.at, reason: ASSIGNED }, 'check')

  const recalled = recall(document, lessons, fields)
  const scheme = readVatScheme(document)
  put('vatScheme', scheme, 'likely')
  const currency = readCurrency(document)
  if (currency) {
    fields.currency = currency
    origins.currency = { source: 'text', trust: 'likely', reason: 'le signe imprimé près des montants' }
  }
  const adjustments = putAmounts({
    document,
    fields,
    origins,
    isCreditNote: creditNote !== undefined,
    isExempt: isWithoutTax(scheme?.value),
    recalled,
  })
  putPaid({ document, fields, origins })
  putWorks({ document, fields, origins })
  const used = putRecalled({ document, fields, origins, recalled })
  return {
    fields,
    origins,
    document,
    used,
    nature: nature?.nature,
    adjustments,
    isAssigned: claim !== undefined,
    exemption: wordsOfExemption(scheme),
  }
}

/** The sentence about VAT; of a long line the words that were recognised. */
function wordsOfExemption(scheme: Candidate<VatScheme> | undefined) {
  if (scheme?.value !== 'EXONERATION') return undefined
  const { cell, from, to } = scheme.at
  return cell.text.length < 90 ? cell.text : cell.text.slice(from, to)
}

const ASSIGNED = 'la mention de cession de créance, à porter en commentaire'
const commentOf = ({ mention }: Claim) => mention.slice(0, limits.commentLength.value)

const calledItself = ({ cell, from, to }: Span) => `la page dit « ${cell.text.slice(from, to)} »`

type Coded = 'serviceCode' | 'engagementNumber' | 'contractNumber'

const trustOf = (candidate: Candidate<string> | undefined): Trust =>
  candidate && candidate.score >= 9 && !candidate.doubt ? 'likely' : 'check'
/** A key that falls right, and the words around it: more than the block it stands in make it sure. */
const trustOfSiret = (candidate: Candidate<string> | undefined): Trust => {
  if (!candidate || candidate.score < 4 || !isSiret(candidate.value)) return 'check'
  return candidate.score >= 6 ? 'sure' : 'likely'
}

/** « N° 12 » by itself counts only where nothing else is in its cell, and rather under or beside the title. */
function numbersOf(document: TextDocument, isCreditNote: boolean): Candidate<string>[] {
  const all = references(document, 'number')
  const found = all.flatMap((one) => {
    const { cell, from } = one.label ?? one.at
    if (!isCreditNote && isOfCreditNote(one)) return []
    if (one.score >= 18) return [isOfOther(document, one, isCreditNote) ? ofAnother(one) : one]
    if (from > 0 || cell.depth > 0.5) return []
    const isTitled = [...document.lefts(cell), ...document.above(cell, 4)].some(({ plain }) => TITLE.test(plain))
    return [{ ...one, score: one.score + (isTitled ? 3 : 0) - (/^n/.test(cell.plain) ? 0 : 1) }]
  })
  // « Objet : votre facture BR-771 », for want of anything better.
  const inSentence = all.filter(
    (one) => one.score >= 12 && one.at.cell.depth < 0.5 && !isOfOther(document, one, isCreditNote),
  )
  return found.length > 0 ? found : inSentence
}

const TITLE = /^(?:facture|avoir|note d'honoraires|note de credit|memoire|invoice)/

const ofAnother = (one: Candidate<string>): Candidate<string> => ({
  ...one,
  score: one.score - 15,
  doubt: one.doubt ?? 'c’est peut-être le numéro d’une autre facture',
})

const wordsOf = ({ label }: Candidate<string>) => label?.cell.plain.slice(label.from, label.to) ?? ''

/** « Avoir n° A-3 imputé » on an invoice. */
const isOfCreditNote = (one: Candidate<string>) => {
  const words = wordsOf(one)
  return /avoir|credit/.test(words) && !words.includes('facture')
}

/** Words before « facture n° » that make it another one, and a line of money, « Facture d’acompte n° 1 … -500,00 ». */
const REFERS =
  /suite a|complement|annul|remplac|relati|concern|preceden|rappel|solde?\b|dedu|regularis|correspond|reference a|avenant|origine/

const isOfOther = (document: TextDocument, one: Candidate<string>, isCreditNote: boolean) => {
  const { cell, from } = one.label ?? one.at
  const isMoney = cell.depth > 0.3 && one.at.cell === cell && hasAmountBeside(document, cell)
  return isOfOrigin(one, isCreditNote) || isMoney || REFERS.test(cell.plain.slice(0, from))
}

/** On a credit note, « facture n° » announces the invoice it corrects. */
const isOfOrigin = (one: Candidate<string>, isCreditNote: boolean) => {
  const words = wordsOf(one)
  return isCreditNote && words.includes('facture') && !words.includes('avoir')
}

type Sheet = {
  document: TextDocument
  fields: Partial<Fields>
  origins: Origins
  isCreditNote: boolean
  isExempt: boolean
  recalled: Recalled[]
}

function putAmounts({ document, fields, origins, isCreditNote, isExempt, recalled }: Sheet): Adjustment[] {
  const printed = nameFigures(figuresOf(document), recalled)
  // A credit note is entered with positive amounts, whatever sign is printed (chorus-pro-api.md §8.7).
  const figures = isCreditNote ? printed.map((figure) => ({ ...figure, cents: Math.abs(figure.cents) })) : printed
  const { totals, adjustments } = decideTotals(document, figures, { isExempt: isExempt && !hasTax(figures) })
  for (const [name, decided] of Object.entries(totals) as [keyof Totals, Decided][]) {
    fields[name] = decided.cents
    const { trust, reason, from, calling } = decided
    const rivals = decided.rivals?.map(({ cents, figure }) => ({ value: cents, at: figure?.at }))
    origins[name] = originOf({ trust, reason, at: from?.at, label: calling?.label, rivals }, document.pages)
  }
  const { netTotal, taxTotal } = totals
  if (!netTotal || !taxTotal) return adjustments
  const lines = readVatLines(document, figures, { net: netTotal.cents, tax: taxTotal.cents })
  if (lines.length === 0) return adjustments
  fields.vatLines = lines
  origins.vatLines = { source: 'text', trust: 'sure', reason: 'leur somme donne les totaux' }
  return adjustments
}

/** Paid before it is sent: cadre A2 is proposed, and nothing is left to pay (domaine.md §5.1). A person says so in the end. */
function putPaid({ document, fields, origins }: Pick<Sheet, 'document' | 'fields' | 'origins'>) {
  const paid = readPaid(document)
  if (!paid || fields.typeCode === '381') return
  const isLeft = fields.payable !== 0 && origins.payable?.label !== undefined
  if (isLeft && fields.payable !== fields.grossTotal) return
  const reason = 'la page dit qu’elle est déjà payée'
  fields.cadre = 'A2'
  origins.cadre = originOf({ at: paid.at, trust: 'check', reason }, document.pages)
  if (fields.payable === 0) return
  fields.payable = 0
  origins.payable = originOf({ at: paid.at, trust: 'check', reason }, document.pages)
}

/** The first of the four questions is asked by itself: A1, unless a person says that these are works under a contract. */
function putWorks({ document, fields, origins }: Pick<Sheet, 'document' | 'fields' | 'origins'>) {
  const works = origins.cadre ? undefined : readWorks(document)
  if (!works) return
  const { cell, from, to } = works.at
  const reason = `la page dit « ${cell.text.slice(from, to)} » : est-ce un marché de travaux ?`
  fields.cadre = 'A1'
  origins.cadre = originOf({ at: works.at, trust: 'check', reason }, document.pages)
}

/** An exemption may concern some lines only. */
const hasTax = (figures: Figure[]) => named(figures, 'taxTotal').some(({ cents, score }) => cents !== 0 && score >= 16)
