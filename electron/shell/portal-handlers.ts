import { BrowserWindow, shell } from 'electron'
import { basename, dirname } from 'node:path'
import { fail, ok, type Result } from '../../shared/contract/result.ts'
import type { InvoiceEvent } from '../../shared/domain/lifecycle/events.ts'
import { isByHand, type InvoiceAt } from '../../shared/domain/lifecycle/invoice.ts'
import { matchAll } from '../../shared/domain/portal/match.ts'
import type { Problem } from '../../shared/domain/rules/problem.ts'
import { french } from '../../shared/base/french.ts'
import table from '../../shared/tables/portal.json' with { type: 'json' }
import type { Core } from '../core/core.ts'
import { DamagedCopy } from '../core/intake/vault.ts'
import type { Handlers } from './bridge.ts'

/** What « Suivi des flux » says, in the words the person copied. */
const flowRejected = (message: string): Problem => ({
  code: 'portal.flowRejected',
  severity: 'stop',
  control: 'answer',
  message: french(message ? `Lot rejeté par le portail : « ${message} ».` : 'Le portail a rejeté le lot.'),
  advice: 'Corrigez le fichier, puis déposez-le de nouveau : le numéro ne change pas.',
})

type Deps = {
  core: Core
  record: (id: string, event: InvoiceEvent) => Result<Record<string, never>>
}
type PortalCall = Extract<keyof Handlers, `portal.${string}`>

/** What a person does on the portal by hand: the file laid out, the way back to where they were, what they note. */
export function createPortalHandlers({ core, record }: Deps): Pick<Handlers, PortalCall> {
  const none = ok({})
  const site = core.environment === 'demonstration' ? '' : table.addresses[core.environment]
  const atPortal = (id: string) => {
    const invoice = core.invoices.find(id)
    return invoice?.stage === 'portal' ? invoice : undefined
  }
  /** Where it waits to be chosen on the portal; undefined when our copy is not what was taken in. */
  const laidOut = (invoice: InvoiceAt<'portal'>) =>
    core.uploads.put(invoice).catch((error: unknown) => {
      if (error instanceof DamagedCopy) return undefined
      throw error
    })
  /** Something happens that ends the deposit by hand: the laid-out file is of no more use. */
  async function leave(invoice: InvoiceAt<'portal'>, event: InvoiceEvent) {
    const result = record(invoice.id, event)
    if (result.ok) await core.uploads.clear(invoice)
    return result
  }
  return {
    'portal.prepare': async ({ id }) => {
      const invoice = atPortal(id)
      if (!invoice) return fail('invoice.tooLate')
      const path = await laidOut(invoice)
      return path ? ok({ name: basename(path), folder: dirname(path), site }) : fail('file.damaged')
    },
    'portal.openFolder': async ({ id }) => {
      const invoice = atPortal(id)
      if (!invoice) return fail('invoice.tooLate')
      const path = await laidOut(invoice)
      if (!path) return fail('file.damaged')
      shell.showItemInFolder(path)
      return none
    },
    'portal.openSite': async () => {
      if (site) await shell.openExternal(site)
      return none
    },
    'portal.walk': ({ id, walk }) => {
      // The certificate is ours to say: a window knows it only by its name.
      const certificate = atPortal(id)?.walk.certificate
      return record(id, { type: 'walked', walk: { ...walk, ...(certificate && { certificate }) } })
    },
    'portal.deposited': async ({ id, ...deposit }) => {
      const invoice = atPortal(id)
      if (!invoice) return core.invoices.find(id) ? none : fail('invoice.gone')
      const { certificate } = invoice.walk
      return leave(invoice, { type: 'depositedByHand', ...deposit, ...(certificate && { certificate }) })
    },
    'portal.certificate': async ({ id, name, bytes }) => {
      if (bytes.length > table.certificateBytes.value) return fail('certificate.tooBig')
      const certificate = { name, ...(await core.vault.takeBytes(bytes)) }
      const invoice = atPortal(id)
      return invoice
        ? record(id, { type: 'walked', walk: { ...invoice.walk, certificate } })
        : record(id, { type: 'certified', certificate })
    },
    'portal.match': ({ lines }) => ok({ matches: matchAll(lines, core.bearing(lines.map(({ number }) => number))) }),
    'portal.note': ({ notes }) => {
      const noted = notes.filter(({ id, status, on, comment }) => {
        const event = status ? ({ type: 'statusNoted', status, on, comment } as const) : ({ type: 'looked' } as const)
        return core.invoices.find(id) && core.ledger.record(id, event)
      })
      return ok({ noted: noted.length })
    },
    'portal.keepInFront': ({ isOn }) => {
      for (const window of BrowserWindow.getAllWindows()) window.setAlwaysOnTop(isOn)
      return none
    },
    'portal.withdraw': ({ id }) => {
      const invoice = atPortal(id)
      return invoice ? leave(invoice, { type: 'withdrawn' }) : fail('invoice.tooLate')
    },
    'portal.rejected': ({ id, message }) => {
      const invoice = core.invoices.find(id)
      if (!invoice || !isByHand(invoice)) return fail('invoice.tooLate')
      return record(id, { type: 'refused', problems: [flowRejected(message)] })
    },
    'portal.takeBack': ({ id }) => record(id, { type: 'statusTakenBack' }),
  }
}
