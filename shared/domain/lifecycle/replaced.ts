import { z } from 'zod'
import { Fields } from '../fields/fields.ts'
import { Piece } from '../document/attachments.ts'

// A rejected invoice and the one that takes its place know each other for good (domaine.md §9: a new invoice, a new number).

/** On the new one: the rejected one as it was, and the number the person has given for the new one, empty when the page is to say it. */
export const Replaced = z.object({
  id: z.string(),
  number: z.string(),
  fields: Fields,
  pieces: z.array(Piece),
  newNumber: z.string(),
})
export type Replaced = z.infer<typeof Replaced>

/** On the rejected one: the new one, and its number from the moment it has left. */
export const Replacement = z.object({ by: z.string(), number: z.string().optional() })
export type Replacement = z.infer<typeof Replacement>
