import rates from '../../tables/vat-rates.json' with { type: 'json' }
import type { FieldName, Fields } from './fields.ts'

type Totals = Pick<Fields, 'netTotal' | 'taxTotal' | 'grossTotal' | 'payable'>

/** The rates one chooses from, hundredths of a percent; any other one is typed. */
export const rateChoices: readonly number[] = rates.mainland

/**
 * The totals (cents) that follow from those that are there, so that none is typed twice; a total that is there is left
 * alone, and so is `except`, which the person may have emptied on purpose. With a discount, a deposit or a retention the net
 * to pay is the person's to say.
 */
export function missingTotals(fields: Fields, except?: FieldName): Partial<Totals> {
  const { netTotal, taxTotal } = fields
  const found: Partial<Totals> = {}
  const fill = (name: keyof Totals, cents: number | null) => {
    if (fields[name] === null && cents !== null && name !== except) found[name] = cents
  }
  const isPlain = !fields.discount && !fields.prepaid && !fields.retention
  const known = fields.grossTotal ?? (isPlain && fields.cadre !== 'A2' ? fields.payable : null)
  const gross = known ?? (netTotal === null || taxTotal === null || !isPlain ? null : netTotal + taxTotal)
  fill('grossTotal', gross)
  if (isPlain && gross !== null) {
    fill('netTotal', taxTotal === null ? null : gross - taxTotal)
    fill('taxTotal', netTotal === null ? null : gross - netTotal)
    fill('payable', fields.cadre === 'A2' ? 0 : gross)
  }
  return found
}

/** The whole invoice at one rate (hundredths of a percent): what follows from its total, to the cent. Nothing without one. */
export function atRate(fields: Fields, rate: number): Partial<Fields> {
  const given: Fields = { ...fields, ...missingTotals(fields) }
  const { grossTotal } = given
  const net = given.netTotal ?? (grossTotal === null ? null : Math.round((grossTotal * 10_000) / (10_000 + rate)))
  if (net === null) return {}
  const tax = given.taxTotal ?? (grossTotal === null ? Math.round((net * rate) / 10_000) : grossTotal - net)
  const whole: Fields = { ...given, netTotal: net, taxTotal: tax, vatLines: rate ? [{ rate, base: net, tax }] : [] }
  const { netTotal, taxTotal, vatLines } = whole
  const totals: Totals = { netTotal, taxTotal, grossTotal, payable: given.payable }
  return { ...totals, ...missingTotals(whole), vatLines }
}
