import type { EventOf } from '../../../shared/domain/lifecycle/events.ts'
import type { InvoiceAt } from '../../../shared/domain/lifecycle/invoice.ts'
import { pieceOf } from '../../../shared/domain/document/attachments.ts'
import { isPast } from '../../../shared/domain/lifecycle/reply-rules.ts'
import type { Vault } from '../vault/vault.ts'
import type { Proof, Replier, Transport } from '../transports/port.ts'
import { NotSent, Refused, Unanswered } from '../transports/errors.ts'
import { readPieces } from './read-attachments.ts'
import type { Store } from '../store/database.ts'
import { done, later, type Handler } from '../engine/worker.ts'

type Deps = Pick<Store, 'invoices'> & {
  vault: Vault
  over: (connection: string) => Pick<Transport, 'statuses' | 'replier'>
}

/**
 * Job: an answer to the buyer. Each attempt first looks whether the question still stands: an answer that was lost on the way, or
 * given on the portal meanwhile, is not given again.
 */
export const answerJob =
  ({ invoices, vault, over }: Deps): Handler =>
  async (job) => {
    const invoice = invoices.get(job.subject) as InvoiceAt<'followed'>
    const { remoteKey, version } = invoice as InvoiceAt<'followed'> & { remoteKey: string }
    const answering = invoice.answering!
    const { reply } = answering
    const { statuses, replier } = over(job.lane)
    if (!replier) return later('this platform takes no answers')

    const before = await look()
    if (before) return done(before)
    try {
      const proof = await send(replier)
      return done({ type: 'answerReceived', proof })
    } catch (error) {
      if (error instanceof NotSent) throw error
      if (!(error instanceof Refused)) return done(lost(error))
      // « No » may mean that it had arrived after all.
      return done((await look()) ?? { type: 'answerRefused', problems: error.problems })
    }

    async function look(): Promise<EventOf<'statusSeen' | 'answerReceived'> | undefined> {
      const seen = await statuses.history(remoteKey)
      if (isPast(answering, seen)) return { type: 'statusSeen', version, ...seen }
      // A rejection that has been dealt with keeps its status.
      if (reply.kind !== 'settleRejection') return undefined
      return (await statuses.details(remoteKey)).isRejectionSettled ? { type: 'answerReceived' } : undefined
    }

    async function send(replier: Replier): Promise<Proof> {
      switch (reply.kind) {
        case 'complete':
          return replier.complete(remoteKey, {
            comment: reply.comment,
            files: await readPieces(vault, reply.files.map(pieceOf)),
          })
        case 'recycle':
          return replier.recycle(remoteKey, reply)
        case 'correctValideur':
          return replier.correctValideur(remoteKey, reply.valideurSiret)
        case 'settleRejection':
          return replier.settleRejection(remoteKey)
      }
    }
  }

const lost = (error: unknown): EventOf<'answerLost'> => ({
  type: 'answerLost',
  why: String(error),
  ...(error instanceof Unanswered && { answer: error.answer }),
})
