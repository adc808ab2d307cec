import type { Fields } from '../fields/fields.ts'
import type { EventOf } from './events.ts'
import type { InvoiceAt, Invoice } from './invoice.ts'
import type { Origin, Origins } from '../document/reading.ts'
import { isFromFile } from '../document/reading.ts'
import type { Replaced } from './replaced.ts'
import { isSameName } from '../../base/same-name.ts'
import { wordsOf } from '../platform/status.ts'
import { jobOf, type Move, type Step } from './step.ts'

// A rejected invoice is made anew, a part of the table in transitions.ts: the ledger moves both of them at once.

/** A rejected invoice that nothing takes the place of yet: it may be made anew, once (domaine.md §9). */
export const mayBeReplaced = (invoice: Invoice): invoice is InvoiceAt<'followed'> =>
  invoice.stage === 'followed' && wordsOf(invoice.status).group === 'refused' && !invoice.replaced

/** Whom it is for, and by which numbers the client knows it: the rest is read on the new page. */
const taken = [
  'buyerSiret',
  'buyerName',
  'serviceCode',
  'engagementNumber',
  'contractNumber',
  'cadre',
  'valideurSiret',
  'valideurService',
] as const satisfies (keyof Fields)[]

type Said = { fields: Fields; origins: Origins }

/** What was read or typed, with the rejected invoice where the page is silent; nothing of it when the page names another client. */
export function withReplaced<T extends Said>(said: T, replaced: Replaced | undefined): T {
  if (!replaced) return said
  const fields = { ...said.fields }
  const origins = { ...said.origins }
  if (!fields.number && replaced.newNumber) {
    fields.number = replaced.newNumber
    origins.number = { source: 'user', trust: 'typed' }
  }
  if (isForAnother(said, replaced.fields)) return { ...said, fields, origins }
  for (const name of taken) {
    const value = replaced.fields[name]
    if (!value || fields[name] === value || !isOpen(fields[name], origins[name])) continue
    Object.assign(fields, { [name]: value })
    origins[name] = { source: 'buyer', trust: 'likely', reason: `repris de ${replaced.number}` }
  }
  return { ...said, fields, origins }
}
/** The page and the person come first. */
const isOpen = (value: string, origin: Origin | undefined) =>
  !value || !origin || (!isFromFile(origin) && origin.trust !== 'typed')
function isForAnother({ fields, origins }: Said, before: Fields): boolean {
  const { buyerSiret, buyerName } = fields
  if (buyerSiret && origins.buyerSiret && !isOpen(buyerSiret, origins.buyerSiret))
    return buyerSiret !== before.buyerSiret
  return buyerName !== '' && before.buyerName !== '' && !isSameName(buyerName, before.buyerName)
}

/** What has not been read yet takes over what it may once it is. */
export const toReplacing = (
  invoice: InvoiceAt<'arrived' | 'draft'>,
  { replaces }: EventOf<'replacing'>,
): Step | undefined => {
  if (invoice.replaces) return undefined
  if (invoice.stage === 'arrived') return { invoice: { ...invoice, replaces }, job: jobOf(invoice) }
  const { pieces } = invoice
  const missing = replaces.pieces.filter(({ file }) => !pieces.some((own) => own.file.sha256 === file.sha256))
  return { invoice: { ...withReplaced(invoice, replaces), replaces, pieces: [...pieces, ...missing] } }
}

export const toReplaced: Move<'followed', 'replaced'> = (invoice, { by }) =>
  mayBeReplaced(invoice) ? { invoice: { ...invoice, replaced: { by } }, job: jobOf(invoice) } : undefined

/** The new one was put aside before it left: the rejected one waits again. */
export const toReplacementDropped: Move<'followed', 'replacementDropped'> = ({ replaced, ...invoice }) =>
  replaced && replaced.number === undefined ? { invoice, job: jobOf(invoice) } : undefined

export const toReplacementLeft: Move<'followed', 'replacementLeft'> = (invoice, { number }) =>
  invoice.replaced && { invoice: { ...invoice, replaced: { ...invoice.replaced, number } }, job: jobOf(invoice) }
