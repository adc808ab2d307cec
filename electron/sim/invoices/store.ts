import { createHash } from 'node:crypto'
import type { FlowPaper, TechnicalError } from '../reading/read-flux.ts'
import type { Paper } from './paper.ts'

/** A status and when it is reached: in the future, it is still to come. */
export type Entry = { status: string; at: number; comment?: string }

/** What a user did to an invoice: TELECHARGEMENT_FACTURE, TRAITEMENT_REJET. */
export type Action = { code: string; at: number }

export type Attachment = { fileId: number; designation: string; type: string; line: number | null }

/** An invoice as the platform keeps it. `history` holds what is to come as well: see life.ts. */
export type Invoice = Paper & {
  id: number
  mode: string
  flow: string
  supplierId: number
  bankAccount: number | null
  /** The id of the supplier's own service, when one was named. */
  supplierService?: number | null
  depositedAt: number
  history: Entry[]
  isRejectionHandled: boolean
  /** None before the first. */
  actions?: Action[]
  mainFile: number | null
  attachments: Attachment[]
  /** Bytes of the invoice and its attachments. */
  size: number
}

export type FlowError = {
  identifiantFournisseur: string
  identifiantDestinataire: string
  numeroDP: string
  libelleErreurDP: string
}

/** A deposited flow: what was read in it waits here until it is settled. */
export type Flow = {
  number: string
  name: string
  syntaxe: string
  size: number
  sha256: string
  depositedAt: number
  history: Entry[]
  /** When its invoices are checked and taken in; null once that is done, or called off by hand. */
  settlesAt: number | null
  papers: FlowPaper[]
  technical: TechnicalError[]
  errors: FlowError[]
}

/** A deposited file. Its bytes are not kept. */
export type StoredFile = { id: number; name: string; mime: string; size: number; sha256: string }

/** Everything the platform remembers, as plain JSON. */
export type State = {
  version: 1
  next: { invoice: number; file: number; flow: number; entry: number }
  invoices: Invoice[]
  flows: Flow[]
  files: StoredFile[]
}

const empty: State = {
  version: 1,
  next: { invoice: 8420532, file: 4512345, flow: 900001, entry: 14 },
  invoices: [],
  flows: [],
  files: [],
}

export type Store = ReturnType<typeof createStore>

/**
 * Keeps what was deposited. `flush`, called once a call is over, tells `onChange` if anything has changed: what is saved is
 * never half a change. A state of another version is left aside.
 */
export function createStore({ saved, onChange }: { saved?: State | undefined; onChange: () => void }) {
  const state = structuredClone(saved?.version === empty.version ? saved : empty)
  const invoicesById = new Map(state.invoices.map((invoice) => [invoice.id, invoice]))
  const numbers = new Set(state.invoices.flatMap(uniqueKeys))
  const flowsByNumber = new Map(state.flows.map((flow) => [flow.number, flow]))
  let isChanged = false
  const changed = () => {
    isChanged = true
  }
  const filesById = new Map(state.files.map((file) => [file.id, file]))

  return {
    state: () => structuredClone(state),
    changed,
    flush() {
      if (!isChanged) return
      isChanged = false
      onChange()
    },

    addInvoice(given: Omit<Invoice, 'id'>): Invoice {
      const invoice = { id: state.next.invoice++, ...given }
      state.invoices.push(invoice)
      invoicesById.set(invoice.id, invoice)
      for (const key of uniqueKeys(invoice)) numbers.add(key)
      changed()
      return invoice
    },
    invoice: (id: number) => invoicesById.get(id),
    invoices: () => state.invoices,
    isTaken: (paper: Paper) => uniqueKeys(paper).some((key) => numbers.has(key)),

    addFlow(given: Omit<Flow, 'number'>, codeInterface: string): Flow {
      const number = `CPP001${codeInterface}${String(state.next.flow++).padStart(15, '0')}`
      const flow = { number, ...given }
      state.flows.push(flow)
      flowsByNumber.set(number, flow)
      changed()
      return flow
    },
    flow: (number: string) => flowsByNumber.get(number),
    flows: () => state.flows,

    addFile({ name, mime, bytes }: { name: string; mime: string; bytes: Buffer }): StoredFile {
      const file = { id: state.next.file++, name, mime, size: bytes.length, sha256: sha256(bytes) }
      state.files.push(file)
      filesById.set(file.id, file)
      changed()
      return file
    },
    file: (id: number) => filesById.get(id),

    /** The number that SAISIE_API makes up: the year and 16 digits (chorus-pro-api.md §3.3). */
    nextEntryNumber: (year: string) => `${year}${String(state.next.entry++).padStart(16, '0')}`,
  }
}

export const sha256 = (bytes: Uint8Array | string): string => createHash('sha256').update(bytes).digest('hex')

/**
 * What the platform never takes twice: a number of one supplier, whenever it was (domaine.md §9), and one of one SIREN within
 * a year (chorus-pro-api.md §8.1). Capitals and spaces make no other number of it (domaine.md §16.3).
 */
function uniqueKeys({ issueDate, supplierSiret, number }: Paper): string[] {
  const plain = number.replace(/\s/g, '').toUpperCase()
  return [`${supplierSiret} ${plain}`, `${issueDate.slice(0, 4)} ${supplierSiret.slice(0, 9)} ${plain}`]
}
