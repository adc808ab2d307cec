import { z } from 'zod'

/**
 * Why Chorus Pro cannot be talked to now: no line, nobody answers, too many calls, PISTE or Chorus Pro do not take our
 * identities, an API is not ours to use, a certificate nobody vouches for, or this firm is not connected yet.
 */
export const Outage = z.enum([
  'unreachable',
  'certificate',
  'down',
  'overloaded',
  'tokenRefused',
  'unauthorized',
  'forbidden',
  'unconnected',
])
export type Outage = z.infer<typeof Outage>
