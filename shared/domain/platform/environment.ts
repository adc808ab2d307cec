import { z } from 'zod'

export const Environment = z.enum(['demonstration', 'qualification', 'production'])
export type Environment = z.infer<typeof Environment>
