import { z } from 'zod'

/** A place on a page as it is shown: page from 1, then fractions of its width and height from the top left corner. */
export const Place = z.object({
  page: z.number().int().positive(),
  x: z.number(),
  y: z.number(),
  width: z.number(),
  height: z.number(),
})
export type Place = z.infer<typeof Place>
