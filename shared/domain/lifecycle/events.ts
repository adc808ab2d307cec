import { z } from 'zod'
import { PlatformResponse } from '../platform/messages.ts'
import { FieldName, Fields } from '../fields/fields.ts'
import { StoredFile } from '../document/stored-file.ts'
import { PageTurn } from '../document/page/turn.ts'
import { Piece } from '../document/attachments.ts'
import { Claim, Payment } from './payment.ts'
import { PortalProgress } from './portal-progress.ts'
import { Origins, Places, Reading } from '../document/reading.ts'
import { Replaced } from './replaced.ts'
import { Reply } from './reply.ts'
import { SubmissionFormat } from '../document/submission-format.ts'
import { Problem } from '../rules/problem.ts'
import { StatusEntry } from '../platform/status.ts'

const event = <T extends string, S extends z.ZodRawShape>(type: T, shape: S) =>
  z.object({ type: z.literal(type), ...shape })

/** What Chorus Pro answered, as it came: proof of what was sent, kept in the journal only. */
const proof = z.record(z.string(), z.unknown()).optional()
/** What Chorus Pro says of an invoice it has. */
const registration = {
  remoteKey: z.string(),
  /** The number over there: it may differ from ours (domaine.md §3). */
  remoteNumber: z.string(),
  status: z.string(),
  /** ISO day. */
  depositedOn: z.string(),
  certificate: z.string().optional(),
  proof,
}

/** Everything that can happen to an invoice after it has arrived. It is written to the journal as it is. */
export const InvoiceEvent = z.discriminatedUnion('type', [
  event('read', { reading: Reading }),
  event('edited', {
    fields: Fields,
    confirmed: z.array(FieldName),
    /** Where what was typed stands on the page: pointed at, or printed there once. */
    places: Places.optional(),
    /** Taken over from the last invoice to this buyer, in one go. */
    repeated: z.array(FieldName).optional(),
    circuit: SubmissionFormat,
    /** As they were, unless said. */
    pieces: z.array(Piece).optional(),
    /** The same of how its pages are shown, and whether they leave so. */
    turns: z.array(PageTurn).optional(),
    isStraightened: z.boolean().optional(),
    /** Where the values come from that an undo brings back. */
    origins: Origins.optional(),
  }),
  /** Read once more with what another invoice has taught meanwhile. */
  event('reread', { reading: Reading }),
  /** The person asks the buyer for what only the buyer can tell. */
  event('asked', { fields: z.array(FieldName) }),
  /** The person is reminded of a draft that has stood still. */
  event('recalled', {}),
  /** A person wants the file read once more; what they typed stays. */
  event('readAgain', {}),
  /** Data were attached to its PDF: the Factur-X, and what it says once read back. */
  event('joined', { file: StoredFile, reading: Reading }),
  /** The person would rather send the plain PDF. */
  event('parted', {}),
  event('approved', {
    leavesAs: StoredFile.optional(),
    /** To be deposited on the portal by hand, in this lot (lot.ts). */
    lot: z.string().optional(),
  }),
  event('withdrawn', {}),
  event('discarded', {}),
  event('restored', {}),
  /** A PDF with several invoices gives its place to them, each an invoice of its own from now on. */
  event('separated', { ids: z.array(z.string()) }),
  /** A PDF that seemed to hold several invoices is one. */
  event('keptWhole', {}),
  /** Its file was written anew: what it became takes the place of this one, nobody having touched it, or a person saying so. */
  event('superseded', { by: z.string(), isSaid: z.literal(true).optional() }),
  /** Its file was written anew, and a person had laid hands on this draft: they are asked. */
  event('rewritten', { by: z.string() }),
  /** The person’s answer: both are invoices. */
  event('toldApart', {}),
  /** What was typed into the draft that the same file was before counts in this one too. */
  event('tookOver', { from: z.object({ fields: Fields, origins: Origins, pieces: z.array(Piece) }) }),
  /** An example of the demonstration is taken out of the lists, wherever it is; never said of anything else. */
  event('exampleRemoved', {}),
  event('receipted', { flow: z.string(), depositedOn: z.string(), proof }),
  event('registered', registration),
  event('refused', { problems: z.array(Problem), proof }),
  event('lost', { why: z.string(), answer: PlatformResponse.optional() }),
  event('notFound', {}),
  event('resent', { by: z.enum(['app', 'user']) }),
  event('statusSeen', { status: z.string(), version: z.string(), history: z.array(StatusEntry) }),
  /** What the platform's list says of it: its status now, without what came before. */
  event('statusListed', { version: z.string(), entry: StatusEntry }),
  event('answered', { reply: Reply }),
  event('answerReceived', { proof }),
  event('answerRefused', { problems: z.array(Problem) }),
  event('answerLost', { why: z.string(), answer: PlatformResponse.optional() }),
  event('answerWithdrawn', {}),
  /** A draft is made from a rejected invoice; the rejected one hears of it, and of what became of it. */
  event('replacing', { replaces: Replaced }),
  event('replaced', { by: z.string() }),
  event('replacementDropped', {}),
  event('replacementLeft', { number: z.string() }),
  event('walked', { walk: PortalProgress }),
  event('depositedByHand', {
    /** The number the portal's last page gives (domaine.md §2.2); ours, when it gave only that of a flow. */
    remoteNumber: z.string(),
    /** For files the portal takes as a flow: it answers with the number of the lot (§2.3). */
    flow: z.string().optional(),
    depositedOn: z.string(),
    certificate: StoredFile.optional(),
  }),
  event('certified', { certificate: StoredFile }),
  event('statusNoted', { status: z.string(), on: z.string(), comment: z.string().optional() }),
  event('statusTakenBack', {}),
  event('looked', {}),
  event('reminded', {}),
  event('cashed', { on: z.string() }),
  event('paid', { payments: z.array(Payment) }),
  event('paymentsTakenBack', { ids: z.array(z.string()) }),
  event('claimed', { claim: Claim }),
  event('serviceSaid', { on: z.string() }),
  event('filed', {}),
  event('reopened', {}),
])
export type InvoiceEvent = z.infer<typeof InvoiceEvent>
export type EventType = InvoiceEvent['type']
/** Autosave: the invoice keeps what it says, and its journal would hold nothing else. */
export const isAutosave = ({ type }: InvoiceEvent): boolean => type === 'edited' || type === 'walked'
export type EventOf<T extends EventType> = Extract<InvoiceEvent, { type: T }>
