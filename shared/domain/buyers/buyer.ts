import { z } from 'zod'
import { BuyerKind } from './buyer-kind.ts'
import { Cadre, VatScheme, type Fields } from '../fields/fields.ts'
import { Asks } from './unverified.ts'
import { Piece } from '../document/attachments.ts'

/** A buyer as the person has typed it, on a day (ISO). */
export const Typed = z.object({ town: z.string(), postcode: z.string(), asks: Asks, on: z.string() })
export type Typed = z.infer<typeof Typed>

/** What the firm knows of a public buyer from the invoices it has sent it, and what the person has typed. */
export const Buyer = z.object({
  siret: z.string(),
  name: z.string(),
  /** As last sent: proposed again, never imposed. */
  serviceCode: z.string(),
  cadre: Cadre,
  valideurSiret: z.string(),
  contractNumber: z.string().default(''),
  vatScheme: VatScheme.default(''),
  exemptionReason: z.string().default(''),
  comment: z.string().default(''),
  /** What the last engagement looked like, its digits masked: its value is another each time. */
  engagementShape: z.string().default(''),
  /** What decides of its delay of payment, once the person has said. */
  kind: BuyerKind.optional(),
  /** What went with the last invoice that had something with it. */
  pieces: z.array(Piece).default([]),
  /** How many invoices have gone to it. */
  invoices: z.number().int(),
  typed: Typed.optional(),
  /** File a plain PDF leaves as, once the person has chosen: itself, or a Factur-X made of it. */
  sendsAs: z.enum(['pdf', 'facturx']).optional(),
  /** BT-49, its electronic address on the approved platforms (plateformes-agreees.md §1.4). */
  electronicAddress: z.string().optional(),
})
export type Buyer = z.infer<typeof Buyer>

/** Nothing has gone to it yet. */
export const stranger = (siret: string, name: string): Buyer => ({
  siret,
  name,
  serviceCode: '',
  cadre: 'A1',
  valideurSiret: '',
  contractNumber: '',
  vatScheme: '',
  exemptionReason: '',
  comment: '',
  engagementShape: '',
  pieces: [],
  invoices: 0,
})

/** The address book after one more invoice. */
export const learn = (known: Buyer | undefined, fields: Fields, pieces: Piece[] = []): Buyer => ({
  ...(known ?? stranger(fields.buyerSiret, '')),
  name: fields.buyerName || (known?.name ?? ''),
  serviceCode: fields.serviceCode,
  cadre: fields.cadre,
  valideurSiret: fields.valideurSiret,
  pieces: pieces.length ? pieces : (known?.pieces ?? []),
  contractNumber: fields.contractNumber,
  vatScheme: fields.vatScheme,
  exemptionReason: fields.exemptionReason,
  comment: fields.comment,
  engagementShape: shapeOf(fields.engagementNumber) || (known?.engagementShape ?? ''),
  invoices: (known?.invoices ?? 0) + 1,
})

/** « BC-2026-118 » → « BC-####-### ». */
const shapeOf = (engagement: string) => engagement.replace(/\d/g, '#')

/** How an engagement of this buyer looked, in words; empty when none is known. */
export function shapeInWords({ engagementShape: shape }: Pick<Buyer, 'engagementShape'>): string {
  if (!shape) return ''
  return /^#+$/.test(shape)
    ? `La dernière fois, il avait ${shape.length} chiffres.`
    : `La dernière fois, il était de la forme ${shape} (# pour un chiffre).`
}
