import type { EventOf } from './events.ts'
import { isByHand, type InvoiceAt, type Invoice } from './invoice.ts'
import { shownStatus, withNoted } from '../platform/status.ts'
import { jobOf, type Context, type Move, type Step } from './step.ts'

// The life of what a person deposits on the portal with their own hands: part of the table in transitions.ts.
type ByHand = InvoiceAt<'followed' | 'sent'>

/** A step on the way through the portal. */
export const toWalked: Move<'portal', 'walked'> = (invoice, { walk }) => ({ invoice: { ...invoice, walk } })

/** The portal said so to the person: an invoice is there; a file may still be turned away (domaine.md §2.3). */
export const toDeposited: Move<'portal', 'depositedByHand'> = (
  portal,
  { remoteNumber, flow, depositedOn, certificate },
) => {
  const { walk, lot, stage, ...away } = portal
  const proof = certificate && { certificateFile: certificate }
  if (flow) return { invoice: { ...away, ...proof, stage: 'sent', flow, depositedOn, isByHand: true }, job: 'remind' }
  return { invoice: { ...followedByHand(away, { remoteNumber, depositedOn }), ...proof }, job: 'remind' }
}
const followedByHand = (
  away: Omit<InvoiceAt<'leaving'>, 'stage'>,
  { remoteNumber, depositedOn }: Pick<EventOf<'depositedByHand'>, 'remoteNumber' | 'depositedOn'>,
): InvoiceAt<'followed'> => ({
  ...away,
  stage: 'followed',
  remoteNumber,
  depositedOn,
  status: FIRST_STATUS,
  version: '',
  history: [{ code: FIRST_STATUS, at: depositedOn }],
})
/** What Chorus Pro calls an invoice it has just taken in (domaine.md §8). */
const FIRST_STATUS = 'DEPOSEE'

export const toCertified = (invoice: ByHand, { certificate }: EventOf<'certified'>): Step | undefined =>
  ifByHand(invoice, (known) => ({ ...known, certificateFile: certificate }))

/** What a person sees on the portal counts only where nobody else can be asked: never for what has a key over there. */
function ifByHand<S extends ByHand>(invoice: S, change: (known: S) => Invoice): Step | undefined {
  if (!isByHand(invoice)) return undefined
  const changed = change(invoice)
  return { invoice: changed, job: jobOf(changed) }
}
export const withoutReminder = <S extends ByHand>({ remindedAt, ...invoice }: S) => invoice as S

export const toNoted: Move<'followed', 'statusNoted'> = (invoice, { type, on, status, ...more }) =>
  ifByHand(invoice, (known) => withHistory(known, withNoted(known.history, { code: status, at: on, ...more })))
const withHistory = (invoice: InvoiceAt<'followed'>, history = invoice.history): InvoiceAt<'followed'> => ({
  ...withoutReminder(invoice),
  history,
  status: shownStatus(history.at(-1)?.code ?? FIRST_STATUS, history),
})
/** A flow that has a status of its own has become an invoice (domaine.md §8); its number is the one in the file. */
export const toFollowedAsNoted: Move<'sent', 'statusNoted'> = (invoice, event, context) => {
  if (!isByHand(invoice)) return undefined
  const { stage, isByHand: _, ...away } = withoutReminder(invoice)
  const followed = followedByHand(away, { ...away, remoteNumber: away.fields.number })
  return toNoted(followed, event, context)
}
export const toTakenBack: Move<'followed', 'statusTakenBack'> = (invoice) =>
  invoice.history.length > 1 ? ifByHand(invoice, (known) => withHistory(known, known.history.slice(0, -1))) : undefined
export const toLooked = (invoice: ByHand): Step | undefined => ifByHand(invoice, withoutReminder)
export const toReminded = (invoice: ByHand, _event: unknown, { at }: Context): Step | undefined => {
  const step = ifByHand(invoice, (known) => ({ ...known, remindedAt: at }))
  return step?.job && { ...step, notice: 'look' as const }
}
