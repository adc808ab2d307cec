import { blocking, check } from '../../../shared/domain/check.ts'
import type { Of } from '../../../shared/domain/events.ts'
import type { At } from '../../../shared/domain/invoice.ts'
import type { FactsOf } from '../facts.ts'
import type { Vault } from '../intake/vault.ts'
import type { Inquiries } from '../inquiries.ts'
import { NotSent, Refused, Unanswered, type Remote } from '../remote/remote.ts'
import type { Store } from '../store/database.ts'
import { done, type Handler } from './worker.ts'

type Parts = Pick<Store, 'invoices' | 'settings'> & {
  vault: Vault
  remote: Remote
  inquiries: Inquiries
  factsOf: FactsOf
}

/** What may have left is never sent again: it is looked for. */
export const depositJob =
  ({ invoices, settings, vault, remote, inquiries, factsOf }: Parts): Handler =>
  async (job) => {
    const invoice = invoices.get(job.invoiceId) as At<'leaving'>
    const bytes = await vault.read(invoice.file.sha256)
    await inquiries.fresh(invoice.fields.buyerSiret)
    const problems = blocking(check(invoice.fields, factsOf(invoice)))
    if (problems.length) return done({ type: 'refused', problems })
    if (mayBeThereAlready(invoice)) {
      const found = await lookFor(invoice)
      if (found) return done(found)
    }
    return done(await deposit(invoice, bytes))

    async function deposit(invoice: At<'leaving'>, bytes: Uint8Array) {
      try {
        return await remote.deposit(invoice, bytes)
      } catch (error) {
        if (error instanceof NotSent) throw error
        if (!(error instanceof Refused)) return lost(error)
        // Sent a second time, « no » may mean « I have it already »: then it is there, and it is ours.
        const found = invoice.resends ? await lookFor(invoice) : undefined
        return found ?? ({ type: 'refused', problems: error.problems } as const)
      }
    }

    /** What Chorus Pro has under our number: ours, somebody else's (a refusal), or nothing. */
    async function lookFor(invoice: At<'leaving'>): Promise<Of<'registered' | 'refused'> | undefined> {
      try {
        return await remote.find(invoice)
      } catch (error) {
        if (error instanceof Refused) return { type: 'refused', problems: error.problems }
        throw error
      }
    }

    /** After an older copy of the database was taken up again, it no longer knows all that has left. */
    function mayBeThereAlready({ arrivedAt }: At<'leaving'>) {
      const restoredAt = settings.mark('restoredAt')
      return restoredAt !== undefined && arrivedAt <= restoredAt
    }
  }

const lost = (error: unknown): Of<'lost'> => ({
  type: 'lost',
  why: String(error),
  ...(error instanceof Unanswered && { answer: error.answer }),
})
