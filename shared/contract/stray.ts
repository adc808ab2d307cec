import { z } from 'zod'

/** Why a file was not taken in. */
export const StrayReason = z.enum([
  'empty',
  'gone',
  'locked',
  'denied',
  'tooBig',
  'notInvoice',
  'diskFull',
  'unreadable',
  'archive',
])
export type StrayReason = z.infer<typeof StrayReason>

/** A file that could not be taken in; it stays where it was. `at` is epoch ms, `retryAt` when it is tried again by itself. */
export const Stray = z.object({
  path: z.string(),
  name: z.string(),
  reason: StrayReason,
  /** A French sentence: what is the matter, and what to do. */
  message: z.string(),
  at: z.number(),
  retryAt: z.number().optional(),
})
export type Stray = z.infer<typeof Stray>
