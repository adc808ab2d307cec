import type { AmountName, Figure } from './amounts.ts'
import { bestOf, decided, INFERRED, named, TOLERANCE, type Named, type Totals } from './chosen.ts'

const DEDUCTED = 'TTC − déductions = net à payer'

/**
 * What is left to pay of the gross total (cents), and what was taken off on the way: parts already paid, a discount, a
 * guarantee kept back. Where several amounts are called so, the one the deductions lead to is meant.
 */
export function whatIsLeft(figures: Figure[], gross: number): Totals {
  const fitting = figures.filter(({ cents }) => Math.abs(cents) <= Math.abs(gross) + TOLERANCE)
  const payable = bestOf(fitting, 'payable')
  const deductions = deductionsFrom(figures, gross)
  if (!payable) return withoutPayable(deductions.prepaid[0], gross)
  const rivals = named(fitting, 'payable').filter(({ score }) => score >= payable.score - 6)
  for (const one of rivals) {
    const found = explained(one, deductions, gross)
    if (found) return found
  }
  const isWhole = Math.abs(payable.cents - gross) <= TOLERANCE
  return { payable: isWhole ? decided(payable, 'sure', 'égal au TTC') : decided(payable, 'check') }
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

const withoutPayable = (prepaid: Named | undefined, gross: number): Totals =>
  prepaid && prepaid.score > 20
    ? {
        prepaid: decided(prepaid, 'check'),
        payable: { cents: gross - prepaid.cents, trust: 'check', reason: INFERRED },
      }
    : { payable: { cents: gross, trust: 'likely', reason: 'le TTC, rien n’en est déduit sur la page' } }
