import {
  afterLook,
  toAnswered,
  toAnswerLost,
  toAnswerReceived,
  toAnswerRefused,
  toAnswerWithdrawn,
  withoutAnswering,
} from './reply-transitions.ts'
import {
  toCertified,
  toDeposited,
  toFollowedAsNoted,
  toLooked,
  toNoted,
  toReminded,
  toTakenBack,
  toWalked,
  withoutReminder,
} from './manual-transitions.ts'
import { withoutData } from './joined.ts'
import { toJoined, toParted } from './joined-transitions.ts'
import { fieldsToAsk } from './buyer-request.ts'
import { blocking, check } from '../rules/check.ts'
import { toCashed, toClaimed, toPaid, toPaymentsTakenBack, toReopened, toServiceSaid } from './payments.ts'
import { defaultCircuit } from '../document/submission-format.ts'
import { PRINCIPAL } from '../firms/connection.ts'
import { dayOf } from '../../base/dates.ts'
import type { InvoiceEvent, EventOf } from './events.ts'
import { FieldName, type Fields } from '../fields/fields.ts'
import { isByHand, type InvoiceAt, type Invoice, type Known, type Stage } from './invoice.ts'
import { typedOrigins, withTyped } from '../document/origins.ts'
import { Reading } from '../document/reading.ts'
import { toReplaced, toReplacementDropped, toReplacementLeft, toReplacing, withReplaced } from './replacing.ts'
import type { RuleContext } from '../rules/rule.ts'
import { startOfWalk } from './portal-progress.ts'
import { isNoteworthy, shownStatus, withListed } from '../platform/status.ts'
import { jobOf, type Context, type Move, type Step } from './step.ts'

type Life = { [S in Stage]: { [E in InvoiceEvent['type']]?: Move<S, E> } }

const toDraftAsRead: Move<'arrived', 'read'> = ({ kept, newerOf, ...arrived }, { reading }, { at, facts }) => {
  const { document } = reading
  const { fields, origins } = withReplaced(kept ? withTyped(reading, kept) : reading, arrived.replaces)
  const circuit = kept?.circuit ?? defaultCircuit(reading)
  const { turns, isStraightened } = kept ?? {}
  const isReady = facts && !blocking(check(fields, facts)).length
  return {
    invoice: {
      ...arrived,
      stage: 'draft',
      document,
      fields,
      origins,
      circuit,
      pieces: kept?.pieces ?? arrived.replaces?.pieces ?? [],
      ...(turns && { turns }),
      ...(isStraightened && { isStraightened }),
      savedAt: at,
    },
    notice: isReady ? 'ready' : 'incomplete',
  }
}

const toDraftAsTyped: Move<'draft', 'edited'> = (
  invoice,
  { fields, circuit, pieces = invoice.pieces, turns, isStraightened, origins, ...hand },
  { at, facts },
) => {
  const { refusal, asked, recalledAt, ...rest } = invoice
  const draft = { ...rest, ...(asked && isStillAsked(fields, facts) && { asked }) }
  const pages = { ...(turns && { turns }), ...(isStraightened !== undefined && { isStraightened }) }
  const from = origins ?? typedOrigins(invoice, fields, hand)
  return { invoice: { ...draft, ...pages, fields, circuit, pieces, origins: from, savedAt: at } }
}

const toArrivedAgain: Move<'draft', 'readAgain'> = (joined) => {
  const draft = withoutData(joined)
  const { stage, id, file, arrivedAt, replaces, refusal, asked, recalledAt, rereadAt, rewrittenBy, ...kept } = draft
  return { invoice: { stage: 'arrived', ...{ id, file, arrivedAt, ...(replaces && { replaces }) }, kept }, job: 'read' }
}

/** What a person has typed stays; the rest follows the fresh reading. */
const toDraftAsReread: Move<'draft', 'reread'> = (draft, event, { at }) => {
  // Written one way, to be compared with what is kept.
  const reading = withReplaced(Reading.parse(event.reading), draft.replaces)
  const told = ({ fields, origins }: Pick<Known, 'fields' | 'origins'>, name: FieldName) =>
    JSON.stringify([fields[name], origins[name]])
  const names = FieldName.options.filter(
    (name) => draft.origins[name]?.trust !== 'typed' && told(draft, name) !== told(reading, name),
  )
  if (names.length === 0) return undefined
  const fields = { ...draft.fields }
  const origins = { ...draft.origins }
  for (const name of names) {
    Object.assign(fields, { [name]: reading.fields[name] })
    Reflect.deleteProperty(origins, name)
    if (reading.origins[name]) origins[name] = reading.origins[name]
  }
  return { invoice: { ...draft, fields, origins, rereadAt: at } }
}

/** As long as something stands in the way that only the buyer can tell, or the new buyer has not been asked about yet. */
const isStillAsked = (fields: Fields, facts: RuleContext | undefined) =>
  !facts || (facts.recipient === null && !facts.isRecipientUnknown) || fieldsToAsk(check(fields, facts)).length > 0

const toAsked: Move<'draft', 'asked'> = ({ recalledAt, ...draft }, { fields }, { at }) => ({
  invoice: { ...draft, asked: { at, fields } },
})
const toRecalled: Move<'draft', 'recalled'> = (draft, _event, { at }) => ({
  invoice: { ...draft, recalledAt: at },
  notice: draft.asked ? 'unanswered' : 'forgotten',
})

const toLeavingIfReady: Move<'draft', 'approved'> = (draft, { leavesAs, lot }, { at, facts, route }) => {
  const { refusal, rereadAt, asked, recalledAt, rewrittenBy, ...invoice } = draft
  if (!facts || blocking(check(invoice.fields, facts)).length) return undefined
  const approved = { ...invoice, approvedAt: at, resends: 0, ...(leavesAs && { leavesAs }) }
  // By hand, nothing leaves from here: there is no job.
  if (route?.transport === 'portal')
    return { invoice: { ...approved, stage: 'portal', walk: startOfWalk, ...(lot !== undefined && { lot }) } }
  if (lot !== undefined) return undefined
  const connection = route && route.connection !== PRINCIPAL && { connection: route.connection }
  return { invoice: { ...approved, ...connection, stage: 'leaving' }, job: 'deposit' }
}

const toDiscarded = ({ id, file, arrivedAt }: Invoice): Step => ({
  invoice: { stage: 'discarded', id, file, arrivedAt },
})
const toDiscardedUnread = ({ newerOf, ...arrived }: InvoiceAt<'arrived'>): Step => ({
  invoice: { ...arrived, stage: 'discarded' },
})
const toDiscardedWithDraft = (draft: InvoiceAt<'draft'>): Step => {
  const { stage, id, file, arrivedAt, replaces, refusal, asked, recalledAt, rereadAt, rewrittenBy, ...kept } = draft
  return { invoice: { stage: 'discarded', ...{ id, file, arrivedAt, ...(replaces && { replaces }) }, kept } }
}
/** Only what seems to hold several invoices gives its place to them. */
const toDiscardedForParts: Move<'draft', 'separated'> = (draft) =>
  draft.document.parts ? toDiscardedWithDraft(draft) : undefined
const toDraftOfOne: Move<'draft', 'keptWhole'> = (draft) => {
  const { parts, ...document } = draft.document
  return parts && { invoice: { ...draft, document } }
}
const toRewritten: Move<'draft', 'rewritten'> = (draft, { by }) => ({ invoice: { ...draft, rewrittenBy: by } })
const toToldApart: Move<'draft', 'toldApart'> = ({ rewrittenBy, ...draft }) =>
  rewrittenBy === undefined ? undefined : { invoice: draft }
const toDraftWithTyped: Move<'draft', 'tookOver'> = (draft, { from }, { at }) => ({
  invoice: { ...draft, ...withTyped(draft, from), pieces: [...from.pieces, ...draft.pieces], savedAt: at },
})
/** As it was when it was put aside; what had not been read yet is read. */
const toRestored: Move<'discarded', 'restored'> = ({ kept, ...invoice }) =>
  kept
    ? { invoice: { ...invoice, ...kept, stage: 'draft' } }
    : { invoice: { ...invoice, stage: 'arrived' }, job: 'read' }

/** What is known of an invoice at whatever stage. */
const knownOf = ({ id, file, arrivedAt, replaces, document, fields, origins, circuit, pieces, ...rest }: Known) => ({
  ...{ id, file, arrivedAt, document, fields, origins, circuit, pieces, savedAt: rest.savedAt },
  ...(replaces && { replaces }),
  ...(rest.turns && { turns: rest.turns }),
  ...(rest.isStraightened && { isStraightened: rest.isStraightened }),
  ...(rest.joined && { joined: rest.joined }),
})
const draftOf = (invoice: Known) => ({ ...knownOf(invoice), stage: 'draft' }) as const

const backToDraft = (invoice: InvoiceAt<'leaving' | 'portal'>): Step => ({ invoice: draftOf(invoice) })
const backAsRefused = (
  invoice: InvoiceAt<'leaving' | 'uncertain' | 'sent'>,
  { problems }: EventOf<'refused'>,
  { at }: Context,
): Step => ({
  invoice: { ...draftOf(invoice), refusal: { at, problems } },
  notice: 'refused',
})

const toSent: Move<'leaving', 'receipted'> = (invoice, { flow, depositedOn }) => ({
  invoice: { ...invoice, stage: 'sent', flow, depositedOn },
  job: 'outcome',
})

const toUncertain: Move<'leaving', 'lost'> = (invoice, _event, { at }) => ({
  invoice: { ...invoice, stage: 'uncertain', since: at, searches: 0 },
  job: 'search',
  notice: 'uncertain',
})
const stillUncertain: Move<'uncertain', 'notFound'> = (invoice) => ({
  invoice: { ...invoice, searches: invoice.searches + 1 },
  job: 'search',
})
/** Whether it may be sent again is for its shipment to say. */
const toLeavingAgain: Move<'uncertain', 'resent'> = (uncertain) => {
  const { since, searches, lastSearchAt, waited, ...invoice } = uncertain
  return { invoice: { ...invoice, stage: 'leaving', resends: invoice.resends + 1 }, job: 'deposit' }
}

const toFollowed = (invoice: InvoiceAt<'leaving' | 'uncertain' | 'sent'>, event: EventOf<'registered'>): Step => {
  const { approvedAt, resends, connection } = invoice
  const away = { ...knownOf(invoice), approvedAt, resends, ...(connection && { connection }) }
  const { type, proof, ...registration } = event
  const flow = 'flow' in invoice ? { flow: invoice.flow } : {}
  return {
    invoice: { ...away, ...flow, ...registration, stage: 'followed', version: '', history: [] },
    job: 'follow',
    notice: 'arrived',
  }
}

const noteStatus: Move<'followed', 'statusSeen'> = (followed, { status, version, history }) => {
  const { isHistoryOwed, ...invoice } = followed
  if (isByHand(invoice)) return undefined
  const news = { status: shownStatus(status, history), version, history }
  return withStatus(afterLook(invoice, { status, history }), news)
}
/** What the list says counts at once; the whole history comes when its turn comes. */
const noteListed: Move<'followed', 'statusListed'> = (invoice, { version, entry }) => {
  if (isByHand(invoice)) return undefined
  const history = withListed(invoice.history, entry)
  const news = { status: shownStatus(entry.code, history), version, history }
  return withStatus({ ...afterLook(invoice, { status: entry.code, history }), isHistoryOwed: true }, news)
}
function withStatus(
  before: InvoiceAt<'followed'>,
  news: Pick<InvoiceAt<'followed'>, 'status' | 'version' | 'history'>,
): Step {
  const invoice = { ...before, ...news }
  const isNews = isNoteworthy(invoice.status) && invoice.status !== before.status
  return { invoice, job: jobOf(invoice), notice: isNews ? 'status' : undefined }
}

const toFiled: Move<'followed', 'filed'> = (invoice, _event, { at }) => ({
  invoice: { ...withoutReminder(withoutAnswering(invoice)), stage: 'closed', outcome: 'filed', closedOn: dayOf(at) },
})
/** The whole life of an invoice. What is not in this table cannot happen. */
// prettier-ignore
const life: Life = {
  arrived:   { read: toDraftAsRead, replacing: toReplacing, discarded: toDiscardedUnread, superseded: toDiscardedUnread, exampleRemoved: toDiscarded },
  draft:     { edited: toDraftAsTyped, joined: toJoined, parted: toParted, replacing: toReplacing, reread: toDraftAsReread, readAgain: toArrivedAgain, asked: toAsked, recalled: toRecalled, approved: toLeavingIfReady, discarded: toDiscardedWithDraft, separated: toDiscardedForParts, keptWhole: toDraftOfOne, superseded: toDiscardedWithDraft, rewritten: toRewritten, toldApart: toToldApart, tookOver: toDraftWithTyped, exampleRemoved: toDiscarded },
  discarded: { restored: toRestored },
  leaving:   { receipted: toSent, registered: toFollowed, refused: backAsRefused, lost: toUncertain, withdrawn: backToDraft, exampleRemoved: toDiscarded },
  portal:    { walked: toWalked, depositedByHand: toDeposited, withdrawn: backToDraft, exampleRemoved: toDiscarded },
  uncertain: { registered: toFollowed, refused: backAsRefused, notFound: stillUncertain, resent: toLeavingAgain, exampleRemoved: toDiscarded },
  sent:      { registered: toFollowed, refused: backAsRefused, statusNoted: toFollowedAsNoted, certified: toCertified, looked: toLooked, reminded: toReminded, exampleRemoved: toDiscarded },
  followed:  { statusSeen: noteStatus, replaced: toReplaced, replacementDropped: toReplacementDropped, replacementLeft: toReplacementLeft, statusListed: noteListed, answered: toAnswered, answerReceived: toAnswerReceived, answerRefused: toAnswerRefused, answerLost: toAnswerLost, answerWithdrawn: toAnswerWithdrawn, statusNoted: toNoted, statusTakenBack: toTakenBack, certified: toCertified, looked: toLooked, reminded: toReminded, cashed: toCashed, paid: toPaid, paymentsTakenBack: toPaymentsTakenBack, claimed: toClaimed, serviceSaid: toServiceSaid, filed: toFiled, exampleRemoved: toDiscarded },
  closed:    { reopened: toReopened, paid: toPaid, paymentsTakenBack: toPaymentsTakenBack, claimed: toClaimed, serviceSaid: toServiceSaid, exampleRemoved: toDiscarded },
}

/** News that comes late or twice finds no entry, and changes nothing. */
export function advance(invoice: Invoice, event: InvoiceEvent, context: Context): Step | undefined {
  const move = life[invoice.stage][event.type] as ((...args: unknown[]) => Step | undefined) | undefined
  return move?.(invoice, event, context)
}
