import { z } from 'zod'

/** How what is approved gets to Chorus Pro: by itself, or by the person's own hand on the portal (product.md, « Three ways »). */
export const DeliveryMode = z.enum(['api', 'portail'])
export type DeliveryMode = z.infer<typeof DeliveryMode>
