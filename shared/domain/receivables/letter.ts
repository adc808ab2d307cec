import { z } from 'zod'

const line = z.string().max(500)
/** A letter about a late payment, as it is printed: who, to whom, about what, its paragraphs, what is claimed (cents). */
export const Letter = z.object({
  tone: z.enum(['reminder', 'claim']),
  from: z.array(line).max(10),
  to: z.array(line).max(10),
  place: line,
  subject: line,
  references: line,
  /** Those before the sums, and those after. */
  opening: z.array(z.string().max(4000)).max(10),
  sums: z.array(z.object({ word: line, cents: z.number() })).max(10),
  closing: z.array(z.string().max(4000)).max(10),
})
export type Letter = z.infer<typeof Letter>
