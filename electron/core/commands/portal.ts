import { basename, dirname } from 'node:path'
import { fail, ok, type Result } from '../../../shared/contract/result.ts'
import { french } from '../../../shared/base/french.ts'
import type { EventOf } from '../../../shared/domain/lifecycle/events.ts'
import { isByHand, type InvoiceAt } from '../../../shared/domain/lifecycle/invoice.ts'
import type { PortalProgress } from '../../../shared/domain/lifecycle/portal-progress.ts'
import type { Problem } from '../../../shared/domain/rules/problem.ts'
import table from '../../../shared/tables/portal.json' with { type: 'json' }
import { DamagedCopy, type Vault } from '../vault/vault.ts'
import type { Store } from '../store/database.ts'
import type { Portal } from '../transports/portal/portal.ts'
import { done, type Done, type Recording } from './recording.ts'

type Deps = Pick<Store, 'invoices'> & {
  recording: Recording
  uploads: Portal['uploads']
  vault: Pick<Vault, 'takeBytes'>
}
/** A status seen on the portal, an ISO day; without a status, a look that found nothing new. */
type Note = { id: string; status?: string | undefined; on: string; comment?: string | undefined }
type ByHand = Omit<EventOf<'depositedByHand'>, 'type' | 'certificate'>

/** Commands of a deposit by hand: the file laid out, where the person is, what they note of the portal. */
export function createPortalCommands({ invoices, recording: { record }, uploads, vault }: Deps) {
  const atPortal = (id: string) => {
    const invoice = invoices.find(id)
    // One of a lot is deposited with it (lots.ts).
    return invoice?.stage === 'portal' && invoice.lot === undefined ? invoice : undefined
  }
  /** What ends the deposit by hand: the laid-out file is of no more use. */
  async function leave(invoice: InvoiceAt<'portal'>, event: EventOf<'withdrawn'> | EventOf<'depositedByHand'>) {
    const result = record(invoice.id, event)
    if (result.ok) await uploads.clear(invoice)
    return result
  }
  return {
    /** Lays its file out where it is chosen on the portal; « damaged » when our copy is not what was taken in. */
    async layOut(id: string): Promise<Result<{ path: string; name: string; folder: string }>> {
      const invoice = atPortal(id)
      if (!invoice) return fail('invoice.tooLate')
      try {
        const path = await uploads.put(invoice)
        return ok({ path, name: basename(path), folder: dirname(path) })
      } catch (error) {
        if (error instanceof DamagedCopy) return fail('file.damaged')
        throw error
      }
    },
    keepWalk(id: string, walk: PortalProgress): Done {
      // The certificate is ours to say: a window knows it only by its name.
      const certificate = atPortal(id)?.walk.certificate
      return record(id, { type: 'walked', walk: { ...walk, ...(certificate && { certificate }) } })
    },
    async noteDeposit(id: string, deposit: ByHand): Promise<Done> {
      const invoice = atPortal(id)
      if (!invoice) return invoices.find(id) ? done : fail('invoice.gone')
      const { certificate } = invoice.walk
      return leave(invoice, { type: 'depositedByHand', ...deposit, ...(certificate && { certificate }) })
    },
    /** The certificate of deposit the portal gives. */
    async keepCertificate(id: string, name: string, bytes: Uint8Array): Promise<Done> {
      if (bytes.length > table.certificateBytes.value) return fail('certificate.tooBig')
      const certificate = { name, ...(await vault.takeBytes(bytes)) }
      const invoice = atPortal(id)
      return invoice
        ? record(id, { type: 'walked', walk: { ...invoice.walk, certificate } })
        : record(id, { type: 'certified', certificate })
    },
    /** Statuses seen on the portal; gives how many were news. */
    noteStatuses: (notes: Note[]): number =>
      notes.filter(({ id, status, on, comment }) => {
        const event = status ? ({ type: 'statusNoted', status, on, comment } as const) : ({ type: 'looked' } as const)
        return record(id, event).ok
      }).length,
    async withdrawFromPortal(id: string): Promise<Done> {
      const invoice = atPortal(id)
      return invoice ? leave(invoice, { type: 'withdrawn' }) : fail('invoice.tooLate')
    },
    /** The portal has rejected the flow, in the words the person copied. */
    noteRejection(id: string, message: string): Done {
      const invoice = invoices.find(id)
      if (!invoice || !isByHand(invoice)) return fail('invoice.tooLate')
      return record(id, { type: 'refused', problems: [flowRejected(message)] })
    },
    takeStatusBack: (id: string) => record(id, { type: 'statusTakenBack' }),
  }
}

/** What « Suivi des flux » says, in the words the person copied. */
const flowRejected = (message: string): Problem => ({
  code: 'portal.flowRejected',
  severity: 'stop',
  control: 'answer',
  message: french(message ? `Lot rejeté par le portail : « ${message} ».` : 'Le portail a rejeté le lot.'),
  advice: 'Corrigez le fichier, puis déposez-le de nouveau : le numéro ne change pas.',
})
