import { z } from 'zod'
import { Action } from '../domain/lifecycle/actions.ts'
import { PlatformResponse } from '../domain/platform/messages.ts'
import { BuyerKind } from '../domain/buyers/buyer-kind.ts'
import { Fields } from '../domain/fields/fields.ts'
import { Outage } from '../domain/platform/outage.ts'
import { Invoice } from '../domain/lifecycle/invoice.ts'
import { Piece, PieceType } from '../domain/document/attachments.ts'
import { RuleContext } from '../domain/rules/rule.ts'
import { Environment } from '../domain/platform/environment.ts'
import { Problem } from '../domain/rules/problem.ts'
import { ReplyKind } from '../domain/lifecycle/reply.ts'
import { AccessState, Unsent } from '../domain/wording/unsent.ts'
import { DeliveryMode } from '../domain/firms/delivery-mode.ts'
import { Settings } from './settings.ts'
import { RejectedFile } from './stray.ts'

/** What the windows are shown. Times are epoch ms, days ISO, amounts cents. */
const marks = [
  'detected',
  'incomplete',
  'ready',
  'queued',
  'sending',
  'uncertain',
  'sent',
  'portal',
  'cashed',
  'filed',
  'received',
  'withClient',
  'inProgress',
  'waits',
  'refused',
  'ordered',
  'withdrawn',
  'unknown',
] as const
export const Mark = z.enum(marks)

export const Situation = z.object({
  mark: Mark,
  word: z.string(),
  label: z.string().optional(),
  sentence: z.string(),
  waits: z.boolean(),
})

export const Deadline = z.object({ on: z.string(), isEstimated: z.boolean(), daysLeft: z.number() })

/** An invoice in a list. */
export const Row = z.object({
  id: z.string(),
  stage: z.string(),
  fileName: z.string(),
  number: z.string(),
  buyer: z.string(),
  buyerSiret: z.string(),
  engagement: z.string(),
  service: z.string(),
  contract: z.string(),
  /** The day it was made out, on the page; empty while it is not known. */
  issuedOn: z.string(),
  grossTotal: z.number().nullable(),
  payable: z.number().nullable(),
  /** Cents that have come of it. */
  paid: z.number().optional(),
  isCreditNote: z.boolean(),
  arrivedAt: z.number(),
  situation: Situation,
  /** What may be done about it now. */
  actions: z.array(Action),
  deadline: Deadline.optional(),
  /** Approved, and still here: why, and what to do. */
  unsent: Unsent.optional(),
  /** What its buyer may be answered now. */
  reply: ReplyKind.optional(),
  /** Whose invoice it is, where the owner has several firms and all are shown. */
  firm: z.object({ siret: z.string(), name: z.string() }).optional(),
  /** One of the demonstration’s own. */
  isExample: z.boolean().optional(),
  /** Deposited on the portal by hand: what becomes of it is noted by the person. */
  isByHand: z.boolean(),
  /** It has not been looked at on the portal for some time. */
  isToLook: z.boolean(),
  /** How it goes, by the settings of today; undefined before it has been read. */
  way: DeliveryMode.optional(),
  /** Nothing can be read from its file: another one is needed. */
  isUnreadable: z.literal(true).optional(),
  /** Its pages are being recognised: this one of so many, both 0 while it waits for its turn. */
  scan: z.object({ page: z.number(), of: z.number() }).optional(),
  /** Rejected: it may be made anew, or is being made anew in this draft. */
  redo: z.literal(true).optional(),
  redoneIn: z.string().optional(),
  /** The number of the rejected invoice it is made anew from. */
  redoes: z.string().optional(),
  /** The lot it is to be deposited with, by hand. */
  lot: z.string().optional(),
  /** The buyer has stopped the clock (« Suspendue ») since this day. */
  stoppedOn: z.string().optional(),
})
export type Row = z.infer<typeof Row>

/** An invoice that was put aside: what it is called, and its file. */
export const Discarded = z.object({ id: z.string(), name: z.string(), fileName: z.string() })
export type Discarded = z.infer<typeof Discarded>

export const Moment = z.object({
  at: z.string(),
  mark: Mark,
  title: z.string(),
  detail: z.string().optional(),
  quote: z.string().optional(),
  /** What Chorus Pro answered, word for word. */
  answers: z.array(PlatformResponse).optional(),
  /** The whole answer that proves it, as it came. */
  proof: z.string().optional(),
})
export type Moment = z.infer<typeof Moment>

/** One invoice, whole. */
export const Page = z.object({
  invoice: Invoice,
  row: Row,
  /** For drafts. */
  facts: RuleContext.optional(),
  problems: z.array(Problem),
  story: z.array(Moment),
  /** The rejected invoice it is made anew from, and the one that takes its place. */
  replaces: Row.optional(),
  replacedBy: Row.optional(),
  /** How many invoices have gone to this buyer before, and what went with the last that had something with it. */
  sentToBuyer: z.number(),
  lastPieces: z.array(Piece),
  /** What Chorus Pro calls files that go with an invoice. */
  pieceTypes: z.array(PieceType),
  /** How long the buyer may take to pay, in days; `kind` once the person has said what it is. */
  delay: z.object({ days: z.number(), kind: BuyerKind.optional() }).optional(),
  /** Of a draft: whether what was typed can be undone, and done again. */
  undo: z.object({ back: z.boolean(), forth: z.boolean() }).optional(),
  /** When the next thing will be done about it by itself. */
  nextAt: z.number().optional(),
})
export type Page = z.infer<typeof Page>

/** A line of « Depuis vendredi ». */
export const News = z.object({ id: z.string(), at: z.number(), text: z.string() })
export type News = z.infer<typeof News>

export const FolderView = z.object({
  path: z.string(),
  state: z.enum(['watching', 'paused', 'missing', 'denied']),
  /** So many files were there before it was watched: they are left alone until the person says what to do. */
  existing: z.number(),
})
export type FolderView = z.infer<typeof FolderView>

/** Talk with Chorus Pro waits: since when and until when, why and what to do in words, and what it answered. */
export const HoldView = z.object({
  hindrance: Outage,
  since: z.number(),
  until: z.number(),
  title: z.string(),
  message: z.string(),
  advice: z.string(),
  answer: PlatformResponse,
})
export type HoldView = z.infer<typeof HoldView>

const Expiry = z.object({ on: z.string(), daysLeft: z.number() })
/** The connection of a firm that has its own: its accesses, what it waits for, the end of its password. */
export const FirmConnection = z.object({
  id: z.string(),
  siret: z.string(),
  name: z.string(),
  access: AccessState,
  hold: HoldView.optional(),
  expiry: Expiry.optional(),
})
export type FirmConnection = z.infer<typeof FirmConnection>

/** The frame around every screen. */
export const AppState = z.object({
  version: z.string(),
  environment: Environment,
  settings: Settings,
  folder: FolderView,
  hold: HoldView.optional(),
  /** The technical account's password runs out soon, or has. */
  expiry: Expiry.optional(),
  /** The accesses of this environment, for every firm without its own; undefined in the demonstration, which needs none. */
  access: AccessState.optional(),
  /** Of the firms that have an access of their own. */
  firmConnections: z.array(FirmConnection).optional(),
  counts: z.object({
    waiting: z.number(),
    /** Approved, and still here. */
    unsent: z.number(),
    drafts: z.number(),
    ready: z.number(),
    /** Drafts that wait for what the client was asked for. */
    asked: z.number(),
    onTheWay: z.number(),
    returns: z.number(),
  }),
  /** The owner’s firms that have a SIRET, and how many invoices of each wait. */
  firms: z.array(z.object({ siret: z.string(), name: z.string(), isByHand: z.boolean(), waiting: z.number() })),
  strays: z.array(RejectedFile),
  /** Rows of the database that cannot be read, and how many of them are invoices: those are in no list. */
  setAside: z.object({ rows: z.number(), invoices: z.number() }),
  /** How many lines of lists are still to be worked out, after an update or a great change. */
  stale: z.number(),
  /** How many of the demonstration's examples are in the lists. */
  examples: z.number(),
  /** How many of the person’s own invoices are in the demonstration, where they arrive nowhere. */
  rehearsed: z.number(),
  /** The demonstration's line has been cut, to see what happens. */
  isLineCut: z.boolean(),
})
export type AppState = z.infer<typeof AppState>

/** What a window asks when a draft is being typed. */
export const DraftInput = z.object({ id: z.string(), fields: Fields })
