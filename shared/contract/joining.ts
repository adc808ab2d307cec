import { z } from 'zod'
import { motiveOf } from '../domain/authoring/motives.ts'

const id = z.string()
const nothing = z.object({})
/** An id of shared/tables/vat-motives.json, or none. */
const motive = z.string().refine((text) => text === '' || motiveOf(text) !== undefined)

/** By which file a draft may leave: the one proposed, why, and whether its data are attached already. */
export const Ways = z.object({
  proposed: z.enum(['pdf', 'facturx']),
  why: z.string(),
  isRemembered: z.boolean(),
  isJoined: z.boolean(),
  /** Why it cannot be a Factur-X. */
  obstacle: z.string().optional(),
  /** A part counts no VAT, and nothing says why. */
  needsMotive: z.boolean(),
})
export type Ways = z.infer<typeof Ways>

/** What the file of a platform needs besides the invoice, as it is typed. */
export const ForPlatform = z.object({
  id,
  nature: z.enum(['goods', 'services', 'mixed']),
  motive,
  /** BT-34 and BT-49, kept for the next invoice. */
  sellerAddress: z.string().trim().max(200),
  buyerAddress: z.string().trim().max(200),
})
export type ForPlatform = z.infer<typeof ForPlatform>

/** What an invoice still lacks for an approved platform, and why no file can be made of it. */
export const PlatformView = z.object({
  asked: ForPlatform,
  /** Made here: what is invoiced is known. */
  isWritten: z.boolean(),
  needsMotive: z.boolean(),
  lacks: z.array(z.object({ term: z.string(), message: z.string() })),
  reason: z.string().optional(),
})
export type PlatformView = z.infer<typeof PlatformView>

/** What a window may ask about files made of a draft or an invoice. */
export const joiningCalls = {
  'draft.ways': { input: z.object({ id }), output: Ways },
  /** Attaches the data to the owner's PDF, and keeps that for this buyer; a reason where it cannot be. */
  'draft.join': {
    input: z.object({ id, motive: motive.default('') }),
    output: z.object({ reason: z.string().optional() }),
  },
  /** Back to the plain PDF, and keeps that for this buyer. */
  'draft.part': { input: z.object({ id }), output: nothing },
  'platform.view': { input: z.object({ id, asked: ForPlatform.optional() }), output: PlatformView },
  /** « Enregistrer pour une plateforme agréée »: where it is, an empty path when the person changed their mind. */
  'platform.save': { input: ForPlatform, output: z.object({ path: z.string(), reason: z.string().optional() }) },
} as const
