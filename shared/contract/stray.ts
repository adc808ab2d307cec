import { z } from 'zod'

/** Why a file was not taken in. */
export const StrayReason = z.enum([
  'empty',
  'gone',
  'arriving',
  'blank',
  'away',
  'locked',
  'denied',
  'tooBig',
  'notInvoice',
  'diskFull',
  'unreadable',
  'dataFolder',
  'stopped',
  'archive',
  'folder',
])
export type StrayReason = z.infer<typeof StrayReason>

/** Nothing is wrong with it: it is only waited for. */
export const isAwaited = (reason: StrayReason): boolean => ['arriving', 'blank', 'away', 'locked'].includes(reason)

/** Brought in by a person (drop, picker, command line), or found in the watched folder. */
export const By = z.enum(['hand', 'folder'])
export type By = z.infer<typeof By>

/** A file that could not be taken in; it stays where it was. `at` is epoch ms, `retryAt` when it is tried again by itself. */
export const RejectedFile = z.object({
  path: z.string(),
  name: z.string(),
  reason: StrayReason,
  /** A French sentence: what is the matter, and what to do. */
  message: z.string(),
  /** Who brought it: it is tried again in the same name. Those kept before this was known came from the folder. */
  by: By.default('folder'),
  at: z.number(),
  retryAt: z.number().optional(),
})
export type RejectedFile = z.infer<typeof RejectedFile>
