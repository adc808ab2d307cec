import { companiesOf } from '../../../shared/contract/settings.ts'
import { issuerOf } from '../../../shared/domain/firms/company.ts'
import { blocking, check } from '../../../shared/domain/rules/check.ts'
import type { EventOf } from '../../../shared/domain/lifecycle/events.ts'
import { fileThatLeaves, type InvoiceAt } from '../../../shared/domain/lifecycle/invoice.ts'
import type { Problem } from '../../../shared/domain/rules/problem.ts'
import { openIn, type Shipment, type ShipmentEvent, type Told } from '../../../shared/domain/lifecycle/shipment.ts'
import { french } from '../../../shared/base/french.ts'
import type { RuleContextOf } from '../queries/rule-context.ts'
import { DamagedCopy, type Vault } from '../vault/vault.ts'
import type { Inquiries } from '../buyers/lookups.ts'
import type { Attachment, Transport } from '../transports/port.ts'
import { NotSent, Refused, Unanswered } from '../transports/errors.ts'
import { readPieces } from './read-attachments.ts'
import type { Store } from '../store/database.ts'
import type { Past } from '../backup/past.ts'
import { lookForAll, mayBeHidden, mayHaveLeft, withFound } from './resend-guard.ts'
import { later, moved, type Handler } from '../engine/worker.ts'

type Deps = Pick<Store, 'invoices' | 'shipments' | 'settings'> & {
  vault: Vault
  over: (connection: string) => Pick<Transport, 'depositor'>
  inquiries: Inquiries
  past: Pick<Past, 'departs'>
  factsOf: RuleContextOf
  now: () => number
}
type Refusal = EventOf<'refused'>
/** An invoice that may leave, with its file. */
type Ready = { invoice: InvoiceAt<'leaving'>; bytes: Uint8Array; pieces: Attachment[] }

/** Job: a deposit. What may have left is never sent again: it is looked for. Whatever is certain of one invoice takes it out of the shipment. */
export const depositJob =
  ({ invoices, shipments, settings, vault, over, inquiries, past, factsOf, now }: Deps): Handler =>
  async (job) => {
    const shipment = shipments.find(job.subject) as Shipment & { state: 'leaving' }
    const { depositor } = over(job.lane)
    const isSecond = mayHaveLeft(shipment, settings)
    const leaving = openIn(shipment).map((id) => invoices.get(id) as InvoiceAt<'leaving'>)
    // It may be there already: then it is ours.
    const { told, isWhole } = isSecond ? await findAll(leaving) : { told: [], isWhole: true }
    if (!isWhole) return moved({ type: 'told', invoices: told })
    const ready: Ready[] = []
    for (const invoice of leaving) {
      const { id } = invoice
      if (told.some((known) => known.id === id)) continue
      const looked = await lookAt(invoice)
      if ('type' in looked) told.push({ id, event: looked })
      else ready.push(looked)
    }
    if (told.length) return moved({ type: 'told', invoices: told })
    if (mayBeHidden(shipment, settings, now())) return later('a flow sent before the restore may still be on its way')
    past.departs()
    return moved(await send(ready))

    function findAll(leaving: InvoiceAt<'leaving'>[]) {
      return lookForAll(depositor, leaving, { ...shipment, isThorough: true })
    }

    /** The last look before it leaves: its copies, and the rulebook. */
    async function lookAt(invoice: InvoiceAt<'leaving'>): Promise<Ready | Refusal> {
      const bytes = await vault.read(fileThatLeaves(invoice).sha256).catch(ifDamaged)
      const pieces = await readPieces(vault, invoice.pieces).catch(ifDamaged)
      if (!bytes || !pieces) return { type: 'refused', problems: [copyDamaged] }
      await inquiries.fresh(invoice.fields, job.lane)
      const problems = blocking(check(invoice.fields, factsOf(invoice)))
      if (problems.length) return { type: 'refused', problems }
      return { invoice, bytes, pieces }
    }

    async function send(ready: Ready[]): Promise<ShipmentEvent> {
      try {
        return await deposit(ready)
      } catch (error) {
        if (error instanceof NotSent) throw error
        if (!(error instanceof Refused)) return lost(error)
        const refusal: Refusal = { type: 'refused', problems: error.problems }
        const refused = ready.map(({ invoice }): Told => ({ id: invoice.id, event: refusal }))
        if (!isSecond) return { type: 'told', invoices: refused }
        // Sent a second time, « no » may mean « I have it already »: then it is there, and it is ours.
        const { told: found, isWhole } = await findAll(ready.map(({ invoice }) => invoice))
        return { type: 'told', invoices: isWhole ? withFound(refused, found) : found }
      }
    }
    async function deposit(ready: Ready[]): Promise<ShipmentEvent> {
      const [{ invoice, bytes, pieces }, ...others] = ready as [Ready, ...Ready[]]
      if (others.length) return depositor.depositLot(shipment.id, ready)
      const { service, bankAccount } = issuerOf(companiesOf(settings.get()), invoice.fields)
      const event = await depositor.deposit(invoice, bytes, { pieces, service, bankAccount })
      return event.type === 'receipted' ? event : { type: 'told', invoices: [{ id: invoice.id, event }] }
    }
  }

function ifDamaged(error: unknown): undefined {
  if (!(error instanceof DamagedCopy)) throw error
}
const lost = (error: unknown): EventOf<'lost'> => ({
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
