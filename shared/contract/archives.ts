import { z } from 'zod'
import { Beside, ReceivedArchive } from '../domain/document/received.ts'

/** An archive in the list: how many files it had, and what became of them; `total` entries in all, 0 while nobody knows. */
export const ArchiveLine = ReceivedArchive.omit({ sha256: true, done: true }).extend({
  files: z.number(),
  invoices: z.number(),
  pieces: z.number(),
  aside: z.number(),
})
export type ArchiveLine = z.infer<typeof ArchiveLine>

const at = { place: z.number(), name: z.string(), bytes: z.number() }
/** An entry that was set aside: why, and the one thing to do. `invoiceId`: the invoice it is about. */
export const ArchiveAside = z.object({
  ...at,
  why: z.string(),
  detail: z.string(),
  mark: z.enum(['done', 'waits', 'none', 'stop']),
  verb: z.enum(['see', 'compare', 'join', 'open', 'show', 'none']),
  invoiceId: z.string().optional(),
})
export type ArchiveAside = z.infer<typeof ArchiveAside>

/** One archive, entry by entry: set aside, found to be invoices, and what goes with one. */
export const ArchiveView = ArchiveLine.extend({
  set: z.array(ArchiveAside),
  found: z.array(z.object({ ...at, invoiceId: z.string() })),
  joined: z.array(z.object({ ...at, invoiceId: z.string(), number: z.string(), trust: Beside, isJoined: z.boolean() })),
})
export type ArchiveView = z.infer<typeof ArchiveView>

const id = z.string()
const ofOne = z.object({ id })
const ofEntry = z.object({ id, place: z.number().int().nonnegative() })
const nothing = z.object({})

/** What a window may ask about archives that came in. An entry is named by its archive and its place. */
export const archiveCalls = {
  'archives.list': { input: nothing, output: z.array(ArchiveLine) },
  'archive.view': { input: ofOne, output: ArchiveView },
  /** Shows it where it lies. */
  'archive.show': { input: ofOne, output: nothing },
  /** Takes nothing more of it; what was taken stays. */
  'archive.stop': { input: ofOne, output: nothing },
  /** Opens it once more, from where it lies: what is known is found again. */
  'archive.again': { input: ofOne, output: nothing },
  /** Joins a file that was set aside to a draft; or takes one off again. */
  'archive.join': { input: ofEntry.extend({ invoiceId: id }), output: nothing },
  'archive.detach': { input: ofEntry, output: nothing },
  /** Opens an archive that was within another by itself; gives its id. */
  'archive.openApart': { input: ofEntry, output: ofOne },
} as const
