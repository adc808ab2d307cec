import { z } from 'zod'
import { StoredFile } from './stored-file.ts'

/**
 * An archive that came in. It is never changed. `opening` while its entries are being taken, or were when the application
 * ended; `stopped` by the person; `refused` when nothing, or nothing more, can be taken of it. `at` is epoch ms, `bytes` its size.
 */
export const ReceivedArchive = z.object({
  id: z.string(),
  sha256: z.string(),
  name: z.string(),
  /** Where it was found; empty for bytes that came without a place. */
  path: z.string(),
  bytes: z.number(),
  /** Brought in by a person, or found in the watched folder. */
  by: z.enum(['hand', 'folder']),
  at: z.number(),
  state: z.enum(['opening', 'whole', 'stopped', 'refused']),
  refusal: z.string().optional(),
  /** Files taken so far, and entries in all; 0 while nobody knows. */
  done: z.number(),
  total: z.number(),
})
export type ReceivedArchive = z.infer<typeof ReceivedArchive>

const common = { name: z.string(), bytes: z.number() }

/** How surely a file goes with an invoice, by its name; `hand`: a person has said so. */
export const Beside = z.enum(['sure', 'likely', 'hand'])
export type Beside = z.infer<typeof Beside>

/** What one file of an archive has become. `name` is its name there, never a path to write to. */
export const ReceivedEntry = z.discriminatedUnion('kind', [
  /** An invoice; `isKnown` when its bytes were one already, in this archive (`sameAs` that entry) or before. */
  z.object({
    kind: z.literal('invoice'),
    ...common,
    invoiceId: z.string(),
    isKnown: z.boolean(),
    sameAs: z.string().optional(),
  }),
  /** It goes with an invoice: joined to its draft, or waiting until that has been read. */
  z.object({
    kind: z.literal('piece'),
    ...common,
    invoiceId: z.string(),
    file: StoredFile,
    trust: Beside,
    isJoined: z.boolean(),
  }),
  /** Set aside, with a French sentence of why; `file` where it may be joined by hand, or be opened as an archive of its own. */
  z.object({
    kind: z.literal('aside'),
    ...common,
    why: z.string(),
    file: StoredFile.optional(),
    isArchive: z.literal(true).optional(),
  }),
])
export type ReceivedEntry = z.infer<typeof ReceivedEntry>
