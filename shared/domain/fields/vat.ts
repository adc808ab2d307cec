import rates from '../../tables/vat-rates.json' with { type: 'json' }
import type { Fields, VatLine } from './fields.ts'

const usual = [...new Set([...rates.mainland, ...rates.overseas, ...rates.corsica])]

/** The whole invoice at the one usual rate that makes its VAT from its total, to the cent; undefined when none or several do. */
export function atOneRate({ netTotal, taxTotal }: Pick<Fields, 'netTotal' | 'taxTotal'>): VatLine | undefined {
  if (!netTotal || !taxTotal) return undefined
  const [rate, another] = usual.filter((each) => Math.round((netTotal * each) / 10_000) === taxTotal)
  return rate === undefined || another !== undefined ? undefined : { rate, base: netTotal, tax: taxTotal }
}
