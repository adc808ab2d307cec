import { z } from 'zod'
import { StoredFile } from '../document/stored-file.ts'
import { Problem } from '../rules/problem.ts'

// What the person answers to the buyer through Chorus Pro: it leaves like a deposit, and can be lost on the way like one.

/** Their answer (chorus-pro-api.md §3.4, §3.5, §3.10, §3.12); the number of the invoice never changes. */
export const Reply = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('complete'), comment: z.string(), files: z.array(StoredFile) }),
  z.object({
    kind: z.literal('recycle'),
    buyerSiret: z.string(),
    serviceCode: z.string(),
    engagementNumber: z.string(),
    contractNumber: z.string(),
  }),
  z.object({ kind: z.literal('correctValideur'), valideurSiret: z.string() }),
  z.object({ kind: z.literal('settleRejection') }),
])
export type Reply = z.infer<typeof Reply>
export const ReplyKind = z.enum(['complete', 'recycle', 'correctValideur', 'settleRejection'])
export type ReplyKind = Reply['kind']

/** An answer on its way, arrived, or turned down and to be corrected. Times are epoch ms. */
export const Answering = z.object({
  reply: Reply,
  at: z.number(),
  /** How many times the invoice had had the status that is answered: one more is another question. */
  asked: z.number().int(),
  /** It was sent, and no sure answer came. */
  lostAt: z.number().optional(),
  receivedAt: z.number().optional(),
  problems: z.array(Problem).optional(),
})
export type Answering = z.infer<typeof Answering>
