import { z } from 'zod'

/** Kinds of public buyers with a delay of their own (domaine.md §10.1). */
export const BuyerKind = z.enum(['default', 'health', 'publicCompany'])
export type BuyerKind = z.infer<typeof BuyerKind>
