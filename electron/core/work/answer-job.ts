import type { Of } from '../../../shared/domain/events.ts'
import type { At } from '../../../shared/domain/invoice.ts'
import { pieceOf } from '../../../shared/domain/pieces.ts'
import { isPast } from '../../../shared/domain/replying.ts'
import type { Vault } from '../intake/vault.ts'
import type { Remote } from '../remote/remote.ts'
import { NotSent, Refused, Unanswered } from '../remote/errors.ts'
import type { Proof } from '../remote/wire.ts'
import { readPieces } from './read-pieces.ts'
import type { Store } from '../store/database.ts'
import { done, type Handler } from './worker.ts'

type Parts = Pick<Store, 'invoices'> & { vault: Vault; remote: Remote }

/**
 * An answer to the buyer. Each attempt first looks whether the question still stands: an answer that was lost on the way, or
 * given on the portal meanwhile, is not given again.
 */
export const answerJob =
  ({ invoices, vault, remote }: Parts): Handler =>
  async (job) => {
    const invoice = invoices.get(job.subject) as At<'followed'>
    const { remoteId, version } = invoice as At<'followed'> & { remoteId: number }
    const answering = invoice.answering!
    const { reply } = answering

    const before = await look()
    if (before) return done(before)
    try {
      const proof = await send()
      return done({ type: 'answerReceived', proof })
    } catch (error) {
      if (error instanceof NotSent) throw error
      if (!(error instanceof Refused)) return done(lost(error))
      // « No » may mean that it had arrived after all.
      return done((await look()) ?? { type: 'answerRefused', problems: error.problems })
    }

    async function look(): Promise<Of<'statusSeen' | 'answerReceived'> | undefined> {
      const seen = await remote.history(remoteId)
      if (isPast(answering, seen)) return { type: 'statusSeen', version, ...seen }
      // A rejection that has been dealt with keeps its status.
      if (reply.kind !== 'settleRejection') return undefined
      return (await remote.details(remoteId)).isRejectionSettled ? { type: 'answerReceived' } : undefined
    }

    async function send(): Promise<Proof> {
      switch (reply.kind) {
        case 'complete':
          return remote.complete(remoteId, {
            comment: reply.comment,
            files: await readPieces(vault, reply.files.map(pieceOf)),
          })
        case 'recycle':
          return remote.recycle(remoteId, reply)
        case 'correctValideur':
          return remote.correctValideur(remoteId, reply.valideurSiret)
        case 'settleRejection':
          return remote.settleRejection(remoteId)
      }
    }
  }

const lost = (error: unknown): Of<'answerLost'> => ({
  type: 'answerLost',
  why: String(error),
  ...(error instanceof Unanswered && { answer: error.answer }),
})
