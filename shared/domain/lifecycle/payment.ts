import { z } from 'zod'
import { isDate } from '../../base/dates.ts'

/**
 * What a payment is of: money that came; fees the bank kept; a credit note netted; a guarantee held back by the contract, which
 * comes later and is not late; late interest and its indemnity, which pay nothing of the invoice itself.
 */
export const PaymentKind = z.enum(['transfer', 'fees', 'credit', 'retention', 'interest'])
export type PaymentKind = z.infer<typeof PaymentKind>

/** A payment of an invoice: its day (ISO) and its amount (cents; negative for money taken back). */
export const Payment = z.object({
  id: z.string(),
  on: z.string().refine(isDate),
  cents: z.number().int(),
  kind: PaymentKind,
  /** From a bank statement: which application of it, which line, and the words on it. */
  statement: z.object({ batch: z.string(), line: z.string(), label: z.string() }).optional(),
})
export type Payment = z.infer<typeof Payment>

/** A letter about a late payment that was sent (ISO day), with what it claimed besides the principal (cents). */
export const Claim = z.object({
  on: z.string().refine(isDate),
  tone: z.enum(['reminder', 'claim']),
  interest: z.number().int(),
  indemnity: z.number().int(),
})
export type Claim = z.infer<typeof Claim>
