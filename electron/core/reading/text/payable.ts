import type { Adjustment } from '../../../../shared/domain/document/reading.ts'
import type { AmountName, Figure } from './amounts.ts'
import { bestOf, decided, INFERRED, named, TOLERANCE, type Decided, type Named, type Totals } from './chosen.ts'
import { labelled, type TextDocument } from './document.ts'
import { rowsBetween, type MoneyRow } from './money-rows.ts'

const DEDUCTED = 'TTC − déductions = net à payer'

/** What is left to pay, what was taken off on the way, and what Chorus Pro has no field for, each under its printed name. */
export type Left = { totals: Totals; adjustments: Adjustment[] }

/** More than this of the gross total is no net to pay, even with disbursements on top. */
const MOST = 1.5

/**
 * What is left to pay of the gross total, and what was taken off on the way: parts already paid, a discount, a guarantee kept
 * back, anything else on the lines between the two. Where several amounts are called so, the one those lines lead to is meant.
 */
export function whatIsLeft(document: TextDocument, figures: Figure[], gross: Decided): Left {
  const fitting = figures.filter(({ cents }) => Math.abs(cents) <= MOST * Math.abs(gross.cents) + TOLERANCE)
  const payable = bestOf(fitting, 'payable')
  const deductions = deductionsFrom(figures, gross.cents)
  if (!payable) return { totals: withoutPayable({ document, figures, deductions, gross }), adjustments: [] }
  const rivals = named(fitting, 'payable').filter(({ score }) => score >= payable.score - 6)
  for (const one of rivals) {
    const found = explained(one, deductions, gross.cents)
    if (found) return { totals: found, adjustments: [] }
  }
  for (const one of rivals) {
    const found = explainedByRows({ document, figures, gross }, one)
    if (found) return found
  }
  const within = rivals.filter(({ cents }) => Math.abs(cents) <= Math.abs(gross.cents) + TOLERANCE)
  const top = within.find(({ score }) => score >= payable.score) ?? payable
  const isWhole = Math.abs(top.cents - gross.cents) <= TOLERANCE
  const others = new Set(rivals.map(({ cents }) => cents)).size > 1
  if (isWhole && !others) return { totals: { payable: decided(top, 'sure', 'égal au TTC') }, adjustments: [] }
  const reason = isWhole
    ? 'égal au TTC, mais la page porte un autre net à payer'
    : 'ce qui le sépare du TTC n’est pas expliqué'
  const differing = rivals.filter(({ cents }) => cents !== top.cents)
  return { totals: { payable: { ...decided(top, 'check', reason), rivals: differing } }, adjustments: [] }
}

type Deductions = Record<'discount' | 'prepaid' | 'retention', Named[]>

function deductionsFrom(figures: Figure[], gross: number): Deductions {
  const off = (name: AmountName) =>
    named(figures, name)
      .filter(({ cents }) => cents !== 0 && Math.abs(cents) <= Math.abs(gross))
      .map((one) => ({ ...one, cents: Math.abs(one.cents) }))
  return { discount: off('discount'), prepaid: off('prepaid'), retention: off('retention') }
}

/** One deduction of each kind at most, together what lies between the gross total and this amount. */
function explained(payable: Named, { discount, prepaid, retention }: Deductions, gross: number): Totals | undefined {
  if (payable.cents === gross) return undefined
  for (const less of [undefined, ...discount]) {
    for (const paid of [undefined, ...prepaid]) {
      for (const kept of [undefined, ...retention]) {
        const left = gross - (less?.cents ?? 0) - (paid?.cents ?? 0) - (kept?.cents ?? 0)
        if (Math.abs(left - payable.cents) > TOLERANCE || left === gross) continue
        return {
          payable: decided(payable, 'sure', DEDUCTED),
          ...(less ? { discount: decided(less, 'sure', DEDUCTED) } : {}),
          ...(paid ? { prepaid: decided(paid, 'sure', DEDUCTED) } : {}),
          ...(kept ? { retention: decided(kept, 'sure', DEDUCTED) } : {}),
        }
      }
    }
  }
  return undefined
}

type Page = { document: TextDocument; figures: Figure[]; gross: Decided }

/** The lines printed between the gross total and this amount lead from one to the other. */
function explainedByRows({ document, figures, gross }: Page, payable: Named): Left | undefined {
  if (!gross.from || !payable.figure || payable.cents === gross.cents) return undefined
  const rows = rowsBetween(document, figures, gross.from, payable.figure)
  const signed = leadingTo(rows, payable.cents - gross.cents)
  if (!signed) return undefined
  const totals: Totals = { payable: decided(payable, 'sure', 'TTC et lignes qui le suivent = net à payer') }
  for (const name of ['prepaid', 'discount', 'retention'] as const) {
    const own = signed.filter((row) => row.name === name)
    const cents = own.reduce((total, row) => total - row.cents, 0)
    if (own[0] && cents > 0) totals[name] = decided({ figure: own[0].figure, cents, score: 1 }, 'sure', DEDUCTED)
  }
  const isField = ({ name }: MoneyRow) => name !== undefined && totals[name] !== undefined
  const adjustments = signed.filter((row) => !isField(row)).map(({ label, cents }) => ({ label, cents }))
  return { totals, adjustments }
}

/** So many lines at most: each may be added, taken off, or say nothing. */
const MANY = 6

/** The rows, with the signs that lead to this difference (cents): as they read, else with other signs, else without some. */
function leadingTo(rows: MoneyRow[], difference: number): MoneyRow[] | undefined {
  if (rows.length === 0 || rows.length > MANY) return undefined
  const sumOf = (some: MoneyRow[]) => some.reduce((total, { cents }) => total + cents, 0)
  if (Math.abs(sumOf(rows) - difference) <= TOLERANCE) return rows
  const choices = rows.reduce<MoneyRow[][]>(
    (made, row) => made.flatMap((some) => [[...some, row], [...some, { ...row, cents: -row.cents }], some]),
    [[]],
  )
  return choices
    .filter((some) => some.length > 0 && sumOf(some) === difference)
    .toSorted((a, b) => b.length - a.length)[0]
}

/** Words that take something off, wherever they stand; what the law wants said of discounts and penalties is not among them. */
const TAKES_OFF =
  /(?<!pas d'|sans |aucun |vaut pas )\b(?:acomptes?|arrhes)\b|retenue de garantie|\bavances? (?:forfaitaire|versee|percue|recue)|deja (?:regle|verse|paye|percu)|a deduire|\bdeduit|avoir\b.{0,40}\b(?:imput|dedu)|\bprorata\b/

function withoutPayable({ document, figures, deductions, gross }: Page & { deductions: Deductions }): Totals {
  const [prepaid] = deductions.prepaid
  if (prepaid && prepaid.score > 20)
    return {
      prepaid: decided(prepaid, 'check'),
      payable: { cents: gross.cents - prepaid.cents, trust: 'check', reason: INFERRED },
    }
  const { cents } = gross
  const off = document.cells.find(({ plain, isColumnHead }) => !isColumnHead && TAKES_OFF.test(plain))
  if (off) return { payable: { cents, trust: 'check', reason: `le TTC ; la page dit aussi « ${brief(off.text)} »` } }
  const isAnnounced = labelled(document, 'payable').some(({ cell, hit }) => {
    const isSaid = figures.some(
      ({ at, callings }) => at.cell === cell || callings.some(({ label }) => label.cell === cell),
    )
    return hit.weight > 2 && hit.from === 0 && hit.to > cell.plain.length - 3 && !isSaid
  })
  return isAnnounced
    ? { payable: { cents, trust: 'check', reason: 'le TTC ; la page annonce un net à payer qui n’a pas été lu' } }
    : { payable: { cents, trust: 'likely', reason: 'le TTC, rien n’en est déduit sur la page' } }
}

const brief = (text: string) => (text.length > 50 ? `${text.slice(0, 48).trimEnd()}…` : text)
