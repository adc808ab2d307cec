import { z } from 'zod'
import { BuyerKind } from '../domain/buyers/buyer-kind.ts'
import { isDate } from '../base/dates.ts'
import { FieldName, Fields } from '../domain/fields/fields.ts'
import { StoredFile, isSha256 } from '../domain/document/stored-file.ts'
import { Market } from '../domain/buyers/works-contract.ts'
import { PageTurn } from '../domain/document/page/turn.ts'
import { Piece } from '../domain/document/attachments.ts'
import { ListLine } from '../domain/portal/list.ts'
import { Places } from '../domain/document/reading.ts'
import { Recipient } from '../domain/buyers/requirements.ts'
import { Reply } from '../domain/lifecycle/reply.ts'
import type { Match } from '../domain/portal/match.ts'
import { HomeView } from './home.ts'
import { FilterName, Narrowing } from './filters.ts'
import { BulkAction, ListBuyer, ListPage, ListQuery, MOST_IDS, Tally, TrackingSummary } from './lists.ts'
import { Word } from '../domain/document/reading.ts'
import { PortalProgress } from '../domain/lifecycle/portal-progress.ts'
import { RuleContext } from '../domain/rules/rule.ts'
import { SubmissionFormat } from '../domain/document/submission-format.ts'
import { Environment } from '../domain/platform/environment.ts'
import { Problem } from '../domain/rules/problem.ts'
import { archiveCalls } from './archives.ts'
import { authoringCalls } from './authoring.ts'
import { buyerCalls } from './buyers.ts'
import { draftCalls } from './drafts.ts'
import { joiningCalls } from './joining.ts'
import { paymentCalls } from './payments.ts'
import { importingCalls } from './importing.ts'
import { ConnectionId } from '../domain/firms/connection.ts'
import { AccessInput, AccessKeep, AccessView, Check, FirmsOwn, WhichConnection } from './connection.ts'
import { LessonView } from './lessons.ts'
import { lotCalls } from './lots.ts'
import { DeliveryMode } from '../domain/firms/delivery-mode.ts'
import { CompanyPatch, SettingsPatch } from './settings.ts'
import { AppState, Discarded, DraftInput, News, Page, Row } from './views.ts'

const id = z.string()
/** `isKnown` false when the account may not deposit for it; undefined when Chorus Pro has not been asked. */
const CompanyOwn = FirmsOwn.extend({ isKnown: z.boolean().optional() })
/** A day that exists, in ISO: a date box that was cleared gives none. */
const day = z.string().refine(isDate)
const someOf = z.object({ ids: z.array(id).max(MOST_IDS) })
const nothing = z.object({})
const ofOne = z.object({ id })
/** Names of files that were taken in: the invoices they became, how many stayed outside, and whether the person’s own invoices meet the demonstration for the first time. */
const taken = z.object({
  ids: z.array(id),
  strays: z.number(),
  isOwn: z.boolean().optional(),
  /** The one archive that was opened. */
  archive: id.optional(),
})
const draft = z.object({
  id,
  fields: Fields,
  confirmed: z.array(FieldName),
  places: Places.optional(),
  repeated: z.array(FieldName).optional(),
  circuit: SubmissionFormat,
  /** A piece is named by what the vault keeps it under: nothing else leads to a file. */
  pieces: z.array(Piece.refine(({ file }) => isSha256(file.sha256))),
  turns: z.array(PageTurn).optional(),
  isStraightened: z.boolean().optional(),
})

const Beginning = z.object({
  way: DeliveryMode,
  company: z.object({ siret: z.string(), name: z.string() }).optional(),
  bringsInvoices: z.boolean(),
})
export type Beginning = z.infer<typeof Beginning>

/** A status seen on the portal, or a look that found nothing new. */
const Note = z.object({ id, status: z.string().optional(), on: day, comment: z.string().optional() })

/** Everything a window may ask. */
export const calls = {
  ...buyerCalls,
  ...draftCalls,
  ...lotCalls,
  ...archiveCalls,
  ...authoringCalls,
  ...joiningCalls,
  ...paymentCalls,
  ...importingCalls,
  'app.state': { input: nothing, output: AppState },
  /** A page of a list: of the firm that is shown. */
  'invoices.page': { input: ListQuery, output: ListPage },
  /** Ids of all that a list is of, in its order. */
  'invoices.ids': { input: ListQuery, output: z.array(id) },
  /** Clients of what has left. */
  'invoices.buyers': { input: nothing, output: z.array(ListBuyer) },
  /** How much several are, together, and how many of them stand outside of a list. */
  'invoices.sum': {
    input: someOf.extend({ within: ListQuery.optional() }),
    output: Tally.extend({ hidden: z.number() }),
  },
  /** Their lines, as many as one prints. */
  'invoices.rows': { input: someOf, output: z.array(Row) },
  /** Does the same to several: to those it can be done to. Gives their ids. */
  'invoices.act': { input: someOf.extend({ action: BulkAction }), output: z.array(id) },
  /** Around Suivi: figures by filter, years, what is found elsewhere. */
  'invoices.tracking': { input: Narrowing.extend({ filter: FilterName }), output: TrackingSummary },
  /** Accueil: what waits for the person, and what is owed. */
  'invoices.home': { input: nothing, output: HomeView },
  /** A table of these invoices, or of all that a list is of, in this order; where it is, an empty path when the person changed their mind. */
  'invoices.export': {
    input: z.object({ of: z.union([z.array(id), ListQuery]), as: z.enum(['csv', 'xlsx']) }),
    output: z.object({ path: z.string() }),
  },
  /** Those put aside, newest first. */
  'invoices.discarded': { input: nothing, output: z.array(Discarded) },
  'invoices.news': { input: nothing, output: z.array(News) },
  'invoice.open': { input: ofOne, output: Page },
  /** The words recognised on a scan, cell by cell, with their places; none where the file has a text. */
  'invoice.words': { input: ofOne, output: z.array(z.array(Word)) },
  /** Gives up the recognition of a scan: it becomes a draft to be typed. */
  'scan.stop': { input: ofOne, output: nothing },
  /** Reads the file of a draft once more; what was typed stays. */
  'scan.again': { input: ofOne, output: nothing },
  'invoice.withdraw': { input: ofOne, output: nothing },
  'invoice.discard': { input: ofOne, output: nothing },
  'invoice.restore': { input: ofOne, output: nothing },
  /** Makes of a PDF with several invoices an invoice each; or says that it is one. */
  'invoice.separate': { input: ofOne, output: nothing },
  'invoice.keepWhole': { input: ofOne, output: nothing },
  /** A draft whose file was written anew: the new state takes its place, with what was typed, or is another invoice. */
  'invoice.takeRewritten': { input: ofOne, output: ofOne },
  'invoice.tellApart': { input: ofOne, output: nothing },
  'invoice.searchNow': { input: ofOne, output: nothing },
  'invoice.resend': { input: ofOne, output: nothing },
  'invoice.cashed': { input: z.object({ id, on: day }), output: nothing },
  'invoice.file': { input: ofOne, output: nothing },
  'invoice.reopen': { input: ofOne, output: nothing },
  /**
   * Makes a rejected invoice anew, from a new file or from a draft that is here; `number` is the new one, empty when its
   * page says it. Gives the draft.
   */
  'invoice.redo': {
    input: z.object({
      id,
      number: z.string(),
      from: z.union([z.object({ draft: id }), z.object({ name: z.string(), bytes: z.instanceof(Uint8Array) })]),
    }),
    output: ofOne,
  },
  /** What kind of buyer an invoice is for: it decides of the delay of payment. */
  'buyer.kind': { input: z.object({ id, kind: BuyerKind }), output: nothing },
  /** The sheet of a works contract; an empty one where none has been filled in. */
  'market.of': { input: z.object({ buyerSiret: z.string(), number: z.string() }), output: Market },
  'market.save': { input: Market, output: nothing },
  /** What the rulebook may know while this is being typed; asks Chorus Pro about the buyer in the background. */
  'draft.facts': { input: DraftInput, output: RuleContext },
  /** Asks the buyer for what only it can tell: the letter opens in the person's mail program, or is copied. */
  'draft.askBuyer': { input: z.object({ id, by: z.enum(['mail', 'copy']) }), output: nothing },
  'draft.save': { input: draft, output: nothing },
  /** Keeps what was typed and approves it; says where it went: it leaves by itself, or is deposited by the person. */
  'draft.approve': { input: draft, output: z.object({ to: z.enum(['chorus', 'portal']) }) },
  /** Lays the file out for the portal; where it is. */
  'portal.prepare': { input: ofOne, output: z.object({ name: z.string(), folder: z.string(), site: z.string() }) },
  'portal.openFolder': { input: ofOne, output: nothing },
  'portal.openSite': { input: nothing, output: nothing },
  'portal.walk': { input: z.object({ id, walk: PortalProgress }), output: nothing },
  'portal.deposited': {
    input: z.object({ id, remoteNumber: z.string(), flow: z.string().optional(), depositedOn: day }),
    output: nothing,
  },
  'portal.certificate': { input: z.object({ id, name: z.string(), bytes: z.instanceof(Uint8Array) }), output: nothing },
  /** What the lines of the portal's list are about; applies nothing. */
  'portal.match': {
    input: z.object({ lines: z.array(ListLine).max(5000) }),
    output: z.object({ matches: z.array(z.custom<Match>()) }),
  },
  'portal.note': { input: z.object({ notes: z.array(Note) }), output: z.object({ noted: z.number() }) },
  /** The window stays before the browser's, or no longer. */
  'portal.keepInFront': { input: z.object({ isOn: z.boolean() }), output: nothing },
  'portal.withdraw': { input: ofOne, output: nothing },
  /** « Suivi des flux » says that the lot was turned away. */
  'portal.rejected': { input: z.object({ id, message: z.string() }), output: nothing },
  'portal.takeBack': { input: ofOne, output: nothing },
  /** What stands in the way of an answer, and what is known of whom it would go to. */
  'answer.check': {
    input: z.object({ id, reply: Reply }),
    output: z.object({ problems: z.array(Problem), recipient: Recipient.nullable() }),
  },
  'answer.send': { input: z.object({ id, reply: Reply }), output: nothing },
  'answer.withdraw': { input: ofOne, output: nothing },
  /** Asks Chorus Pro for the invoice and where to keep it; an empty path when the person changed their mind. */
  'answer.download': { input: ofOne, output: z.object({ path: z.string() }) },
  /** Keeps a file to be joined to an invoice or to an answer, or says why Chorus Pro would not take it. */
  'piece.keep': {
    input: z.object({ name: z.string(), bytes: z.instanceof(Uint8Array), as: z.enum(['file', 'zip', 'parts']) }),
    output: z.object({
      files: z.array(StoredFile),
      refusal: z.string().optional(),
      /** Too big as it is, but perhaps not in a zip. */
      mayCompress: z.boolean().optional(),
      /** Too big in a zip as well, but its pages may go one by one. */
      maySplit: z.boolean().optional(),
    }),
  },
  'clipboard.write': { input: z.object({ text: z.string().max(20_000) }), output: nothing },
  'files.add': { input: z.object({ paths: z.array(z.string()) }), output: taken },
  'files.addBytes': { input: z.object({ name: z.string(), bytes: z.instanceof(Uint8Array) }), output: taken },
  'files.choose': { input: nothing, output: taken },
  'strays.retry': { input: z.object({ path: z.string() }), output: nothing },
  'strays.dismiss': { input: z.object({ paths: z.array(z.string()) }), output: nothing },
  'folder.choose': { input: nothing, output: nothing },
  'folder.answerExisting': { input: z.object({ take: z.boolean() }), output: nothing },
  'folder.open': { input: nothing, output: nothing },
  'folder.watch': { input: z.object({ isOn: z.boolean() }), output: nothing },
  /** What corrections have taught, by supplier. */
  'lessons.list': { input: nothing, output: z.object({ lessons: z.array(LessonView) }) },
  'lessons.forget': { input: ofOne, output: nothing },
  'lessons.forgetAll': { input: nothing, output: nothing },
  'settings.patch': { input: SettingsPatch, output: nothing },
  /** A firm of the owner: one more, a patch of one by its place (0 for the first), one of the further ones taken out. */
  'company.add': { input: z.object({ siret: z.string(), name: z.string() }), output: nothing },
  'company.patch': { input: z.object({ at: z.number().int().nonnegative(), patch: CompanyPatch }), output: nothing },
  'company.remove': { input: z.object({ at: z.number().int().positive() }), output: nothing },
  /** What a firm of the settings may choose among its own, as far as Chorus Pro has been asked: asks nobody. */
  'company.own': { input: z.object({ siret: z.string() }), output: CompanyOwn },
  'platform.tryNow': { input: nothing, output: nothing },
  'environment.switch': { input: z.object({ environment: Environment }), output: nothing },
  /** The accesses of a connection: of the principal one unless said. */
  'connection.view': { input: WhichConnection, output: AccessView },
  /** Keeps one field as it is typed. */
  'connection.keep': { input: AccessKeep.extend(WhichConnection.shape), output: nothing },
  'connection.openSite': { input: z.object({ site: z.enum(['piste', 'chorus']) }), output: nothing },
  'connection.save': { input: AccessInput.extend(WhichConnection.shape), output: nothing },
  'connection.unlock': { input: WhichConnection.extend({ passphrase: z.string() }), output: nothing },
  'connection.forget': { input: WhichConnection, output: nothing },
  /** Gives the firm of this SIRET an access of its own, or takes it away again. */
  'connection.add': { input: z.object({ siret: z.string() }), output: z.object({ connection: z.string() }) },
  'connection.remove': { input: z.object({ connection: ConnectionId }), output: nothing },
  'connection.test': { input: WhichConnection, output: z.object({ checks: z.array(Check) }) },
  /** What help needs to know, on the clipboard. */
  'diagnosis.copy': { input: nothing, output: z.object({ text: z.string() }) },
  /** To one's real invoices: how they are deposited, whose they are, and whether those tried in the demonstration come along. */
  'app.begin': { input: Beginning, output: nothing },
  'demo.removeExamples': { input: nothing, output: nothing },
  'demo.start': { input: nothing, output: nothing },
  'demo.advance': { input: nothing, output: nothing },
  'demo.cutLine': { input: z.object({ isCut: z.boolean() }), output: nothing },
} as const

export type CallName = keyof typeof calls
export type Input<N extends CallName> = z.infer<(typeof calls)[N]['input']>
/** What is asked, before its defaults are filled in. */
export type Asked<N extends CallName> = z.input<(typeof calls)[N]['input']>
export type Output<N extends CallName> = z.infer<(typeof calls)[N]['output']>
