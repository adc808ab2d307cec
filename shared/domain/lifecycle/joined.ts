import { z } from 'zod'
import { Fields } from '../fields/fields.ts'
import { StoredFile } from '../document/stored-file.ts'
import { DocumentFacts, Origins } from '../document/reading.ts'
import { SubmissionFormat } from '../document/submission-format.ts'

/**
 * Data attached to an owner's PDF (domaine.md §2.3, §13): the Factur-X that leaves in its place, and the draft as it was, to go back
 * to. The PDF itself stays the file of the invoice.
 */
export const Joined = z.object({
  file: StoredFile,
  before: z.object({ document: DocumentFacts, fields: Fields, origins: Origins, circuit: SubmissionFormat }),
})
export type Joined = z.infer<typeof Joined>

/** The same invoice without the data that were attached to it; as it is where there are none. */
export function withoutData<T extends Joined['before'] & { joined?: Joined | undefined }>(
  invoice: T,
): Omit<T, 'joined'> {
  const { joined, ...rest } = invoice
  return joined ? { ...rest, ...joined.before } : rest
}
