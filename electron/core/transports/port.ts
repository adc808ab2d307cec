import type { EventOf } from '../../../shared/domain/lifecycle/events.ts'
import type { InvoiceAt, Known } from '../../../shared/domain/lifecycle/invoice.ts'
import type { Recipient } from '../../../shared/domain/buyers/requirements.ts'
import type { Reply } from '../../../shared/domain/lifecycle/reply.ts'
import type { Exemption } from '../../../shared/domain/platform/exemption-reason.ts'
import type { Told } from '../../../shared/domain/lifecycle/shipment.ts'
import type { StatusEntry } from '../../../shared/domain/platform/status.ts'
import type { Check } from '../../../shared/contract/connection.ts'

// Ports of a platform: each caller takes the one it uses. They answer in our own words; every call throws `NotSent` when it is
// to be tried again later (errors.ts). No transport is named here.

/** Transport: one platform, asked with one access. What it has no port for it cannot do. */
export type Transport = {
  depositor: Depositor
  statuses: StatusSource
  replier?: Replier
  directory?: BuyerDirectory
  account: Account
}

/** Transport by hand: what is to be deposited is laid out for a person, who does it. */
export type ByHand = {
  uploads: {
    /** Lays an invoice and what goes with it out. Answers its path. */
    put(invoice: LaidOut): Promise<string>
    /** Takes our copies away again. */
    clear(invoice: LaidOut): Promise<void>
  }
}
type LaidOut = Pick<InvoiceAt<'portal'>, 'file' | 'leavesAs' | 'circuit' | 'joined' | 'fields' | 'pieces'>

/** Depositor: sending invoices, and finding again what was sent. */
export type Depositor = {
  /** Sends the invoice and what goes with it. Throws `Refused` when the platform said no; anything else means it may have arrived. */
  deposit(invoice: InvoiceAt<'leaving'>, bytes: Uint8Array, along: Along): Promise<EventOf<'receipted' | 'registered'>>
  /** Sends several structured files of one syntax as one flow, which bears the shipment's name. Throws as `deposit` does. */
  depositLot(name: string, files: { invoice: InvoiceAt<'leaving'>; bytes: Uint8Array }[]): Promise<EventOf<'receipted'>>
  /**
   * Looks for an invoice by its number. Undefined only when it is not there for certain; throws `Unanswered` where something
   * of the answer cannot be read, and `NumberTaken` when that number is there for another invoice.
   */
  find(invoice: Known): Promise<EventOf<'registered'> | undefined>
  /**
   * Looks for several at once among all that was deposited since a day (ISO), in as many calls as its list has pages. Tells of
   * those it finds; `isWhole` when nothing of the list is missing, and so none of the others was deposited since.
   */
  findAmong(invoices: Known[], since: string): Promise<{ told: Told[]; isWhole: boolean }>
  /** Outcomes of the invoices of a flow, each as far as it is certain: none of them while it is being processed. */
  outcomes(flow: { number: string; isLot: boolean }, invoices: InvoiceAt<'sent'>[]): Promise<Told[]>
}

/** Status source: what has become of invoices that are there, by their key over there. */
export type StatusSource = {
  /** Invoices whose state has moved since a day (ISO), all of them, in as few calls as possible. */
  changes(since: string): Promise<Changes>
  /** Every status of one invoice, oldest first. */
  history(remoteKey: string): Promise<{ status: string; history: StatusEntry[] }>
  /** Details a list does not say: has its rejection been dealt with? */
  details(remoteKey: string): Promise<{ number: string; status?: string | undefined; isRejectionSettled: boolean }>
  /** The invoice as the buyer has it, with what was joined to it. */
  download(remoteKey: string, format: 'PDF' | 'PIVOT'): Promise<Downloaded>
  /** The instant by its clock, as far as it has said it; by ours until then. Epoch ms. */
  time(): number
}

/** Replier: answers to a status of the buyer. They throw as `deposit` does. */
export type Replier = {
  complete(remoteKey: string, answer: { comment: string; files: Attachment[] }): Promise<Proof>
  recycle(remoteKey: string, route: Omit<Extract<Reply, { kind: 'recycle' }>, 'kind'>): Promise<Proof>
  correctValideur(remoteKey: string, valideurSiret: string): Promise<Proof>
  settleRejection(remoteKey: string): Promise<Proof>
}

/** Buyer directory: what a platform knows of buyers, and its own lists. */
export type BuyerDirectory = {
  /** Does it know a structure of this SIRET, public or private? */
  hasStructure(siret: string): Promise<boolean>
  /** Requirements of a public buyer, this service of it in any case; null when there is no such structure. */
  recipient(siret: string, today: string, service?: string): Promise<Recipient | null>
  /** Public structures by a piece of their name, or by postcode. */
  findStructures(wanted: { name: string } | { postcode: string }): Promise<FoundStructure[]>
  /** Structures by a piece of their name, firms among them. */
  findFirms(name: string): Promise<FoundStructure[]>
  /** The structure of this SIRET, public or private, with its open services; null when there is none. */
  firm(siret: string): Promise<FoundFirm | null>
  /** Has the State an order of that number for this supplier? Undefined when the account may not ask for it. */
  hasOrder(supplierSiret: string, engagement: string): Promise<boolean | undefined>
  /** The reasons it takes for counting no VAT. */
  exemptions(): Promise<Exemption[]>
  /** Types of attachments: what a file joined to an invoice may be called. */
  attachmentTypes(): Promise<{ code: string; label: string }[]>
  /** All public structures, in one file. */
  directory(): Promise<Downloaded>
}

/** Account: what a platform is asked with. */
export type Account = {
  /** Tests each piece of the connection, for the firm of this SIRET. */
  diagnose(whose: { siret: string; environment: string }): Promise<Check[]>
  /** ISO day on which the technical account's password runs out, as far as the platform says. */
  passwordExpiry(siret: string): Promise<string | undefined>
  /** The structures the account belongs to. */
  attachedStructures(): Promise<{ siret: string; name: string; status: string }[]>
  /** Choices of the firm among its own: bank accounts and services; undefined when the account may not deposit for it. */
  ownOf(siret: string): Promise<{ bankAccounts: Own[]; services: Own[] } | undefined>
  /** The last calls, oldest first. */
  calls(): readonly Call[]
  /** Other credentials count from now on. */
  reconnect(): void
}

/** Change, a line of the platform's list: which invoice, a token that changes when anything about it moves, and its status now. */
export type Change = { remoteKey: string; version: string; entry: StatusEntry }
/** All that has moved, and how many calls it took to hear of it. */
export type Changes = { changes: Change[]; calls: number }
/** Accompaniment of an invoice: what goes with it; its service émetteur and bank account, null where the platform is to choose. */
export type Along = { pieces: Attachment[]; service: number | null; bankAccount: number | null }
/** Attachment, a file to be joined: its name, the code of what it is, its bytes. */
export type Attachment = { name: string; type: string; bytes: Uint8Array }
/** Proof: what the platform answered, kept as it came. */
export type Proof = Record<string, unknown>
/** Download, a file of the platform; its first bytes say what it is. */
export type Downloaded = { bytes: Buffer; extension: 'pdf' | 'zip' | 'xml' | 'bin' }
/** Structure a search has found: only its name is known. */
export type FoundStructure = { siret: string; name: string; isActive: boolean }
/** Firm, and those of its services one may choose. */
export type FoundFirm = { name: string; services: { code: string; name: string }[] }
/** Something of the firm's own that the platform knows under an id. */
export type Own = { id: number; name: string }
/** Log entry of a call, for the diagnosis: when (epoch ms), where, how it ended and how long it took. Nothing of what was said. */
export type Call = { at: number; route: string; end: string; ms: number }
