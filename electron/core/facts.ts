import { dayOf } from '../../shared/domain/dates.ts'
import type { Fields } from '../../shared/domain/fields.ts'
import type { Known } from '../../shared/domain/invoice.ts'
import type { Recipient } from '../../shared/domain/recipient.ts'
import type { Environment, Facts } from '../../shared/domain/rules/rule.ts'
import type { Store } from './store/database.ts'

type Parts = Pick<Store, 'invoices' | 'directory' | 'settings'> & {
  /** What others than Chorus Pro say of a buyer. */
  hearsay: (siret: string) => Recipient | null
  environment: Environment
  now: () => number
}
/** What the rulebook may know of an invoice; `fields` when they are being typed and not yet saved. */
export type FactsOf = (invoice: FactsFor, fields?: Fields) => Facts
type FactsFor = Pick<Known, 'id' | 'file' | 'fields' | 'document' | 'circuit' | 'origins'>

/** Gathers what the rulebook needs from what is stored; asks nobody. */
export const createFacts =
  ({ invoices, directory, hearsay, settings, environment, now }: Parts): FactsOf =>
  (invoice, fields = invoice.fields) => {
    const known = directory.recipient(fields.buyerSiret)
    return {
      today: dayOf(now()),
      environment,
      circuit: invoice.circuit,
      document: invoice.document,
      origins: invoice.origins,
      bytes: invoice.file.bytes,
      recipient: known ? known.recipient : hearsay(fields.buyerSiret),
      isRecipientUnknown: known?.recipient === null,
      twins: invoices.twins(invoice.id, fields.supplierSiret, fields.number),
      exemptions: directory.exemptions()?.exemptions ?? [],
      company: settings.get().company,
    }
  }
