import { z } from 'zod'

/** Who takes part in a works contract besides the firm (domaine.md §5.2). */
export const Role = z.enum(['moe', 'moa', 'mandataire', 'finance'])
export type Role = z.infer<typeof Role>

export const roleWords: Record<Role, string> = {
  moe: 'Maître d’œuvre',
  moa: 'Maître d’ouvrage',
  mandataire: 'Mandataire du groupement',
  finance: 'Service financier',
}

/** The fiche d’identité du marché, kept once per works contract [C17]. A text that is not known is empty. */
export const Market = z.object({
  buyerSiret: z.string(),
  number: z.string(),
  parties: z.array(z.object({ role: Role, siret: z.string(), serviceCode: z.string() })),
})
export type Market = z.infer<typeof Market>

/** A sheet on which nothing is written yet. */
export const emptyMarket = (buyerSiret: string, number: string): Market => ({
  buyerSiret,
  number,
  parties: Role.options.map((role) => ({ role, siret: '', serviceCode: '' })),
})
