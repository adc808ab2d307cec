import { z } from 'zod'
import { BuyerKind } from './deadline.ts'
import { Cadre, type Fields } from './fields.ts'
import { Piece } from './pieces.ts'

/** What the firm knows of a public buyer from the invoices it has sent it. */
export const Buyer = z.object({
  siret: z.string(),
  name: z.string(),
  /** As last sent: proposed again, never imposed. */
  serviceCode: z.string(),
  cadre: Cadre,
  valideurSiret: z.string(),
  /** What decides of its delay of payment, once the person has said. */
  kind: BuyerKind.optional(),
  /** What went with the last invoice that had something with it. */
  pieces: z.array(Piece).default([]),
  /** How many invoices have gone to it. */
  invoices: z.number().int(),
})
export type Buyer = z.infer<typeof Buyer>

/** The address book after one more invoice. */
export const learn = (known: Buyer | undefined, fields: Fields, pieces: Piece[] = []): Buyer => ({
  siret: fields.buyerSiret,
  name: fields.buyerName || (known?.name ?? ''),
  serviceCode: fields.serviceCode,
  cadre: fields.cadre,
  valideurSiret: fields.valideurSiret,
  ...(known?.kind && { kind: known.kind }),
  pieces: pieces.length ? pieces : (known?.pieces ?? []),
  invoices: (known?.invoices ?? 0) + 1,
})
