import { companiesOf } from '../../../shared/contract/settings.ts'
import { issuerOf } from '../../../shared/domain/company.ts'
import { blocking, check } from '../../../shared/domain/check.ts'
import type { Of } from '../../../shared/domain/events.ts'
import { fileThatLeaves, type At } from '../../../shared/domain/invoice.ts'
import type { Problem } from '../../../shared/domain/rules/rule.ts'
import { french } from '../../../shared/domain/typography.ts'
import type { FactsOf } from '../facts.ts'
import { DamagedCopy, type Vault } from '../intake/vault.ts'
import type { Inquiries } from '../inquiries.ts'
import type { Along, Transport } from '../transports/port.ts'
import { NotSent, Refused, Unanswered } from '../transports/errors.ts'
import { readPieces } from './read-pieces.ts'
import type { Store } from '../store/database.ts'
import type { Past } from '../store/past.ts'
import { lookFor, mayBeHidden, mayHaveLeft } from './second-time.ts'
import { done, later, type Handler } from './worker.ts'

type Parts = Pick<Store, 'invoices' | 'settings'> & {
  vault: Vault
  over: (connection: string) => Pick<Transport, 'depositor'>
  inquiries: Inquiries
  past: Pick<Past, 'departs'>
  factsOf: FactsOf
  now: () => number
}

/** What may have left is never sent again: it is looked for. */
export const depositJob =
  ({ invoices, settings, vault, over, inquiries, past, factsOf, now }: Parts): Handler =>
  async (job) => {
    const invoice = invoices.get(job.subject) as At<'leaving'>
    const bytes = await vault.read(fileThatLeaves(invoice).sha256).catch(ifDamaged)
    const pieces = await readPieces(vault, invoice.pieces).catch(ifDamaged)
    if (!bytes || !pieces) return done({ type: 'refused', problems: [copyDamaged] })
    await inquiries.fresh(invoice.fields, job.lane)
    const problems = blocking(check(invoice.fields, factsOf(invoice)))
    if (problems.length) return done({ type: 'refused', problems })
    const { depositor } = over(job.lane)
    const isSecond = mayHaveLeft(invoice, settings)
    if (isSecond) {
      const found = await lookFor(depositor, invoice)
      if (found) return done(found)
      if (mayBeHidden(invoice, settings, now())) return later('a flow sent before the restore may still be on its way')
    }
    past.departs()
    const { service, bankAccount } = issuerOf(companiesOf(settings.get()), invoice.fields)
    return done(await deposit(bytes, { pieces, service, bankAccount }))

    async function deposit(
      bytes: Uint8Array,
      along: Along,
    ): Promise<Of<'receipted' | 'registered' | 'refused' | 'lost'>> {
      try {
        return await depositor.deposit(invoice, bytes, along)
      } catch (error) {
        if (error instanceof NotSent) throw error
        if (!(error instanceof Refused)) return lost(error)
        // Sent a second time, « no » may mean « I have it already »: then it is there, and it is ours.
        const found = isSecond ? await lookFor(depositor, invoice) : undefined
        return found ?? { type: 'refused', problems: error.problems }
      }
    }
  }

function ifDamaged(error: unknown): undefined {
  if (!(error instanceof DamagedCopy)) throw error
}
const lost = (error: unknown): Of<'lost'> => ({
  type: 'lost',
  why: String(error),
  ...(error instanceof Unanswered && { answer: error.answer }),
})

const copyDamaged: Problem = {
  code: 'file.copyDamaged',
  severity: 'stop',
  control: 'document',
  title: 'Copie abîmée',
  message: french(
    'La copie de ce fichier, ou d’une de ses pièces, gardée par Choriste manque ou est abîmée : rien n’est parti.',
  ),
  advice: french('Ajoutez de nouveau le même fichier, puis validez.'),
}
