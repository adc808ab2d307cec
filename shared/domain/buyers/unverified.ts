import { z } from 'zod'
import { Service, type Recipient } from './requirements.ts'

/** What a file or a person says that a buyer asks for; a flag that is not said is undefined. */
export const Asks = z.object({
  needsService: z.boolean().optional(),
  needsEngagement: z.boolean().optional(),
  needsEither: z.boolean().optional(),
  hidesPayment: z.boolean().optional(),
  isMoa: z.boolean().optional(),
  isWorksOnly: z.boolean().optional(),
  services: z.array(Service).default([]),
})
export type Asks = z.infer<typeof Asks>

type Told = { siret: string; name: string; town: string; postcode: string; isActive: boolean; asks: Asks }

/** A buyer as somebody else than Chorus Pro describes it, on a day (ISO): it is asked for the same, but nothing is stopped by it. */
export const fromHearsay = ({ siret, name, town, postcode, isActive, asks }: Told, asOf: string): Recipient => ({
  siret,
  name,
  ...(town && { town }),
  ...(postcode && { postcode }),
  isActive,
  needsService: asks.needsService ?? false,
  needsEngagement: asks.needsEngagement ?? false,
  needsEither: asks.needsEither ?? false,
  hidesPayment: asks.hidesPayment ?? false,
  ...(asks.isMoa && { isMoa: true }),
  ...(asks.isWorksOnly && { isWorksOnly: true }),
  services: asks.services,
  asOf,
  isHearsay: true,
})
