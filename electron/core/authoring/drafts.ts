import { randomUUID } from 'node:crypto'
import type { AuthoredEntry, BeginFrom } from '../../../shared/contract/authoring.ts'
import { companiesOf } from '../../../shared/contract/settings.ts'
import { dayOf } from '../../../shared/base/dates.ts'
import type { Address, AuthoredInvoice } from '../../../shared/domain/authoring/authored.ts'
import { draftAgain, draftCredit, draftFromFields, emptyDraft } from '../../../shared/domain/authoring/begin.ts'
import { invoiceOf, type Draft } from '../../../shared/domain/authoring/draft.ts'
import { mayBeCredited } from '../../../shared/domain/authoring/may-credit.ts'
import { totalsOf } from '../../../shared/domain/authoring/totals.ts'
import { issuerOf, type Company } from '../../../shared/domain/firms/company.ts'
import { isKnown } from '../../../shared/domain/lifecycle/invoice.ts'
import { mayBeReplaced } from '../../../shared/domain/lifecycle/replacing.ts'
import type { Store } from '../store/database.ts'

type Deps = Pick<Store, 'authored' | 'invoices' | 'settings' | 'directory'> & {
  now: () => number
  changed: () => void
  /** A buyer, as the address book and the directories have it. */
  known: (siret: string) => { name: string; town: string; postcode: string }
}

/** Max issued invoices one is shown to begin from. */
const MOST_ISSUED = 20

/** Drafts of invoices made here: begun, kept as they are typed, put away. None has a number. */
export function createDrafts({ authored, invoices, settings, directory, known, now, changed }: Deps) {
  const companies = () => companiesOf(settings.get())
  const firmOf = (siret: string): Company => issuerOf(companies(), { supplierSiret: siret, supplierName: '' })
  /** The firm that is shown, else the first. */
  const firmNow = () => firmOf(settings.get().shown)

  function begin(from: BeginFrom): { id: string } | undefined {
    const draft = beginning(from)
    if (!draft) return undefined
    authored.keepDraft(draft, now())
    changed()
    return { id: draft.id }
  }

  function beginning(from: BeginFrom): Draft | undefined {
    const start = (siret?: string) => ({
      id: randomUUID(),
      firm: siret === undefined ? firmNow() : firmOf(siret),
      today: dayOf(now()),
    })
    if (from.kind === 'blank') return forBuyer(emptyDraft(start()), from.buyer)
    if (from.kind === 'again') {
      const issued = authored.find(from.id)
      return issued && draftAgain(issued.invoice, start(issued.invoice.seller.siret))
    }
    const invoice = invoices.find(from.id)
    if (!invoice || !isKnown(invoice)) return undefined
    const issued = authored.ofInvoice(from.id)?.invoice
    const of = start(invoice.fields.supplierSiret)
    if (from.kind === 'credit') {
      if (!mayBeCredited(invoice)) return undefined
      return issued ? draftCredit(issued, of) : withAddress(draftFromFields(invoice.fields, true, of))
    }
    if (!mayBeReplaced(invoice)) return undefined
    const anew = issued
      ? {
          ...draftAgain(issued, of),
          ...kindOf(issued),
          performedFrom: issued.performedFrom,
          performedTo: issued.performedTo,
        }
      : withAddress(draftFromFields(invoice.fields, false, of))
    return { ...anew, replaces: from.id }
  }
  /** Its name and address, and the service of the last time. */
  function forBuyer(draft: Draft, chosen: { siret: string; name: string } | undefined): Draft {
    if (!chosen) return draft
    const { siret, name } = chosen
    const found = buyer(siret)
    const { serviceCode = '', contractNumber = '' } = directory.buyer(siret) ?? {}
    const service = directory.recipient(siret)?.recipient?.services.find(({ code }) => code === serviceCode)
    return {
      ...draft,
      ...{ serviceCode, serviceName: service?.name ?? '', contractNumber },
      buyer: {
        ...draft.buyer,
        ...{ siret, name: found.name || name, address: found.address },
        electronicAddress: `${siret.slice(0, 9)}_${siret}`,
      },
    }
  }
  const kindOf = ({ kind, origin, reason }: AuthoredInvoice) => ({ kind, origin, reason })
  const withAddress = (draft: Draft): Draft => {
    const { name, address } = buyer(draft.buyer.siret)
    return { ...draft, buyer: { ...draft.buyer, name: draft.buyer.name || name, address } }
  }

  /** Name and address of a buyer: those of the last invoice made for it, else what the directories say. */
  function buyer(siret: string): { name: string; address: Address } {
    const last = authored.lastFor(siret)?.invoice.buyer
    if (last) return { name: last.name, address: last.address }
    const { name, town: city, postcode } = known(siret)
    return { name, address: { lines: [], postcode, city, country: 'FR' } }
  }

  const lineOf = (id: string, invoice: AuthoredInvoice): AuthoredEntry => ({
    id,
    ...{ kind: invoice.kind, number: invoice.number, buyer: invoice.buyer.name },
    ...{ subject: invoice.subject, day: invoice.issueDate },
    grossTotal: countable(invoice),
  })

  return {
    begin,
    buyer,
    start: () => ({
      drafts: authored.drafts().map((draft) => lineOf(draft.id, invoiceOf(draft, firmOf(draft.siret), '').invoice)),
      issued: authored.latest(MOST_ISSUED).map(({ id, invoice }) => lineOf(id, invoice)),
    }),
    open: authored.draft,
    /** False when it is no draft any more: what was issued stays as it is. */
    save: (draft: Draft): boolean => {
      if (!authored.draft(draft.id)) return false
      authored.keepDraft(draft, now())
      return true
    },
    drop: (id: string) => {
      authored.dropDraft(id)
      changed()
    },
  }
}

function countable(invoice: AuthoredInvoice): number | null {
  try {
    return totalsOf(invoice).grossTotal
  } catch (error) {
    if (error instanceof RangeError) return null
    throw error
  }
}
