import type { Trust } from '../../../../shared/domain/reading.ts'
import type { AmountName, Calling, Figure } from './amounts.ts'
import type { TextDocument } from './document.ts'
import { rowSums } from './row-sums.ts'
import { sumsOfVatLines } from './vat.ts'

/** An amount decided on: where it was read (nowhere when it follows from the others) and how far it may be trusted. */
export type Decided = { cents: number; trust: Trust; from?: Figure; calling?: Calling; reason?: string }

export type Totals = Partial<
  Record<'netTotal' | 'taxTotal' | 'grossTotal' | 'discount' | 'prepaid' | 'retention' | 'payable', Decided>
>

/** A figure under one of its names; under no name at all its score is 1. */
export type Named = { figure?: Figure; cents: number; score: number; calling?: Calling | undefined }

type Sum = { net: Named; tax: Named; gross: Named; off: number; score: number }

/**
 * Chooses the totals that agree with each other: HT + TVA = TTC (domaine.md §3), then what is deducted from it. Takes the
 * figures of the document, their signs already those of an invoice; `isExempt` when the document says there is no VAT. What
 * is not printed and does not follow is left out.
 */
export function decideTotals(document: TextDocument, figures: Figure[], { isExempt }: { isExempt: boolean }): Totals {
  const main = isExempt ? withoutTax(figures) : (bySum(document, figures) ?? byLabels(figures))
  const gross = main.grossTotal?.cents
  return gross === undefined ? main : { ...main, ...deductions(figures, gross) }
}

/** Totals come low on the page; a further page may hold an example or an annex. */
const leaning = ({ at: { cell } }: Figure) => 3 * cell.depth - (cell.page > 1 ? 3 : 0)

/** Figures called so, the surest first. */
export const named = (figures: Figure[], ...names: AmountName[]): Named[] =>
  figures
    .flatMap((figure) =>
      figure.callings
        .filter(({ name }) => names.includes(name))
        .map((calling) => ({
          figure,
          cents: figure.cents,
          score: calling.score + leaning(figure),
          calling,
        })),
    )
    .toSorted((a, b) => b.score - a.score)

/** Of as good figures the last of the document counts: totals come at the end. */
const bestOf = (figures: Figure[], ...names: AmountName[]) => {
  const found = named(figures, ...names)
  return found.findLast(({ score }) => score >= (found[0]?.score ?? 0))
}

function bySum(document: TextDocument, figures: Figure[]): Totals | undefined {
  const nets = named(figures, 'netTotal').slice(0, 40)
  const taxes = [...named(figures, 'taxTotal').slice(0, 40), ...sumOfRates(figures)]
  const grosses = [
    ...named(figures, 'grossTotal').slice(0, 40),
    ...named(figures, 'payable').map((one) => ({ ...one, score: one.score * 0.8 })),
  ]
  const all = figures.map((figure): Named => ({ figure, cents: figure.cents, score: 1 }))
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

const decided = ({ cents, figure, calling }: Named, trust: Trust, reason?: string): Decided => ({
  cents,
  trust,
  ...(figure ? { from: figure } : {}),
  ...(calling ? { calling } : {}),
  ...(reason ? { reason } : {}),
})

const INFERRED = 'déduit des autres montants, n’est pas imprimé'

/** A firm’s software may be a cent off (chorus-pro-api.md §8.6). */
const TOLERANCE = 1

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

function withoutTax(figures: Figure[]): Totals {
  const total = bestOf(figures, 'grossTotal', 'netTotal') ?? bestOf(figures, 'payable')
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

const DEDUCTED = 'TTC − déductions = net à payer'

/** What is left to pay, and what was taken off on the way: parts already paid, a discount, a guarantee kept back. */
function deductions(figures: Figure[], gross: number): Totals {
  const off = (name: AmountName) =>
    named(figures, name)
      .filter(({ cents }) => cents !== 0 && Math.abs(cents) <= Math.abs(gross))
      .map((one) => ({ ...one, cents: Math.abs(one.cents) }))
  const payable = bestOf(
    figures.filter(({ cents }) => Math.abs(cents) <= Math.abs(gross) + TOLERANCE),
    'payable',
  )
  const prepaids = off('prepaid')
  if (!payable) return withoutPayable(prepaids[0], gross)
  if (Math.abs(payable.cents - gross) <= TOLERANCE) return { payable: decided(payable, 'sure', 'égal au TTC') }
  for (const discount of [undefined, ...off('discount')]) {
    for (const prepaid of [undefined, ...prepaids]) {
      for (const retention of [undefined, ...off('retention')]) {
        const left = gross - (discount?.cents ?? 0) - (prepaid?.cents ?? 0) - (retention?.cents ?? 0)
        if (Math.abs(left - payable.cents) > TOLERANCE) continue
        return {
          payable: decided(payable, 'sure', DEDUCTED),
          ...(discount ? { discount: decided(discount, 'sure', DEDUCTED) } : {}),
          ...(prepaid ? { prepaid: decided(prepaid, 'sure', DEDUCTED) } : {}),
          ...(retention ? { retention: decided(retention, 'sure', DEDUCTED) } : {}),
        }
      }
    }
  }
  return { payable: decided(payable, 'check') }
}

const withoutPayable = (prepaid: Named | undefined, gross: number): Totals =>
  prepaid && prepaid.score > 20
    ? {
        prepaid: decided(prepaid, 'check'),
        payable: { cents: gross - prepaid.cents, trust: 'check', reason: INFERRED },
      }
    : { payable: { cents: gross, trust: 'likely', reason: 'le TTC, rien n’en est déduit sur la page' } }
