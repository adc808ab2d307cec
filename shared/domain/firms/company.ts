import { z } from 'zod'
import { VatScheme, type Fields } from '../fields/fields.ts'
import { isSameName } from '../../base/same-name.ts'
import { Letterhead } from './letterhead.ts'

/** A firm whose invoices these are: one structure of Chorus Pro. */
export const Company = z.object({
  siret: z.string().default(''),
  name: z.string().default(''),
  /** Used when an invoice does not say (domaine.md §7): services are taxed on receipt unless the firm chose otherwise. */
  vatScheme: VatScheme.default('TVA_SUR_ENCAISSEMENT'),
  /** The reason last given for counting none; empty until an invoice has arrived with one. */
  exemptionReason: z.string().default(''),
  /** Service émetteur: the id of one of its own services; null for none. */
  service: z.number().nullable().default(null),
  /** Where the money is to go: one of the accounts Chorus Pro knows (chorus-pro-api.md §5.10); null lets it choose. */
  bankAccount: z.number().nullable().default(null),
  /** IBANs its invoices may ask to be paid to; Chorus Pro names its accounts without theirs (chorus-pro-api.md §5.10). */
  ibans: z.array(z.string()).default([]),
  /** BT-34, its electronic address on the approved platforms (plateformes-agreees.md §1.4). */
  electronicAddress: z.string().default(''),
  /** Its invoices are deposited on the portal, whatever the way of the others: the technical account is not its own. */
  isByHand: z.boolean().default(false),
  /** The id of its own connection to Chorus Pro; empty while it goes by the one of all firms (connection.ts). */
  connection: z.string().default(''),
  /** What the invoices made here print of it. */
  letterhead: Letterhead.prefault({}),
})
export type Company = z.infer<typeof Company>
type Firm = Pick<Company, 'siret' | 'name'>

/** Whose invoice it is, by what it says: its SIRET, else its name; the first firm when neither is known. */
export function issuerOf<C extends Firm>(
  companies: readonly [C, ...C[]],
  fields: Pick<Fields, 'supplierSiret' | 'supplierName'>,
): C {
  const { supplierSiret, supplierName } = fields
  const bySiret = companies.find(({ siret }) => siret !== '' && siret === supplierSiret)
  const byName = companies.filter(({ name }) => name !== '' && isSameName(supplierName, name))
  // Two firms of one name are told apart by their SIRET only.
  return bySiret ?? (!supplierSiret && byName.length === 1 ? byName[0]! : companies[0])
}
