import type { Nature } from '../../../../shared/domain/document/reading.ts'
import { amountsIn } from '../../../../shared/domain/document/page/shapes.ts'
import type { Cell, Span, TextDocument } from './document.ts'
import { labelled } from './document.ts'

/** What a page is headed with. */
export type Title = { kind: 'invoice' | 'credit' | Nature; at: Span; size: number }

const KINDS: [Title['kind'], RegExp][] = [
  ['proforma', /^(?:facture\s+)?pro\s?-?\s?forma\b/],
  ['duplicate', /^(?:facture\s*[-–:(]?\s*)?duplicata\b/],
  ['cancelled', /^(?:facture\s*[-–:(]?\s*)?annulee?\b/],
  ['credit', /^(?:facture\s*(?:d'|\/|-)?\s*)?avoir\b|^note de credit\b|^credit note\b|^gutschrift\b/],
  ['reminder', /^(?:(?:\d|premi|deuxi|derni)[a-z]*\s+)?(?:lettre de )?(?:relance|rappel)\b|^mise en demeure\b/],
  ['quote', /^devis\b|^offre de prix\b|^proposition (?:commerciale|de prix)\b/],
  ['order', /^(?:bon|lettre) de commande\b/],
  ['delivery', /^(?:bon|bordereau) de livraison\b/],
  ['statement', /^releve (?:de|des) (?:compte|factures?)\b/],
  ['receipt', /^ticket de caisse\b|^ticket$/],
  [
    'invoice',
    /^(?:ma |votre |notre )?(?:factures?|fact\.?|note d'honoraires|memoire|invoice|rechnung|factuur|fattura|factura|decompte|etat de frais|note de (?:droits|cession|frais|debit))\b/,
  ],
]

/** Words a title may go on with: a number, a day, what it is about; anything else makes it a sentence. */
const REST =
  /^(?:\s|[-–:/(),.°|#]|\d[\d/.-]*|n|no|num|numero|du|de|des|d'|le|la|les|l'|a|au|sur|en|et|client|date|page|facture|avoir|interne|original|originale|estimatif|commercial|partiel|partielle|total|totale|compte|vente|relatif|concernant|annulant|annulation|correctif|rectificatif|remboursement|\p{L}{0,6}[-/.]?\d\S*|janvier|fevrier|mars|avril|mai|juin|juillet|aout|septembre|octobre|novembre|decembre|€|eur)*$/u

/** The titles of the first page, from its top: not the lines of a table, not what has its amount beside it, not sentences. */
export function titlesOf(document: TextDocument): Title[] {
  const origins = new Set(labelled(document, 'originNumber').flatMap(({ cell, hit }) => (hit.from === 0 ? [cell] : [])))
  return document.cells
    .filter((cell) => cell.page === 1 && cell.depth < 0.55 && cell.plain.length < 70)
    .flatMap((cell): Title[] => {
      const [kind, pattern] = KINDS.find(([, pattern]) => pattern.test(cell.plain)) ?? []
      const end = pattern?.exec(cell.plain)?.[0].length ?? 0
      if (!kind || isInTable(document, cell) || hasAmountBeside(document, cell)) return []
      // « RELANCE - Facture n° 12 du 2 mars » has its own words after it.
      if (kind !== 'invoice' && kind !== 'reminder' && !isTitled(cell.plain.slice(end))) return []
      if (origins.has(cell) && (kind === 'invoice' || /\d/.test(cell.plain))) return []
      return [{ kind, at: { cell, from: 0, to: end }, size: cell.size }]
    })
}

/** Whether these words after a title leave it one; « imputé sur cette facture » makes it a sentence. */
export const isTitled = (rest: string): boolean => REST.test(rest)

const isInTable = (document: TextDocument, cell: Cell) =>
  cell.isColumnHead || document.above(cell, 40).some(({ isColumnHead }) => isColumnHead)

/** « Avoir sur reprise … -100,00 »: a line of money. */
export const hasAmountBeside = (document: TextDocument, cell: Cell): boolean =>
  amountsIn(document.right(cell)?.plain ?? '').some(({ value }) => value.hasDecimals)

/** What the page is, when its largest title names something else than an invoice or a credit note. */
export function natureOf(titles: Title[], { cells }: TextDocument): { nature: Nature; at: Span } | undefined {
  const top = largest(titles)
  if (!top || top.kind === 'invoice' || top.kind === 'credit') return undefined
  const sizes = cells.filter(({ page }) => page === 1).map(({ size }) => size)
  const usual = sizes.toSorted((a, b) => a - b)[Math.floor(sizes.length / 2)] ?? 0
  const { cell } = top.at
  const isShouted = /^\P{Ll}*$/u.test(cell.text.slice(0, top.at.to)) && !titles.some(({ kind }) => kind === 'invoice')
  return top.size > 1.15 * usual || isShouted ? { nature: top.kind, at: top.at } : undefined
}

/** The first of the largest; a hair more or less is the same size. */
export const largest = (titles: Title[]): Title | undefined =>
  titles.reduce<Title | undefined>((top, next) => (top && top.size >= 0.95 * next.size ? top : next), undefined)
