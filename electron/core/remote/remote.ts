import type { Of } from '../../../shared/domain/events.ts'
import type { At, Known } from '../../../shared/domain/invoice.ts'
import type { Recipient } from '../../../shared/domain/recipient.ts'
import type { Reply } from '../../../shared/domain/reply.ts'
import type { Exemption } from '../../../shared/domain/rules/rule.ts'
import type { Told } from '../../../shared/domain/shipment.ts'
import type { StatusEntry } from '../../../shared/domain/status.ts'
import type { Check } from '../../../shared/contract/connection.ts'
import type { Call } from './calls.ts'
import type { Firm } from './diagnose.ts'
import type { Downloaded } from './downloads.ts'
import type { Attachment } from './pieces.ts'
import type { Firm as FirmOfChorus, FoundStructure, Own } from './structures.ts'
import type { Proof } from './wire.ts'

/** A line of the platform's list: which invoice, a token that changes when anything about it moves, and its status now. */
export type Change = { remoteId: number; version: string; entry: StatusEntry }
/** All that has moved, and how many calls it took to hear of it. */
export type Changes = { changes: Change[]; calls: number }

/** What goes with an invoice; its service émetteur and bank account, null where Chorus Pro is to choose. */
export type Along = { pieces: Attachment[]; service: number | null; bankAccount: number | null }

/** All we ask of a platform. It answers in our own words. Every call throws `NotSent` when it is to be tried again later. */
export type Remote = {
  /** Sends the invoice and what goes with it. Throws `Refused` when the platform said no; anything else means it may have arrived. */
  deposit(invoice: At<'leaving'>, bytes: Uint8Array, along: Along): Promise<Of<'receipted' | 'registered'>>
  /** Sends several structured files of one syntax as one flow, which bears the shipment's name. Throws as `deposit` does. */
  depositLot(name: string, files: { invoice: At<'leaving'>; bytes: Uint8Array }[]): Promise<Of<'receipted'>>
  /**
   * Looks for an invoice by its number. Undefined only when it is not there for certain; throws `Unanswered` where something
   * of the answer cannot be read, and `NumberTaken` when that number is there for another invoice.
   */
  find(invoice: Known): Promise<Of<'registered'> | undefined>
  /** What has become of the invoices of a flow, each as far as it is certain: none of them while it is being processed. */
  outcomes(flow: { number: string; isLot: boolean }, invoices: At<'sent'>[]): Promise<Told[]>
  /** Invoices whose state has moved since a day (ISO), all of them, in as few calls as possible. */
  changes(since: string): Promise<Changes>
  /** Every status of one invoice, oldest first. */
  history(remoteId: number): Promise<{ status: string; history: StatusEntry[] }>
  /** Does it know a structure of this SIRET, public or private? */
  hasStructure(siret: string): Promise<boolean>
  /** What a public buyer asks for, this service of it in any case; null when there is no such structure. */
  recipient(siret: string, today: string, service?: string): Promise<Recipient | null>
  /** Public structures by a piece of their name, or by postcode. */
  findStructures(wanted: { name: string } | { postcode: string }): Promise<FoundStructure[]>
  /** Structures by a piece of their name, firms among them. */
  findFirms(name: string): Promise<FoundStructure[]>
  /** The structure of this SIRET, public or private, with its open services; null when there is none. */
  firm(siret: string): Promise<FirmOfChorus | null>
  /** Answers to a status of the buyer. They throw as `deposit` does. */
  complete(remoteId: number, answer: { comment: string; files: Attachment[] }): Promise<Proof>
  recycle(remoteId: number, route: Omit<Extract<Reply, { kind: 'recycle' }>, 'kind'>): Promise<Proof>
  correctValideur(remoteId: number, valideurSiret: string): Promise<Proof>
  settleRejection(remoteId: number): Promise<Proof>
  /** What a list does not say: has its rejection been dealt with? */
  details(remoteId: number): Promise<{ number: string; status?: string | undefined; isRejectionSettled: boolean }>
  /** The invoice as the buyer has it, with what was joined to it. */
  download(remoteId: number, format: 'PDF' | 'PIVOT'): Promise<Downloaded>
  /** The reasons it takes for counting no VAT. */
  exemptions(): Promise<Exemption[]>
  /** Its rates of VAT, in percent. */
  vatRates(): Promise<{ code: string; label: string; percent: number | undefined }[]>
  /** What a file joined to an invoice may be called. */
  attachmentTypes(): Promise<{ code: string; label: string }[]>
  /** All public structures, in one file. */
  directory(): Promise<Downloaded>
  /** Does a structure have an order of that number? */
  hasEngagement(structureId: number, engagement: string): Promise<boolean>
  /** What the firm may choose among its own: bank accounts and services; undefined when the account may not deposit for it. */
  ownOf(siret: string): Promise<{ bankAccounts: Own[]; services: Own[] } | undefined>
  /** Has the State an order of that number for this supplier? Undefined when the account may not ask for it. */
  hasOrder(supplierSiret: string, engagement: string): Promise<boolean | undefined>
  /** The structures the account belongs to. */
  attachedStructures(): Promise<{ siret: string; name: string; status: string }[]>
  /** The instant by its clock, as far as it has said it; by ours until then. Epoch ms. */
  time(): number
  /** The last calls, oldest first. */
  calls(): readonly Call[]
  /** Tests each piece of the connection. */
  diagnose(firm: Firm): Promise<Check[]>
  /** ISO day on which the technical account's password runs out, as far as the platform says. */
  passwordExpiry(siret: string): Promise<string | undefined>
  /** Other credentials count from now on. */
  reconnect(): void
}
