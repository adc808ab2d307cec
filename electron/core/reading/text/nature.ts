import type { VatScheme } from '../../../../shared/domain/fields/fields.ts'
import type { Candidate, Cell, TextDocument } from './document.ts'
import { best, labelled } from './document.ts'
import { hasAmountBeside, isTitled, largest, type Title } from './titles.ts'

const found = <T>({ cells }: TextDocument, pattern: RegExp, value: T): Candidate<T>[] =>
  cells.flatMap((cell) => {
    const match = pattern.exec(cell.plain)
    return match ? [{ value, score: 1, at: { cell, from: match.index, to: match.index + match[0].length } }] : []
  })

/**
 * A credit note says so in its title: « AVOIR », « Facture d’avoir n° 3 ». Where the page is headed as an invoice too, the
 * larger title counts; two of one size leave it open.
 */
export function readCreditNote(document: TextDocument, titles: Title[]): Candidate<'381'> | undefined {
  const credits = titles.filter(({ kind, at }) => kind === 'credit' && isHigh(at.cell) && isTitle(at.cell))
  const credit = largest(credits)
  const invoice = largest(titles.filter(({ kind }) => kind === 'invoice'))
  const words = invoice?.at.cell.text.slice(0, invoice.at.to) ?? ''
  const doubt = `la page porte aussi « ${words} »`
  if (!credit) {
    const numbered = byItsNumber(document)
    if (!numbered || !invoice) return numbered
    // Under « FACTURE », « Avoir n° 3 imputé sur cette facture » is a sentence.
    return isTitled(numbered.at.cell.plain.slice(numbered.at.to)) ? { ...numbered, doubt } : undefined
  }
  const value = { value: '381' as const, score: 1, at: credit.at }
  if (!invoice || credit.size > 1.05 * invoice.size) return value
  if (invoice.size > 1.05 * credit.size) return undefined
  return { ...value, doubt }
}

/** « N° d’avoir : 12 », and nothing that is the number of an invoice. */
function byItsNumber(document: TextDocument): Candidate<'381'> | undefined {
  const numbers = labelled(document, 'number').filter(
    ({ cell, hit }) => isHigh(cell) && hit.weight > 2 && hit.from === 0 && !hasAmountBeside(document, cell),
  )
  const words = numbers.map(({ cell, hit }) => cell.plain.slice(hit.from, hit.to))
  const [first] = numbers
  if (!first || !words.every((word) => word.includes('avoir'))) return undefined
  return { value: '381', score: 1, at: { cell: first.cell, from: first.hit.from, to: first.hit.to } }
}

const isHigh = ({ page, depth }: Cell) => page === 1 && depth < 0.5

const isTitle = ({ plain, text, size }: Cell) =>
  plain.length < 60 && (/^\P{Ll}*$/u.test(text.slice(0, 5)) || size > 11 || /n\s?°|^\S+$|\d/.test(plain))

/** The VAT scheme a mention settles (domaine.md §7); the article may be cited from the CGI or its successor (§6.3). */
export function readVatScheme(document: TextDocument): Candidate<VatScheme> | undefined {
  return SCHEMES.map(([value, pattern]) => best(found(document, pattern, value))).find(
    (candidate) => candidate !== undefined,
  )
}

const SCHEMES: [VatScheme, RegExp][] = [
  ['SANS_TVA', /auto-?\s?liquidation|tva due par le preneur/],
  [
    'EXONERATION',
    /art(?:icle|\.)?\s*293[\s-]?b|franchise (?:en base|de tva)|tva non applicable|non (?:soumis|assujetti)e?s? a la tva/,
  ],
  ['EXONERATION', /exonere+e?s? de (?:la )?tva|exoneration de (?:la )?tva|art(?:icle|\.)?\s*261/],
  ['TVA_SUR_DEBIT', /(?:tva|taxe)[^.;]{0,40}(?:sur|d'apres) les debits|option (?:pour les|sur les|des) debits/],
  ['TVA_SUR_ENCAISSEMENT', /(?:tva|taxe)[^.;]{0,40}(?:(?:sur|d'apres) les encaissements|a l'encaissement)/],
]

/** No tax is counted at all under these mentions. */
export const isWithoutTax = (scheme: VatScheme | undefined): boolean =>
  scheme === 'SANS_TVA' || scheme === 'EXONERATION'

/** A bill marked as paid: « acquittée », « payée par carte ». */
export const readPaid = (document: TextDocument): Candidate<true> | undefined =>
  best(
    found(
      document,
      /facture\s+(?:deja\s+)?(?:acquittee|payee|reglee)\b|^(?:acquittee?|payee?|reglee?)\s*(?:(?:le|par|en ligne|comptant|a (?:la )?(?:commande|reception))\b|$)|^(?:paiement|reglement) (?:effectue|recu) (?:le|par)\b/,
      true as const,
    ),
  )

/** Works under the CCAG-Travaux go another way (domaine.md §5.2): these words are a hint that they may be meant. */
export const readWorks = (document: TextDocument): Candidate<true> | undefined =>
  best(
    found(
      document,
      /situation (?:de travaux|(?:mensuelle )?n\s?°)|\bdecompte (?:mensuel|general|final)|etat d'acompte|retenue de garantie|compte prorata/,
      true as const,
    ),
  )

const SIGNS: [string, RegExp][] = [
  ['EUR', /€|\beur(?:os?)?\b/g],
  ['USD', /\$|\busd\b/g],
  ['GBP', /£|\bgbp\b/g],
  ['CHF', /\bchf\b/g],
]

/** The currency seen most often; undefined when none is printed. */
export function readCurrency({ cells }: TextDocument): string | undefined {
  const counts = SIGNS.map(([code, pattern]) => ({
    code,
    count: cells.reduce((total, { plain }) => total + (plain.match(pattern)?.length ?? 0), 0),
  }))
  const top = counts.reduce((most, next) => (next.count > most.count ? next : most))
  return top.count > 0 ? top.code : undefined
}
