import { formatCents, formatRate, typeCents } from '../../base/money.ts'
import type { AuthoredInvoice } from './authored.ts'
import { longDay } from './long-day.ts'
import type { AuthoredTotals } from './totals.ts'

/** Line of the sums: `rule` has a line above it, `due` is the one that counts. */
export type Sum = { label: string; more: string; amount: string; kind: 'plain' | 'rule' | 'due' }
/** Foot of the printed table: VAT by rate, why none is counted, and the sums. */
export type Sums = { vat: string[][]; mentions: string[]; explained: string[]; sums: Sum[] }

const plain = (label: string, cents: number, more = ''): Sum => ({
  label,
  more,
  amount: formatCents(cents),
  kind: 'plain',
})

/** Words of the sums of a page (domaine.md §6.1: totaux HT, TVA, TTC et répartition par taux, ou exonération; déductions). */
export function printedSums(invoice: AuthoredInvoice, totals: AuthoredTotals): Sums {
  const isTaxed = totals.rates.some(({ rate }) => rate > 0)
  const motives = [
    ...new Map(totals.rates.flatMap((rate) => rate.motives).map((motive) => [motive.id, motive])).values(),
  ]
  const isReversed = motives.some(({ id }) => id === 'autoliquidation')
  const taker = invoice.cadre === 'A9' ? (invoice.valideur?.name ?? '') : ''
  return {
    vat: isTaxed ? totals.rates.map(({ rate, base, tax }) => [formatRate(rate), typeCents(base), typeCents(tax)]) : [],
    mentions: motives.map(({ mention }) => mention),
    explained: isReversed ? [`La TVA est due par ${taker || invoice.buyer.name}, preneur.`] : [],
    sums: [
      ...beforeTax(invoice, totals),
      ...withTax(totals, isTaxed),
      ...deductions(invoice, totals),
      ...due(invoice, totals),
    ],
  }
}

function beforeTax({ discount }: AuthoredInvoice, { lineTotal, allowance, netTotal }: AuthoredTotals): Sum[] {
  if (!discount || !allowance) return [plain('Total HT', netTotal)]
  const share = discount.kind === 'percent' ? `, ${formatRate(discount.value)}` : ''
  return [
    plain('Total HT avant remise', lineTotal),
    plain(`${discount.reason}${share}`, -allowance),
    plain('Total HT', netTotal),
  ]
}

const withTax = ({ taxTotal, grossTotal }: AuthoredTotals, isTaxed: boolean): Sum[] =>
  isTaxed
    ? [plain('Total TVA', taxTotal), { ...plain('Total TTC', grossTotal), kind: 'rule' }]
    : [plain('TVA', taxTotal)]

function deductions({ cadre, prepaid }: AuthoredInvoice, totals: AuthoredTotals): Sum[] {
  if (!totals.prepaid) return []
  if (cadre === 'A2') return [plain('Déjà payé', -totals.prepaid)]
  const named = prepaid?.invoice ? `facture ${prepaid.invoice.number} du ${longDay(prepaid.invoice.date)}` : ''
  const tax = prepaid?.tax ? `dont TVA ${formatCents(prepaid.tax)}` : ''
  return [plain('Acompte versé', -totals.prepaid, [named, tax].filter(Boolean).join(', '))]
}

/** The retention is owed, and kept back for a while: the net to pay holds it, as in the file (BT-115; EN 16931 BR-CO-16). */
function due({ kind, retention }: AuthoredInvoice, totals: AuthoredTotals): Sum[] {
  const net: Sum = { ...plain(kind === 'creditNote' ? 'À déduire' : 'Net à payer', totals.payable), kind: 'due' }
  if (!totals.retention) return [net]
  return [
    net,
    plain(`dont retenue de garantie, ${formatRate(retention)}`, totals.retention, 'réglée à sa levée'),
    plain('À régler à l’échéance', totals.payable - totals.retention),
  ]
}
