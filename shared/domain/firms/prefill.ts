import { withOwnAccount } from './accounts.ts'
import type { Buyer } from '../buyers/buyer.ts'
import { carried, defaultCircuit } from '../document/submission-format.ts'
import type { Company } from './company.ts'
import { exemptionSaid } from '../document/exemption.ts'
import type { FieldName, Fields, VatScheme } from '../fields/fields.ts'
import type { Origin, Reading } from '../document/reading.ts'
import type { Exemption } from '../platform/exemption-reason.ts'
import { atOneRate } from '../fields/vat.ts'

type Habits = Pick<Company, 'siret' | 'name' | 'vatScheme' | 'exemptionReason' | 'ibans'>
/** `buyer` is that of the SIRET on the page, else the one with the exact name; else that of the `folder` the file lay in. */
type Known = { company: Habits; buyer: Buyer | undefined; folder?: string; exemptions?: Exemption[] }

/**
 * Fills what the page did not say from what is known: the firm's own settings and this buyer's habits, never another
 * invoice's values. A value that was read is left alone; so is what a flow must say itself. The firm's own SIRET, doubtfully
 * read, is no longer in doubt.
 */
export function prefill(reading: Reading, { company, buyer, folder, exemptions = [] }: Known): Reading {
  const fields = { ...reading.fields }
  const origins = { ...reading.origins }
  const isFlow = defaultCircuit(reading) === 'flux'
  const isLeftAlone = (name: FieldName) => isFlow && carried.some(([carriedName]) => carriedName === name)
  const fill = <N extends FieldName>(name: N, value: Fields[N], origin: Origin) => {
    if (origins[name] || !value || isLeftAlone(name)) return
    fields[name] = value
    origins[name] = origin
  }
  const fromSettings: Origin = { source: 'settings', trust: 'likely' }
  const fromBuyer: Origin = { source: 'buyer', trust: 'likely' }

  if (!fields.supplierSiret) {
    fill('supplierSiret', company.siret, fromSettings)
    fill('supplierName', company.name, fromSettings)
  }
  // Read on the page and known from the settings: nothing to look at twice.
  if (company.siret && fields.supplierSiret === company.siret && origins.supplierSiret?.trust === 'check')
    origins.supplierSiret = {
      ...origins.supplierSiret,
      trust: origins.supplierSiret.source === 'ocr' ? 'likely' : 'sure',
      reason: 'celui de vos réglages',
    }
  const isTaxed = !countsNone(company.vatScheme)
  // A page that does not say how much VAT it counts is taken for one like the others.
  if (fields.taxTotal === null || (fields.taxTotal !== 0) === isTaxed)
    fill('vatScheme', company.vatScheme, fromSettings)
  // No VAT, and neither the page nor the firm says why: « sans TVA », to be looked at (domaine.md §7).
  if (fields.taxTotal === 0)
    fill('vatScheme', 'SANS_TVA', { source: 'settings', trust: 'check', reason: 'aucune TVA, et rien ne dit pourquoi' })
  const words = reading.document.exemption
  const said = fields.vatScheme === 'EXONERATION' && words ? exemptionSaid(words, exemptions) : undefined
  if (said && words)
    fill('exemptionReason', said.code, { source: 'text', trust: 'likely', reason: `la page dit « ${words} »` })
  if (fields.vatScheme === 'EXONERATION') fill('exemptionReason', company.exemptionReason, fromSettings)

  // Totals without their rate: worked out, so to be looked at; Chorus Pro wants it (chorus-pro-api.md §3.3).
  const line = fields.vatLines.length ? undefined : atOneRate(fields)
  if (line)
    fill('vatLines', [line], {
      source: origins.taxTotal?.source ?? 'settings',
      trust: 'check',
      reason: 'taux déduit des totaux, la page ne le dit pas',
    })

  if (buyer) {
    const reason = folder ? `du dossier « ${folder} »` : sameName(buyer.invoices)
    fill('buyerSiret', buyer.siret, { ...fromBuyer, reason })
    fill('buyerName', buyer.name, fromBuyer)
    fill('serviceCode', buyer.serviceCode, fromBuyer)
    fill('valideurSiret', buyer.valideurSiret, fromBuyer)
    if (buyer.cadre !== 'A1') fill('cadre', buyer.cadre, fromBuyer)
  }
  return withOwnAccount({ ...reading, fields, origins }, company)
}

/** Why the client of an exact name is filled in: « même nom que 4 factures ». */
const sameName = (invoices: number) =>
  invoices === 0 ? 'même nom que dans votre carnet' : `même nom que ${invoices} facture${invoices > 1 ? 's' : ''}`

/** Schemes under which no VAT is counted. */
const countsNone = (scheme: VatScheme) => scheme === 'EXONERATION' || scheme === 'SANS_TVA'
