import { z } from 'zod'
import { FieldName, Fields } from '../fields/fields.ts'
import { StoredFile } from '../document/stored-file.ts'
import { PageTurn } from '../document/page/turn.ts'
import { Piece } from '../document/attachments.ts'
import { Claim, Payment } from './payment.ts'
import { PortalProgress } from './portal-progress.ts'
import { DocumentFacts, Origins } from '../document/reading.ts'
import { Joined } from './joined.ts'
import { Replaced, Replacement } from './replaced.ts'
import { Answering } from './reply.ts'
import { SubmissionFormat } from '../document/submission-format.ts'
import { Problem } from '../rules/problem.ts'
import { StatusEntry } from '../platform/status.ts'

const base = {
  id: z.string(),
  file: StoredFile,
  arrivedAt: z.number(),
  /** The rejected invoice it is made anew from. */
  replaces: Replaced.optional(),
}
const known = {
  ...base,
  document: DocumentFacts,
  fields: Fields,
  origins: Origins,
  circuit: SubmissionFormat,
  /** What goes with it. */
  pieces: z.array(Piece).default([]),
  /** Pages the person has turned, for their own eyes. */
  turns: z.array(PageTurn).optional(),
  /** The person wants the pages deposited as they are shown, upright, rather than the file itself. */
  isStraightened: z.boolean().optional(),
  /** Data were attached to its PDF: a Factur-X leaves, and the rest of the draft is what those data say. */
  joined: Joined.optional(),
  /** When the fields were last changed, or read. */
  savedAt: z.number(),
}
/** What was typed into a draft that was put aside, or is read once more. */
const Kept = z.object(known).omit({ id: true, file: true, arrivedAt: true, replaces: true })
const away = {
  ...known,
  approvedAt: z.number(),
  resends: z.number().int(),
  /** The PDF that leaves in place of the file: the same pages, turned. */
  leavesAs: StoredFile.optional(),
  /** The connection it leaves by (connection.ts); the principal one unless said. */
  connection: z.string().optional(),
}
/** Only of what was deposited by hand on the portal. */
const byHand = {
  /** The portal's certificate of deposit, as it was dropped in. */
  certificateFile: StoredFile.optional(),
  /** The person was asked, at this instant, to look at the status on the portal, and has not answered yet. */
  remindedAt: z.number().optional(),
}
const registered = {
  ...away,
  flow: z.string().optional(),
  /** The platform's own key, opaque to us; absent when the invoice was deposited by hand on the portal: then nobody can be asked about it. */
  remoteKey: z.string().optional(),
  remoteNumber: z.string(),
  /** The status to show (status.ts); `version` is what the platform's list last said, to see at once whether it moved. */
  status: z.string(),
  version: z.string(),
  depositedOn: z.string(),
  certificate: z.string().optional(),
  history: z.array(StatusEntry),
  /** The list has told more recent news than the history we have read: the whole of it is still to be asked for. */
  isHistoryOwed: z.literal(true).optional(),
  /** What the person answers to this status; gone once the invoice has moved on. */
  answering: Answering.optional(),
  /** What has come of it; « paid » is their sum (payments.ts). */
  payments: z.array(Payment).optional(),
  /** Letters about a late payment, as the person has sent them. */
  claims: z.array(Claim).optional(),
  /** The day the work was done, ISO, where the person has said that it was later than the invoice (CCP R2192-13). */
  serviceOn: z.string().optional(),
  /** What takes its place, once it was rejected. */
  replaced: Replacement.optional(),
  ...byHand,
}

/** What Chorus Pro, or the last look before leaving, said no to; gone once the draft is changed. */
export const Refusal = z.object({ at: z.number(), problems: z.array(Problem) })
export type Refusal = z.infer<typeof Refusal>

/** An invoice is always at exactly one stage, and each stage carries only what is true there. Times are epoch ms. */
export const Invoice = z.discriminatedUnion('stage', [
  z.object({
    stage: z.literal('arrived'),
    ...base,
    kept: Kept.optional(),
    /** The invoice that the same file of the watched folder was, before it was written anew. */
    newerOf: z.string().optional(),
  }),
  z.object({
    stage: z.literal('draft'),
    ...known,
    refusal: Refusal.optional(),
    /** Its file was written anew since a person has laid hands on it: what it has become. */
    rewrittenBy: z.string().optional(),
    /** When it was last read once more, with what another invoice had taught. */
    rereadAt: z.number().optional(),
    /** The buyer was asked for these, at this instant, and has not answered yet. */
    asked: z.object({ at: z.number(), fields: z.array(FieldName) }).optional(),
    /** The person was last reminded of it at this instant. */
    recalledAt: z.number().optional(),
  }),
  z.object({ stage: z.literal('discarded'), ...base, kept: Kept.optional() }),
  z.object({ stage: z.literal('leaving'), ...away }),
  z.object({
    stage: z.literal('portal'),
    ...away,
    walk: PortalProgress,
    /** The lot it is to be deposited with (lot.ts): then it is not deposited alone. */
    lot: z.string().optional(),
  }),
  z.object({
    stage: z.literal('uncertain'),
    ...away,
    since: z.number(),
    searches: z.number().int(),
    /** Written before there were shipments, which have them now (shipment.ts). */
    lastSearchAt: z.number().optional(),
    waited: z.number().optional(),
  }),
  z.object({
    stage: z.literal('sent'),
    ...away,
    flow: z.string(),
    depositedOn: z.string(),
    /** Deposited on the portal: what becomes of the flow is for the person to say. */
    isByHand: z.literal(true).optional(),
    ...byHand,
  }),
  z.object({ stage: z.literal('followed'), ...registered }),
  z.object({ stage: z.literal('closed'), ...registered, outcome: z.enum(['cashed', 'filed']), closedOn: z.string() }),
])
export type Invoice = z.infer<typeof Invoice>
export type Stage = Invoice['stage']
export type InvoiceAt<S extends Stage> = Extract<Invoice, { stage: S }>
/** An invoice whose fields are known: everything but one that has just arrived or was put aside. */
export type Known = Exclude<Invoice, InvoiceAt<'arrived' | 'discarded'>>

/** Its life over there is known only from what the person sees on the portal. */
export const isByHand = (invoice: Invoice): boolean =>
  invoice.stage === 'sent'
    ? invoice.isByHand === true
    : (invoice.stage === 'followed' || invoice.stage === 'closed') && invoice.remoteKey === undefined

export const isKnown = (invoice: Invoice): invoice is Known => !['arrived', 'discarded'].includes(invoice.stage)

type Leaving = Pick<Known, 'file'> & Partial<Pick<Known, 'circuit' | 'joined'>> & { leavesAs?: StoredFile | undefined }

/**
 * The file that is deposited: that of the invoice, its pages turned upright where the person has asked for it, or the Factur-X
 * that was made of it.
 */
export const fileThatLeaves = ({ file, leavesAs, circuit, joined }: Leaving): StoredFile =>
  leavesAs ?? (circuit === 'flux' ? joined?.file : undefined) ?? file
