import { companiesOf } from '../../../shared/contract/settings.ts'
import { issuerOf } from '../../../shared/domain/firms/company.ts'
import { dayOf } from '../../../shared/base/dates.ts'
import { isCreditNote, type Fields } from '../../../shared/domain/fields/fields.ts'
import { fileThatLeaves, isKnown, type Invoice, type Known } from '../../../shared/domain/lifecycle/invoice.ts'
import type { InvoiceEvent } from '../../../shared/domain/lifecycle/events.ts'
import { withReply } from '../../../shared/domain/lifecycle/reply-rules.ts'
import { withReplaced } from '../../../shared/domain/lifecycle/replacing.ts'
import { defaultCircuit } from '../../../shared/domain/document/submission-format.ts'
import type { Recipient } from '../../../shared/domain/buyers/requirements.ts'
import type { StoredFile } from '../../../shared/domain/document/stored-file.ts'
import type { RuleContext } from '../../../shared/domain/rules/rule.ts'
import type { Environment } from '../../../shared/domain/platform/environment.ts'
import { orderQuestion, valideurQuestion } from '../buyers/lookups.ts'
import type { Store } from '../store/database.ts'

type Deps = Pick<Store, 'invoices' | 'directory' | 'settings'> & {
  /** What others than Chorus Pro say of a buyer. */
  hearsay: (siret: string) => Recipient | null
  environment: Environment
  now: () => number
}
/** What the rulebook may know of an invoice; `fields` when they are being typed and not yet saved. */
export type RuleContextOf = (invoice: ContextFor, fields?: Fields) => RuleContext
type ContextFor = Pick<
  Known,
  'id' | 'file' | 'fields' | 'document' | 'circuit' | 'origins' | 'pieces' | 'replaces' | 'joined'
> & {
  rewrittenBy?: string | undefined
  leavesAs?: StoredFile | undefined
}

/** Gathers what the rulebook needs from what is stored; asks nobody. */
export function createFacts({ invoices, directory, hearsay, settings, environment, now }: Deps): RuleContextOf {
  /** Whom the invoice was for that a credit note corrects; undefined when it is not one of ours. */
  function originOf(id: string, fields: Fields) {
    const { buyerSiret, serviceCode } = invoices.ofNumber(id, fields, fields.originNumber)?.fields ?? {}
    return buyerSiret === undefined || serviceCode === undefined ? undefined : { buyerSiret, serviceCode }
  }
  /** The other draft; one that was put aside or has left asks nothing any more. */
  function rewrittenIn({ rewrittenBy }: ContextFor) {
    const isOpen = rewrittenBy !== undefined && invoices.find(rewrittenBy)?.stage === 'draft'
    return isOpen ? { rewrittenBy } : {}
  }
  return (invoice, fields = invoice.fields) => {
    const known = directory.recipient(fields.buyerSiret)
    const companies = companiesOf(settings.get())
    const valideur = fields.valideurSiret ? directory.answer(valideurQuestion(fields.valideurSiret)) : undefined
    const order = fields.engagementNumber ? directory.answer(orderQuestion(fields.engagementNumber)) : undefined
    const corrected = isCreditNote(fields) && fields.originNumber ? originOf(invoice.id, fields) : undefined
    return {
      today: dayOf(now()),
      environment,
      circuit: invoice.circuit,
      document: invoice.document,
      origins: invoice.origins,
      bytes: fileThatLeaves(invoice).bytes,
      pieces: invoice.pieces,
      recipient: known ? known.recipient : hearsay(fields.buyerSiret),
      isRecipientUnknown: known?.recipient === null,
      isSupplierUnknown: directory.own(fields.supplierSiret)?.own === null,
      isValideurUnknown: valideur?.isYes === false,
      isOrderUnknown: order?.isYes === false,
      ...(corrected && { corrected }),
      ...(invoice.replaces && { replaces: { id: invoice.replaces.id, number: invoice.replaces.number } }),
      ...rewrittenIn(invoice),
      twins: invoices.twins(invoice.id, fields),
      exemptions: directory.exemptions()?.exemptions ?? [],
      company: issuerOf(companies, fields),
      companies,
    }
  }
}

/** What the rulebook may know once an event has happened: a file just read has no fields in the database yet, nor has what is typed. */
export function contextAfter(factsOf: RuleContextOf, invoice: Invoice, event: InvoiceEvent): RuleContext | undefined {
  if (event.type === 'answered' && isKnown(invoice)) return factsOf(invoice, withReply(invoice.fields, event.reply))
  if (event.type === 'edited') return isKnown(invoice) ? factsOf(invoice, event.fields) : undefined
  if (event.type !== 'read') return isKnown(invoice) ? factsOf(invoice) : undefined
  const { document, fields, origins } = withReplaced(event.reading, invoice.replaces)
  const pieces = invoice.replaces?.pieces ?? []
  return factsOf({ ...invoice, document, fields, origins, circuit: defaultCircuit(event.reading), pieces })
}
