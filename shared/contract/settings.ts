import { z } from 'zod'
import { Company, issuerOf } from '../domain/firms/company.ts'
import { PRINCIPAL, type Route } from '../domain/firms/connection.ts'
import type { Fields } from '../domain/fields/fields.ts'
import { DeliveryMode } from '../domain/firms/delivery-mode.ts'
import { isWorks } from '../domain/fields/cadre.ts'
import { SavedFilter } from './filters.ts'
import limits from '../tables/limits.json' with { type: 'json' }

/** Sizes of text, and of all that goes with it, in percent: Ctrl + goes from one to the next. */
export const textSizes = [100, 110, 125, 150, 175, 200] as const

/** What the person sets, with its defaults. */
export const Settings = z.object({
  company: Company.prefault({}),
  /** Further structures of the same owner. */
  otherCompanies: z.array(Company).default([]),
  way: DeliveryMode.default('api'),
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
  textSize: z.literal(textSizes).default(100),
  welcomed: z.boolean().default(false),
  /** In the demonstration: the person knows that their own invoices arrive nowhere, and tries with them. */
  rehearses: z.boolean().default(false),
  /** The first steps on Accueil: what only the person can say of them, and whether they are out of sight. */
  firstSteps: z.object({ hasAccount: z.boolean().default(false), isHidden: z.boolean().default(false) }).prefault({}),
  /** Filters of Suivi that were kept under a name. */
  savedFilters: z.array(SavedFilter).default([]),
  /** Rates of the ECB the person has entered, by half-year (hundredths of a percent, ISO day). */
  rates: z.array(z.object({ semester: z.string(), ecb: z.number().int(), on: z.string() })).default([]),
  /** What the heads of imported tables stand for, as chosen (table-columns.ts). */
  tableHeads: z.record(z.string(), z.string()).default({}),
  /** The SIRET of the firm whose invoices are shown; empty for all of them. */
  shown: z.string().default(''),
  /** Max invoices of a lot, as the person has it. */
  lotMost: z.number().int().min(2).max(limits.lotInvoices.value).default(limits.lotInvoicesAtFirst.value),
  /** A value was taken from the page once: how that is done is known. */
  hasPointed: z.boolean().default(false),
  /** It was said once that closing the window leaves the application in the tray. */
  toldAboutTray: z.boolean().default(false),
})
export type Settings = z.infer<typeof Settings>

/** Every firm of the owner, the first one first. */
export const companiesOf = ({
  company,
  otherCompanies,
}: Pick<Settings, 'company' | 'otherCompanies'>): [Company, ...Company[]] => [company, ...otherCompanies]

/** A field by itself: what a patch does not name has no default, it stays. */
const bare = <T extends z.ZodType>(field: { unwrap: () => T }) => field.unwrap().optional()
const { shape } = Settings
/** A patch of the settings: only what it names changes. The watched folder is chosen in the system’s dialog, never here. */
export const SettingsPatch = z.strictObject({
  way: bare(shape.way),
  notifications: bare(shape.notifications),
  theme: bare(shape.theme),
  textSize: bare(shape.textSize),
  welcomed: bare(shape.welcomed),
  rehearses: bare(shape.rehearses),
  firstSteps: bare(shape.firstSteps),
  shown: bare(shape.shown),
  savedFilters: bare(shape.savedFilters),
  hasPointed: bare(shape.hasPointed),
  lotMost: bare(shape.lotMost),
})
export type SettingsPatch = z.infer<typeof SettingsPatch>

const { shape: firm } = Company
/** A patch of one firm; what its invoices teach meanwhile stays. */
export const CompanyPatch = z.strictObject({
  siret: bare(firm.siret),
  name: bare(firm.name),
  vatScheme: bare(firm.vatScheme),
  service: bare(firm.service),
  bankAccount: bare(firm.bankAccount),
  ibans: bare(firm.ibans),
  isByHand: bare(firm.isByHand),
  letterhead: bare(firm.letterhead),
})
export type CompanyPatch = z.infer<typeof CompanyPatch>

/** The settings with a patch applied. */
export const withPatch = (settings: Settings, patch: SettingsPatch): Settings => ({ ...settings, ...named(patch) })

/** The settings with a patch of one firm applied, by its place: 0 for the first. Unchanged where there is none. */
export const withCompanyPatch = (settings: Settings, at: number, patch: CompanyPatch): Settings => {
  const company = companiesOf(settings)[at]
  return company ? withCompany(settings, company, { ...company, ...named(patch) }) : settings
}

/** The settings without one of the further firms, by its place from 1. */
export const withoutCompany = (settings: Settings, at: number): Settings => ({
  ...settings,
  otherCompanies: settings.otherCompanies.filter((_, index) => index !== at - 1),
})

type Named<T> = { [Name in keyof T]?: Exclude<T[Name], undefined> }
const named = <T extends object>(patch: T) =>
  Object.fromEntries(Object.entries(patch).filter(([, value]) => value !== undefined)) as Named<T>

/** The settings with one more firm: the first one, where none was known. */
export const withFirm = (settings: Settings, { siret, name }: Pick<Company, 'siret' | 'name'>): Settings =>
  settings.company.siret || !siret
    ? { ...settings, otherCompanies: [...settings.otherCompanies, Company.parse({ siret, name })] }
    : { ...settings, company: { ...settings.company, siret, name } }

/** The settings with what has changed about one firm. */
export const withCompany = (settings: Settings, before: Company, after: Company): Settings => ({
  ...settings,
  company: settings.company === before ? after : settings.company,
  otherCompanies: settings.otherCompanies.map((other) => (other === before ? after : other)),
})

/**
 * How an invoice goes: over the connection of its firm, or by hand on the portal, as works contracts always do and firms whose
 * account is not ours (domaine.md §5.2). A firm with an access of its own goes by itself, whatever the way of the others.
 */
export function connectionOf(settings: Settings, fields: Fields): Route {
  const { isByHand, connection } = issuerOf(companiesOf(settings), fields)
  const goesByItself = connection !== '' || settings.way === 'api'
  if (isByHand || isWorks(fields) || !goesByItself) return { transport: 'portal' }
  return { transport: 'chorus', connection: connection || PRINCIPAL }
}
/** The same as the person chooses it: by itself, or on the portal. */
export const wayOf = (settings: Settings, fields: Fields): DeliveryMode =>
  connectionOf(settings, fields).transport === 'portal' ? 'portail' : 'api'
