import type { Buyer } from './buyer.ts'
import type { FieldName, Fields, VatScheme } from './fields.ts'
import type { Origin, Reading } from './reading.ts'

type Known = { company: { siret: string; name: string; vatScheme: VatScheme }; buyer: Buyer | undefined }

/**
 * Fills what the page did not say from what is known: the firm's own settings and this buyer's habits, never another
 * invoice's values. A value that was read is left alone.
 */
export function prefill(reading: Reading, { company, buyer }: Known): Reading {
  const fields = { ...reading.fields }
  const origins = { ...reading.origins }
  const fill = <N extends FieldName>(name: N, value: Fields[N], origin: Origin) => {
    if (origins[name] || !value) return
    fields[name] = value
    origins[name] = origin
  }
  const fromSettings: Origin = { source: 'settings', trust: 'likely' }
  const fromBuyer: Origin = { source: 'buyer', trust: 'likely' }

  if (!fields.supplierSiret) {
    fill('supplierSiret', company.siret, fromSettings)
    fill('supplierName', company.name, fromSettings)
  }
  if (fields.taxTotal) fill('vatScheme', company.vatScheme, fromSettings)
  // No VAT and no reason found on the page: « sans TVA », to be looked at (domaine.md §7).
  else if (fields.taxTotal === 0) fill('vatScheme', 'SANS_TVA', { source: 'settings', trust: 'check' })

  if (buyer) {
    fill('buyerName', buyer.name, fromBuyer)
    fill('serviceCode', buyer.serviceCode, fromBuyer)
    fill('valideurSiret', buyer.valideurSiret, fromBuyer)
    if (buyer.cadre !== 'A1') fill('cadre', buyer.cadre, fromBuyer)
  }
  return { ...reading, fields, origins }
}
