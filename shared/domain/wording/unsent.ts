import { z } from 'zod'
import { Outage } from '../platform/outage.ts'
import type { Invoice } from '../lifecycle/invoice.ts'
import { isReplying } from '../lifecycle/reply-rules.ts'
import { nextTry, waiting, type Waiting } from './waiting.ts'

/** Whether the firm holds accesses to Chorus Pro: none yet, locked by a passphrase, or open. */
export const AccessState = z.enum(['none', 'locked', 'open'])
export type AccessState = z.infer<typeof AccessState>

/** What is approved and has not left: why, in a sentence, and the one thing its owner can do about it. */
export const Unsent = z.object({
  /** Asked of the whole firm (connect, unlock, repair, retry) or of this invoice alone. */
  act: z.enum(['connect', 'unlock', 'repair', 'retry', 'look', 'walk', 'correct']),
  reason: z.string(),
  /** SIRET of its firm, where that goes by an access of its own. */
  firm: z.string().optional(),
})
export type Unsent = z.infer<typeof Unsent>

/** What is done once for the whole firm: one line on Accueil for all that it keeps here. */
export const firmActNames = ['connect', 'unlock', 'repair', 'retry'] as const satisfies Unsent['act'][]

/** It could not leave, so many times, for a reason of its own; tried again then (epoch ms). */
export type Stuck = { tries: number; until: number }
type Around = {
  access: AccessState
  hold?: (Waiting & { hindrance: Outage }) | undefined
  stuck?: Stuck | undefined
  /** Epoch ms. */
  now: number
}

/** Why what was approved is still here; undefined when nothing is, or nothing keeps it from leaving. */
export function unsentOf(invoice: Invoice, { access, hold, stuck, now }: Around): Unsent | undefined {
  if (invoice.stage === 'portal') return { act: 'walk', reason: 'Rien ne part d’ici : vous la déposez, pas à pas.' }
  if (invoice.stage === 'draft' && invoice.refusal)
    return { act: 'correct', reason: `${invoice.refusal.problems[0]?.message ?? ''} Rien n’a été intégré.`.trim() }
  const refused = invoice.stage === 'followed' && invoice.answering?.problems
  if (refused) return { act: 'correct', reason: refused[0]?.message ?? 'Chorus Pro n’a pas pris votre réponse.' }
  if (invoice.stage !== 'leaving' && !isQueuedReply(invoice)) return undefined
  if (access === 'none') return { act: 'connect', reason: 'Choriste n’a pas encore d’accès à Chorus Pro.' }
  if (access === 'locked') return { act: 'unlock', reason: 'Les accès à Chorus Pro attendent votre phrase de passe.' }
  if (hold) return { act: isOurs(hold.hindrance) ? 'repair' : 'retry', reason: waiting(hold, now) }
  return stuck && { act: 'look', reason: `Pas partie après ${stuck.tries} essais. ${nextTry(stuck.until, now)}` }
}

/** What the person's own accesses stand in the way of: waiting does not help, the connection has to be put right. */
export const isOurs = (hindrance: Outage): boolean =>
  ['unconnected', 'tokenRefused', 'unauthorized', 'forbidden'].includes(hindrance)

/** An answer to the buyer that may still be taken back: it has not been lost on the way. */
const isQueuedReply = (invoice: Invoice) =>
  invoice.stage === 'followed' && isReplying(invoice) && invoice.answering?.lostAt === undefined
