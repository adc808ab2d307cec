import type { AuthoredInvoice, AuthoredLine } from './authored.ts'
import { share } from './decimal.ts'
import { categoryOf, motiveOf, type Motive } from './motives.ts'

/** Amounts of one line, cents before tax: price times quantity, what is taken off, what is left (BT-131). */
export type LineAmounts = { gross: number; discount: number; net: number }

/** VAT at one rate (BG-23), cents; `allowance` is its part of the discount on the whole (BG-20), already taken off `base`. */
export type RateTotals = {
  category: string
  /** Hundredths of a percent. */
  rate: number
  motives: Motive[]
  lineTotal: number
  allowance: number
  base: number
  tax: number
}

/** Totals of an authored invoice (BG-22), cents. */
export type AuthoredTotals = {
  lines: LineAmounts[]
  rates: RateTotals[]
  /** BT-106, BT-107, BT-109, BT-110, BT-112, BT-113, BT-115 */
  lineTotal: number
  allowance: number
  netTotal: number
  taxTotal: number
  grossTotal: number
  prepaid: number
  payable: number
  /** Part of the payable that the buyer keeps back until the works are accepted. */
  retention: number
}

/** Hundredths of a percent in one. */
const WHOLE = 10_000n
/** Ten-thousandths times millionths of a euro, in cents. */
const PRODUCT_TO_CENTS = 10n ** 8n

const sum = (amounts: number[]) => amounts.reduce((total, amount) => total + amount, 0)

/**
 * Amounts of a line. Price times quantity is rounded to the cent, so is the discount on that, and the difference is exact:
 * what is printed adds up (chorus-pro-api.md §8.6: HT ligne = quantité × PU − remise, two decimals). A situation counts what
 * is done to date, rounded to the cent, less what was invoiced before.
 */
export function lineAmounts({ quantity, unitPrice, discount, progress }: AuthoredLine): LineAmounts {
  if (progress) {
    const net = share([progress.contract, progress.toDate], WHOLE) - progress.previous
    return { gross: net, discount: 0, net }
  }
  const gross = share([quantity, unitPrice], PRODUCT_TO_CENTS)
  const off = share([gross, discount], WHOLE)
  return { gross, discount: off, net: gross - off }
}

/**
 * Exact totals of an authored invoice. VAT is rounded once for each rate, on the sum of its lines, never line by line
 * (EN 16931 BR-CO-17; chorus-pro-api.md §8.6: Σ bases par taux, Σ TVA). Throws RangeError beyond what can be counted.
 */
export function totalsOf(invoice: AuthoredInvoice): AuthoredTotals {
  const lines = invoice.lines.map(lineAmounts)
  const rates = ratesOf(invoice, lines)
  const lineTotal = sum(lines.map(({ net }) => net))
  const allowance = sum(rates.map((rate) => rate.allowance))
  const netTotal = lineTotal - allowance
  const taxTotal = sum(rates.map(({ tax }) => tax))
  const grossTotal = netTotal + taxTotal
  // Cadre A2, already paid: nothing is left (domaine.md §5.1).
  const prepaid = invoice.cadre === 'A2' ? grossTotal : (invoice.prepaid?.amount ?? 0)
  const retention = share([grossTotal, invoice.retention], WHOLE)
  return {
    lines,
    rates,
    lineTotal,
    allowance,
    netTotal,
    taxTotal,
    grossTotal,
    prepaid,
    payable: grossTotal - prepaid,
    retention,
  }
}

/** One entry for each category and rate, the highest first: EN 16931 takes no two alike (BR-S-08, BR-E-08). */
function ratesOf({ lines, discount }: AuthoredInvoice, amounts: LineAmounts[]): RateTotals[] {
  const paired = lines.map((line, index) => ({ line, net: amounts[index]!.net, category: categoryOf(line) }))
  const groups = [...Map.groupBy(paired, ({ line, category }) => `${category} ${line.rate}`).values()]
  const sums = groups.map((group) => sum(group.map(({ net }) => net)))
  const allowances = allowancesOf(discount, sums)
  return groups
    .map((group, index) => {
      const { line, category } = group[0]!
      const [lineTotal, allowance] = [sums[index]!, allowances[index]!]
      const base = lineTotal - allowance
      const ids = [...new Set(group.map((each) => each.line.motive))]
      const motives = ids.map(motiveOf).filter((motive) => motive !== undefined)
      return { category, rate: line.rate, motives, lineTotal, allowance, base, tax: share([base, line.rate], WHOLE) }
    })
    .sort((a, b) => b.rate - a.rate)
}

/** A percentage is rounded at each rate; an amount is shared by the largest remainder, so that its parts add up to it. */
function allowancesOf(discount: AuthoredInvoice['discount'], sums: number[]): number[] {
  if (!discount) return sums.map(() => 0)
  if (discount.kind === 'percent') return sums.map((each) => share([each, discount.value], WHOLE))
  const whole = sum(sums)
  if (whole === 0) return sums.map(() => 0)
  const parts = sums.map((each) => BigInt(each) * BigInt(discount.value))
  const floors = parts.map((part) => Number(part / BigInt(whole)))
  const left = discount.value - sum(floors)
  const byRemainder = parts
    .map((part, index) => ({ index, remainder: part % BigInt(whole) }))
    .sort((a, b) => (a.remainder === b.remainder ? a.index - b.index : a.remainder > b.remainder ? -1 : 1))
  for (const { index } of byRemainder.slice(0, left)) floors[index]!++
  return floors
}
