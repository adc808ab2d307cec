import { z } from 'zod'
import { StoredFile } from '../document/stored-file.ts'
import { AuthoredInvoice } from './authored.ts'

/**
 * Issued invoice: it has its number for good. `at` is when it was issued (epoch ms), which its file bears; its look is kept, so that
 * the file can be made again to the byte. `replaces` is the rejected invoice it is made anew from.
 */
export const Issued = z.object({
  id: z.string(),
  at: z.number(),
  invoice: AuthoredInvoice,
  look: z.object({ color: z.string(), logo: StoredFile.nullable() }),
  replaces: z.string().default(''),
})
export type Issued = z.infer<typeof Issued>

/** Article of a firm's catalogue, by its reference or, where it has none, its designation; a price in millionths of a euro. */
export const Article = z.object({
  reference: z.string(),
  designation: z.string(),
  unit: z.string(),
  unitPrice: z.number().int(),
  /** A rate in hundredths of a percent, or a motive. */
  vat: z.string(),
})
export type Article = z.infer<typeof Article>
