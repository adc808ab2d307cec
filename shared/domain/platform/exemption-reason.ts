import { z } from 'zod'

/** A reason Chorus Pro takes for counting no VAT. */
export const Exemption = z.object({ code: z.string(), label: z.string() })
export type Exemption = z.infer<typeof Exemption>
