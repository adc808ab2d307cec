import { z } from 'zod'
import { StoredFile } from '../document/stored-file.ts'

const text = z.string().default('')

/**
 * Letterhead of a firm: what its own invoices print beside its name and SIRET (domaine.md §6.1, §6.2), their look and the patterns
 * of their numbers. A text that is not known is empty.
 */
export const Letterhead = z.object({
  /** Up to three lines. */
  street: text,
  postcode: text,
  city: text,
  /** BT-31 */
  vatNumber: text,
  email: text,
  phone: text,
  /** Legal form, capital, register, insurance; at the foot of each page. */
  legal: text,
  bic: text,
  /** « #rrggbb »; empty for black. */
  color: z
    .string()
    .regex(/^(#[0-9a-f]{6})?$/i)
    .default(''),
  /** PNG or JPEG, in the vault. */
  logo: StoredFile.nullable().default(null),
  /** Patterns of its series (numbering.ts): {AAAA} or {AA} for the year, {NNN} for the counter. */
  numbers: z
    .object({ invoice: z.string().default('{AAAA}-{NNNN}'), creditNote: z.string().default('AV-{AAAA}-{NNN}') })
    .prefault({}),
})
export type Letterhead = z.infer<typeof Letterhead>
