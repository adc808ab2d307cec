import type { Asks } from '../../../shared/domain/buyers/unverified.ts'
import { z } from 'zod'

/** Who named it: Chorus Pro, the person, or a file that was brought in. */
export const Known = z.enum(['chorus', 'hand', 'file'])

/** A public structure as the local directory holds it. */
export type Structure = {
  /** 14 digits. */
  siret: string
  name: string
  /** Empty when nobody has said. */
  town: string
  postcode: string
  isActive: boolean
  known: z.infer<typeof Known>
  /** Epoch ms at which this was last said. */
  seenAt: number
  /** Absent when only the name is known. */
  asks?: Asks | undefined
}
