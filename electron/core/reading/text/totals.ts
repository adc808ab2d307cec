import type { Trust } from '../../../../shared/domain/reading.ts'
import type { AmountName, Figure } from './amounts.ts'

/** An amount decided on: where it was read (nowhere when it follows from the others) and how far it may be trusted. */
export type Decided = { cents: number; trust: Trust; from?: Figure }

export type Totals = Partial<
  Record<'netTotal' | 'taxTotal' | 'grossTotal' | 'discount' | 'prepaid' | 'payable', Decided>
>

type Sum = { net: Figure | undefined; tax: Figure | undefined; gross: Figure | undefined; off: number; score: number }

/**
 * Chooses the totals that agree with each other: HT + TVA = TTC (domaine.md §3), then what is deducted from it. Takes the
 * figures of the document, their signs already those of an invoice; `isExempt` when the document says there is no VAT. What
 * is not printed and does not follow is left out.
 */
export function decideTotals(figures: Figure[], { isExempt }: { isExempt: boolean }): Totals {
  const main = isExempt ? withoutTax(figures) : (bySum(figures) ?? byLabels(figures))
  const gross = main.grossTotal?.cents
  return gross === undefined ? main : { ...main, ...deductions(figures, gross) }
}

const named = (figures: Figure[], ...names: AmountName[]) =>
  figures
    .filter(({ name, isBase }) => name !== undefined && names.includes(name) && !isBase)
    .toSorted((a, b) => b.score - a.score)

/** Of as good figures the last of the document counts: totals come at the end. */
const bestOf = (figures: Figure[], ...names: AmountName[]) => {
  const [top] = named(figures, ...names)
  return top && named(figures, ...names).findLast(({ score }) => score >= top.score)
}

function bySum(figures: Figure[]): Totals | undefined {
  const nets = named(figures, 'netTotal')
  const taxes = [...named(figures, 'taxTotal'), ...sumOfRates(figures)]
  const grosses = [
    ...named(figures, 'grossTotal'),
    ...named(figures, 'payable').map((one) => ({ ...one, score: one.score * 0.8 })),
  ]
  const plain = figures.filter(({ score }) => score < 8).map((one) => ({ ...one, score: 1 }))
  const sums = [
    ...sumsOf(nets, taxes, grosses),
    ...sumsOf(plain, taxes, grosses),
    ...sumsOf(nets, plain, grosses),
    ...sumsOf(nets, taxes, plain),
  ]
  const top = sums.reduce<Sum | undefined>((best, sum) => (best && best.score >= sum.score ? best : sum), undefined)
  if (!top?.net || !top.tax || !top.gross) return undefined
  const trust = top.off === 0 && top.score > 40 ? 'sure' : 'likely'
  return {
    netTotal: { cents: top.net.cents, trust, from: top.net },
    taxTotal: { cents: top.tax.cents, trust, from: top.tax },
    grossTotal: { cents: top.gross.cents, trust, from: top.gross },
  }
}

/** A firm’s software may be a cent off (chorus-pro-api.md §8.6). */
const TOLERANCE = 1

function sumsOf(nets: Figure[], taxes: Figure[], grosses: Figure[]): Sum[] {
  return nets.slice(0, 60).flatMap((net) =>
    taxes.slice(0, 60).flatMap((tax) => {
      if (net.cents === 0 || Math.abs(tax.cents) > 0.3 * Math.abs(net.cents)) return []
      return grosses.flatMap((gross): Sum[] => {
        const off = Math.abs(net.cents + tax.cents - gross.cents)
        if (off > TOLERANCE || (tax.cents === 0 && tax.score < 8)) return []
        return [{ net, tax, gross, off, score: net.score + tax.score + gross.score - 4 * off }]
      })
    }),
  )
}

/** Without « Total TVA », the tax is the sum of a line for each rate. */
function sumOfRates(figures: Figure[]): Figure[] {
  const lines = named(figures, 'taxTotal').filter(({ rate }) => rate !== undefined)
  const perRate = [...Map.groupBy(lines, ({ rate }) => rate).values()].map(([first]) => first as Figure)
  if (perRate.length < 2) return []
  const cents = perRate.reduce((total, line) => total + line.cents, 0)
  return [{ ...(perRate[0] as Figure), cents, score: 12 }]
}

function withoutTax(figures: Figure[]): Totals {
  const total = bestOf(figures, 'grossTotal', 'netTotal') ?? bestOf(figures, 'payable')
  if (!total) return {}
  const gross: Decided = { cents: total.cents, trust: 'likely', from: total }
  return { netTotal: gross, taxTotal: { cents: 0, trust: 'likely' }, grossTotal: gross }
}

/** Nothing adds up: each total by its own label, the third from the other two. */
function byLabels(figures: Figure[]): Totals {
  const decided = (figure: Figure | undefined, trust: Trust = 'likely') =>
    figure && figure.score >= 8 ? { cents: figure.cents, trust, from: figure } : undefined
  const gross = decided(bestOf(figures, 'grossTotal')) ?? decided(bestOf(figures, 'payable'))
  const net = decided(bestOf(figures, 'netTotal'), 'check')
  const tax = decided(bestOf(figures, 'taxTotal'), 'check')
  const netCents = net?.cents ?? (gross && tax ? gross.cents - tax.cents : undefined)
  const fits =
    gross === undefined ||
    netCents === undefined ||
    (netCents <= gross.cents && gross.cents - netCents <= 0.3 * netCents)
  const follows = (cents: number): Decided => ({ cents, trust: 'check' })
  return {
    ...(gross ? { grossTotal: gross } : net && tax ? { grossTotal: follows(net.cents + tax.cents) } : {}),
    ...(net && fits ? { netTotal: net } : netCents !== undefined && fits ? { netTotal: follows(netCents) } : {}),
    ...(tax && fits && (!gross || !net)
      ? { taxTotal: tax }
      : gross && net && fits
        ? { taxTotal: follows(gross.cents - net.cents) }
        : {}),
  }
}

/** What is left to pay, and what was taken off on the way: parts already paid, a discount, a guarantee kept back. */
function deductions(figures: Figure[], gross: number): Totals {
  const off = (name: AmountName) => {
    const figure = figures
      .filter((one) => one.name === name && one.cents !== 0 && Math.abs(one.cents) <= Math.abs(gross))
      .toSorted((a, b) => b.score - a.score)
    return figure.map((one) => ({ ...one, cents: Math.abs(one.cents) }))
  }
  const payable = bestOf(
    figures.filter(({ cents }) => Math.abs(cents) <= Math.abs(gross) + TOLERANCE),
    'payable',
  )
  const prepaids = off('prepaid')
  const kept = [0, ...off('notTotal').map(({ cents }) => cents)]
  const discounts = [undefined, ...off('discount')]
  if (!payable) return withoutPayable(prepaids[0], gross)
  const paid: Decided = { cents: payable.cents, trust: 'likely', from: payable }
  if (Math.abs(payable.cents - gross) <= TOLERANCE) return { payable: { ...paid, trust: 'sure' } }
  for (const discount of discounts) {
    for (const prepaid of [undefined, ...prepaids]) {
      const left = gross - (discount?.cents ?? 0) - (prepaid?.cents ?? 0)
      if (!kept.some((guarantee) => Math.abs(left - guarantee - payable.cents) <= TOLERANCE)) continue
      const sure = (figure: Figure | undefined): Decided | undefined =>
        figure && { cents: figure.cents, trust: 'sure', from: figure }
      return {
        payable: { ...paid, trust: 'sure' },
        ...(discount ? { discount: sure(discount)! } : {}),
        ...(prepaid ? { prepaid: sure(prepaid)! } : {}),
      }
    }
  }
  return { payable: { ...paid, trust: 'check' } }
}

const withoutPayable = (prepaid: Figure | undefined, gross: number): Totals =>
  prepaid && prepaid.score > 20
    ? {
        prepaid: { cents: prepaid.cents, trust: 'check', from: prepaid },
        payable: { cents: gross - prepaid.cents, trust: 'check' },
      }
    : { payable: { cents: gross, trust: 'likely' } }
