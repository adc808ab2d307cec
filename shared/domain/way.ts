import { z } from 'zod'
import { isWorks } from './cadre.ts'
import type { Fields } from './fields.ts'

/** How what is approved gets to Chorus Pro: by itself, or by the person's own hand on the portal (product.md, « Three ways »). */
export const Way = z.enum(['api', 'portail'])
export type Way = z.infer<typeof Way>

/** A person deposits this invoice on the portal: the firm’s own way, or the only one for works contracts (domaine.md §5.2). */
export const goesByHand = (way: Way | undefined, fields: Pick<Fields, 'cadre'>): boolean =>
  way === 'portail' || isWorks(fields)
