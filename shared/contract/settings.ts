import { z } from 'zod'
import { VatScheme } from '../domain/fields.ts'
import { Way } from '../domain/way.ts'

/** The firm whose invoices these are. */
export const Company = z.object({
  siret: z.string().default(''),
  name: z.string().default(''),
  /** Used when an invoice does not say (domaine.md §7): services are taxed on receipt unless the firm chose otherwise. */
  vatScheme: VatScheme.default('TVA_SUR_ENCAISSEMENT'),
  /** The reason last given for counting none; empty until an invoice has arrived with one. */
  exemptionReason: z.string().default(''),
})
export type Company = z.infer<typeof Company>

/** What the person sets, with its defaults. */
export const Settings = z.object({
  company: Company.prefault({}),
  way: Way.default('api'),
  /** The watched folder; empty until the application has made its own. */
  folder: z.string().default(''),
  /** Files that were in the folder before this instant (epoch ms) are left alone. */
  folderSince: z.number().default(0),
  watching: z.boolean().default(true),
  notifications: z
    .object({
      drafts: z.boolean().default(true),
      arrivals: z.boolean().default(true),
      statuses: z.boolean().default(true),
    })
    .prefault({}),
  theme: z.enum(['system', 'light', 'dark']).default('system'),
  welcomed: z.boolean().default(false),
  /** It was said once that closing the window leaves the application in the tray. */
  toldAboutTray: z.boolean().default(false),
})
export type Settings = z.infer<typeof Settings>
