import { z } from 'zod'

/** 64 figures of base 16, as the vault names its copies. */
export const isSha256 = (text: string): boolean => /^[0-9a-f]{64}$/.test(text)

/** A file that was taken in. Our own copy is in the vault under its sha256; the original stays where it was. */
export const StoredFile = z.object({
  name: z.string(),
  bytes: z.number().int(),
  sha256: z.string(),
  /** One of several invoices in a PDF: that PDF’s name, and its pages there, from 1, both included. */
  partOf: z.object({ name: z.string(), from: z.number().int(), to: z.number().int() }).optional(),
  /** The picture this PDF was made of, by its name. */
  madeFrom: z.string().optional(),
  /** The archive or message it was in, by its name. */
  heldBy: z.string().optional(),
  /** The sub-folder it lay in, of the watched folder or of one that was brought in, by its name: it may be that of its client. */
  folder: z.string().optional(),
})
export type StoredFile = z.infer<typeof StoredFile>
