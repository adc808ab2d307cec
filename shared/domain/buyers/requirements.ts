import { z } from 'zod'
import { addDays } from '../../base/dates.ts'
import type { Fields } from '../fields/fields.ts'
import { isSameName } from '../../base/same-name.ts'
import limits from '../../tables/limits.json' with { type: 'json' }

/** A service of a public buyer. */
export const Service = z.object({
  code: z.string(),
  name: z.string(),
  isActive: z.boolean(),
  /** This service wants an engagement even where its structure does not (domaine.md §4.2). */
  needsEngagement: z.boolean(),
  /** One of so many that Chorus Pro has not been asked about it yet. */
  isUnasked: z.literal(true).optional(),
})
export type Service = z.infer<typeof Service>

/** A public buyer as Chorus Pro knows it: what it asks for on an invoice (domaine.md §4.2). */
export const Recipient = z.object({
  siret: z.string(),
  /** Empty when the directory gives none. */
  name: z.string(),
  isActive: z.boolean(),
  needsService: z.boolean(),
  needsEngagement: z.boolean(),
  /** Either of the two is enough; wins over the two flags above. */
  needsEither: z.boolean(),
  /** This buyer never reports « Mise en paiement ». */
  hidesPayment: z.boolean(),
  /** It takes nothing but invoices of works contracts (estMoaUniquement, domaine.md §4.2). */
  isWorksOnly: z.boolean().optional(),
  services: z.array(Service),
  town: z.string().optional(),
  postcode: z.string().optional(),
  /** It takes invoices of works contracts too (estMOA, domaine.md §4.2). */
  isMoa: z.literal(true).optional(),
  /** The day this was asked for, ISO. */
  asOf: z.string(),
  /** Said by a file or by the person, not by Chorus Pro: worth asking for, but no reason to stop (unverified.ts). */
  isHearsay: z.literal(true).optional(),
})
export type Recipient = z.infer<typeof Recipient>

/** What this buyer wants for an invoice to this service: the algorithm of domaine.md §4.2. */
export function demands(recipient: Recipient, serviceCode: string) {
  const service = recipient.services.find(({ code }) => code === serviceCode)
  if (recipient.needsEither) return { service: false, engagement: service?.needsEngagement ?? false, either: true }
  return {
    // The State is one SIRET for all its offices: only the service code tells them apart (domaine.md §4.3).
    service: recipient.needsService || recipient.siret === limits.stateSiret.value,
    engagement: recipient.needsEngagement || (service?.needsEngagement ?? false),
    either: false,
  }
}

/** The page names a body that is not the one Chorus Pro holds for this SIRET. The State is one SIRET for all its offices. */
export const isOtherName = ({ buyerName, buyerSiret }: Naming, recipient: Recipient | null): boolean =>
  buyerSiret !== limits.stateSiret.value && !isSameName(buyerName, recipient?.name ?? '')

/** The client by the name on the page, which the owner knows, unless it is another's; empty when none is known. */
export const clientName = (fields: Naming, recipient: Recipient | null): string =>
  fields.buyerName && !isOtherName(fields, recipient) ? fields.buyerName : (recipient?.name ?? '')
type Naming = Pick<Fields, 'buyerName' | 'buyerSiret'>

/** Older than the directory may be trusted without a doubt (domaine.md §16.8), or said by others. Dates ISO. */
export const isStale = (recipient: Recipient, today: string): boolean =>
  recipient.isHearsay === true || addDays(recipient.asOf, limits.directoryAgeDays.value) < today

/** The service for invoices between public bodies: a firm does not choose it (domaine.md §4.2). */
export const PUBLIC_ONLY = 'FACTURES_PUBLIQUES'
export const choosable = (recipient: Recipient): Service[] =>
  recipient.services.filter(({ code, isActive }) => isActive && code !== PUBLIC_ONLY)

/** The service a person probably meant: same letters once 0/O, 1/I/l and 5/S are taken for one another. */
export function nearestService(recipient: Recipient, typed: string): Service | undefined {
  const fold = (code: string) =>
    code
      .toUpperCase()
      .replace(/O/g, '0')
      .replace(/[IL|]/g, '1')
      .replace(/S/g, '5')
      .replace(/[\s._-]/g, '')
  return choosable(recipient).find(({ code }) => code !== typed && fold(code) === fold(typed))
}
