import { companiesOf } from '../../shared/contract/settings.ts'
import { issuerOf } from '../../shared/domain/company.ts'
import { dayOf } from '../../shared/domain/dates.ts'
import type { Fields } from '../../shared/domain/fields.ts'
import type { Known } from '../../shared/domain/invoice.ts'
import type { Environment, Facts } from '../../shared/domain/rules/rule.ts'
import type { Store } from './store/database.ts'

type Parts = Pick<Store, 'invoices' | 'directory' | 'settings'> & { environment: Environment; now: () => number }
/** What the rulebook may know of an invoice; `fields` when they are being typed and not yet saved. */
export type FactsOf = (invoice: FactsFor, fields?: Fields) => Facts
type FactsFor = Pick<Known, 'id' | 'file' | 'fields' | 'document' | 'circuit' | 'origins' | 'pieces'>

/** Gathers what the rulebook needs from what is stored; asks nobody. */
export const createFacts =
  ({ invoices, directory, settings, environment, now }: Parts): FactsOf =>
  (invoice, fields = invoice.fields) => {
    const known = directory.recipient(fields.buyerSiret)
    const companies = companiesOf(settings.get())
    return {
      today: dayOf(now()),
      environment,
      circuit: invoice.circuit,
      document: invoice.document,
      origins: invoice.origins,
      bytes: invoice.file.bytes,
      pieces: invoice.pieces,
      recipient: known?.recipient ?? null,
      isRecipientUnknown: known?.recipient === null,
      twins: invoices.twins(invoice.id, fields.supplierSiret, fields.number),
      exemptions: directory.exemptions()?.exemptions ?? [],
      company: issuerOf(companies, fields),
      companies,
    }
  }
