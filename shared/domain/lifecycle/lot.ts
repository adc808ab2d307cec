import { z } from 'zod'
import { isWorks } from '../fields/cadre.ts'
import type { Route } from '../firms/connection.ts'
import type { InvoiceAt } from './invoice.ts'

/** Syntax of the files of a lot: all of them are of one (domaine.md §2.5, chorus-pro-api.md §7.6). */
export const LotSyntax = z.enum(['facturx', 'cii', 'ubl', 'pdf'])
export type LotSyntax = z.infer<typeof LotSyntax>

/** Container of a lot: both are taken (chorus-pro-api.md §7.6). */
export const LotContainer = z.enum(['zip', 'tar.gz'])
export type LotContainer = z.infer<typeof LotContainer>

/** Least invoices of a lot. */
export const FEWEST = 2

type Draft = Pick<InvoiceAt<'draft'>, 'circuit' | 'document' | 'fields' | 'pieces' | 'isStraightened'>

/** The syntax a draft has in a lot: the portal goes by what the file is, the API by how the person has it leave. */
export function lotSyntax({ circuit, document }: Pick<Draft, 'circuit' | 'document'>, route: Route): LotSyntax {
  const isPlain = route.transport === 'chorus' && circuit === 'pdf'
  const { kind } = document
  return isPlain || kind === 'other' ? 'pdf' : kind
}

/** Why a draft that is ready leaves alone. */
export type Alone = 'works' | 'valideur' | 'pieces' | 'straightened' | 'plain'

/**
 * Why a draft that is ready cannot leave in a lot; undefined when it can. A lot is files and nothing else: what travels beside
 * the file of an invoice (its form, its pieces, its valideur) has no place in it (domaine.md §2.3, §5).
 */
export function leavesAlone(draft: Draft, route: Route): Alone | undefined {
  if (isWorks(draft.fields)) return 'works'
  if (draft.fields.valideurSiret) return 'valideur'
  if (draft.pieces.length) return 'pieces'
  if (draft.isStraightened) return 'straightened'
  if (route.transport === 'chorus' && lotSyntax(draft, route) === 'pdf') return 'plain'
  return undefined
}

/** Those of one key may leave together: one way and access, one firm, one syntax, and by hand one cadre, which is chosen there. */
export function lotKey(draft: Draft, route: Route): string {
  const { supplierSiret, cadre } = draft.fields
  const way = route.transport === 'portal' ? ['portal', cadre] : ['chorus', route.connection]
  return [...way, supplierSiret, lotSyntax(draft, route)].join(' ')
}

/**
 * Lot by hand: drafts approved to be deposited on the portal in one archive. `at` is epoch ms; `flow` and `depositedOn` (ISO) once
 * the person has noted the number the portal gave.
 */
export const HandLot = z.object({
  id: z.string(),
  at: z.number(),
  /** The name of its archive, without its extension. */
  name: z.string(),
  syntax: LotSyntax,
  invoices: z.array(z.string()),
  bytes: z.number(),
  flow: z.string().optional(),
  depositedOn: z.string().optional(),
})
export type HandLot = z.infer<typeof HandLot>
