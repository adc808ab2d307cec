import type { Trust } from '../../../../shared/domain/document/reading.ts'
import type { AmountName, Figure } from './amounts.ts'
import { bestOf, decided, INFERRED, named, TOLERANCE, type Decided, type Named, type Totals } from './chosen.ts'
import type { TextDocument } from './document.ts'
import { rowSums } from './row-sums.ts'
import { whatIsLeft, type Left } from './payable.ts'
import { sumsOfVatLines } from './vat.ts'

type Sum = { net: Named; tax: Named; gross: Named; off: number; score: number }

/**
 * Chooses the totals that agree with each other: HT + TVA = TTC (domaine.md §3), then what is deducted from it. Takes the
 * figures of the document, their signs already those of an invoice; `isExempt` when the document says there is no VAT. What
 * is not printed and does not follow is left out.
 */
export function decideTotals(document: TextDocument, figures: Figure[], { isExempt }: { isExempt: boolean }): Left {
  const main = isExempt ? withoutTax(figures) : (bySum(document, figures) ?? byLabels(figures))
  if (!main.grossTotal) return { totals: main, adjustments: [] }
  const { totals, adjustments } = whatIsLeft(document, figures, main.grossTotal)
  return { totals: { ...main, ...totals }, adjustments }
}

function bySum(document: TextDocument, figures: Figure[]): Totals | undefined {
  const nets = named(figures, 'netTotal').slice(0, 40)
  const taxes = [...named(figures, 'taxTotal').slice(0, 40), ...sumOfRates(figures)]
  const grosses = [
    ...named(figures, 'grossTotal').slice(0, 40),
    ...named(figures, 'payable').map((one) => ({ ...one, score: one.score * 0.8 })),
  ]
  // What is called something else is no total.
  const all = figures
    .filter((figure) => !isTakenOff(figure))
    .map((figure): Named => ({ figure, cents: figure.cents, score: 1 }))
  const sums = [
    ...sumsOf(nets, taxes, grosses),
    ...sumsOf(all, taxes, grosses),
    ...sumsOf(nets, all, grosses),
    ...sumsOf(nets, taxes, all),
    ...rowSums(document, figures),
    ...sumsOf(...fromVatLines(document, figures), grosses),
  ]
  const top = sums.reduce<Sum | undefined>((best, sum) => (best && best.score >= sum.score ? best : sum), undefined)
  if (!top || top.score < 16) return undefined
  const trust = top.off === 0 && top.score > 40 ? 'sure' : 'likely'
  const reason = top.off === 0 ? 'HT + TVA = TTC' : 'HT + TVA = TTC, à un centime près'
  return {
    netTotal: decided(top.net, trust, reason),
    taxTotal: decided(top.tax, trust, reason),
    grossTotal: decided(top.gross, trust, reason),
  }
}

const isTakenOff = ({ callings }: Figure) =>
  callings.some(({ name, score }) => score >= 20 && ['prepaid', 'discount', 'retention', 'adjustment'].includes(name))

function sumsOf(nets: Named[], taxes: Named[], grosses: Named[]): Sum[] {
  const byCents = Map.groupBy(grosses, ({ cents }) => cents)
  return nets.flatMap((net) =>
    taxes.flatMap((tax) => {
      if (
        net.cents === 0 ||
        (net.figure && tax.figure === net.figure) ||
        Math.abs(tax.cents) > 0.3 * Math.abs(net.cents)
      )
        return []
      if (tax.cents * net.cents < 0 || (tax.cents === 0 && tax.score < 8)) return []
      return [-TOLERANCE, 0, TOLERANCE].flatMap((off) =>
        (byCents.get(net.cents + tax.cents + off) ?? [])
          .filter((gross) => !net.figure || gross.figure !== net.figure)
          .map((gross) => ({
            net,
            tax,
            gross,
            off,
            score: net.score + tax.score + gross.score - 4 * Math.abs(off) - (tax.cents === 0 ? 15 : 0),
          })),
      )
    }),
  )
}

/** Neither HT nor TVA as totals, only rate by rate: both are sums, printed nowhere. */
function fromVatLines(document: TextDocument, figures: Figure[]): [Named[], Named[]] {
  const sums = sumsOfVatLines(document, figures)
  return sums ? [[{ cents: sums.net, score: 14 }], [{ cents: sums.tax, score: 14 }]] : [[], []]
}

/** Without « Total TVA », the tax is the sum of a line for each rate. */
function sumOfRates(figures: Figure[]): Named[] {
  const lines = named(figures, 'taxTotal').filter(({ calling }) => calling?.rate !== undefined)
  const perRate = [...Map.groupBy(lines, ({ calling }) => calling?.rate).values()].map((same) => same[0]!)
  if (perRate.length < 2) return []
  return [{ ...perRate[0]!, cents: perRate.reduce((total, { cents }) => total + cents, 0), score: 12 }]
}

/** A head of the articles’ column is a poor name for a total; « à payer » is a better one. */
const WEAK = 12

/** « Total à payer » 395,97, then « Net à payer » 237,58 after an acompte: the first is the total. */
function largestPayable(figures: Figure[]) {
  const top = bestOf(figures, 'payable')
  const rivals = named(figures, 'payable').filter(({ score }) => top && score >= top.score - 6)
  return rivals.toSorted((a, b) => Math.abs(b.cents) - Math.abs(a.cents))[0]
}

function withoutTax(figures: Figure[]): Totals {
  const called = bestOf(figures, 'grossTotal', 'netTotal')
  const total = called && called.score > WEAK ? called : (largestPayable(figures) ?? called)
  if (!total) return {}
  return {
    netTotal: decided(total, 'likely', 'pas de TVA : HT = TTC'),
    taxTotal: { cents: 0, trust: 'likely', reason: 'la page dit qu’il n’y a pas de TVA' },
    grossTotal: decided(total, 'likely', 'pas de TVA : HT = TTC'),
  }
}

/** Nothing adds up: each total by its own label, the third from the other two. */
function byLabels(figures: Figure[]): Totals {
  const pick = (trust: Trust, ...names: AmountName[]) => {
    const one = bestOf(figures, ...names)
    return one && one.score >= 8 ? decided(one, trust) : undefined
  }
  const gross = pick('likely', 'grossTotal') ?? pick('likely', 'payable')
  const net = pick('check', 'netTotal')
  const tax = pick('check', 'taxTotal')
  const follows = (cents: number): Decided => ({ cents, trust: 'check', reason: INFERRED })
  const isPlausible = (part: number, whole: number) => part >= 0 && part <= 0.3 * whole
  // All three are printed and do not agree: they are shown as they are.
  if (gross && net && tax && isPlausible(Math.abs(tax.cents), Math.abs(net.cents)))
    return { grossTotal: { ...gross, trust: 'check' }, netTotal: net, taxTotal: tax }
  if (gross && net) {
    const rest = gross.cents - net.cents
    return isPlausible(rest, net.cents)
      ? { grossTotal: gross, netTotal: net, taxTotal: follows(rest) }
      : { grossTotal: gross }
  }
  if (gross && tax && isPlausible(tax.cents, gross.cents))
    return { grossTotal: gross, taxTotal: tax, netTotal: follows(gross.cents - tax.cents) }
  if (net && tax && isPlausible(tax.cents, net.cents))
    return { netTotal: net, taxTotal: tax, grossTotal: follows(net.cents + tax.cents) }
  return { ...(gross ? { grossTotal: gross } : {}), ...(net ? { netTotal: net } : {}) }
}
