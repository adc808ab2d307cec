import { z } from 'zod'
import { Fields } from './fields.ts'
import { DocumentFacts, Origins } from './reading.ts'
import { Circuit, Problem } from './rules/rule.ts'
import { StatusEntry } from './status.ts'

/** The file an invoice came as. Our own copy is in the vault under its sha256; the original stays where it was. */
export const InvoiceFile = z.object({ name: z.string(), bytes: z.number().int(), sha256: z.string() })
export type InvoiceFile = z.infer<typeof InvoiceFile>

const base = { id: z.string(), file: InvoiceFile, arrivedAt: z.number() }
const known = {
  ...base,
  document: DocumentFacts,
  fields: Fields,
  origins: Origins,
  circuit: Circuit,
  /** When the fields were last changed, or read. */
  savedAt: z.number(),
}
const away = { ...known, approvedAt: z.number(), resends: z.number().int() }
const registered = {
  ...away,
  flow: z.string().optional(),
  remoteId: z.number(),
  remoteNumber: z.string(),
  /** The status to show (status.ts); `version` is what the platform's list last said, to see at once whether it moved. */
  status: z.string(),
  version: z.string(),
  depositedOn: z.string(),
  certificate: z.string().optional(),
  history: z.array(StatusEntry),
}

/** What Chorus Pro, or the last look before leaving, said no to; gone once the draft is changed. */
export const Refusal = z.object({ at: z.number(), problems: z.array(Problem) })
export type Refusal = z.infer<typeof Refusal>

/** An invoice is always at exactly one stage, and each stage carries only what is true there. Times are epoch ms. */
export const Invoice = z.discriminatedUnion('stage', [
  z.object({ stage: z.literal('arrived'), ...base }),
  z.object({ stage: z.literal('draft'), ...known, refusal: Refusal.optional() }),
  z.object({ stage: z.literal('discarded'), ...base }),
  z.object({ stage: z.literal('leaving'), ...away }),
  z.object({
    stage: z.literal('uncertain'),
    ...away,
    since: z.number(),
    searches: z.number().int(),
    lastSearchAt: z.number(),
  }),
  z.object({ stage: z.literal('sent'), ...away, flow: z.string(), depositedOn: z.string() }),
  z.object({ stage: z.literal('followed'), ...registered }),
  z.object({ stage: z.literal('closed'), ...registered, outcome: z.enum(['cashed', 'filed']), closedOn: z.string() }),
])
export type Invoice = z.infer<typeof Invoice>
export type Stage = Invoice['stage']
export type At<S extends Stage> = Extract<Invoice, { stage: S }>
/** An invoice whose fields are known: everything but one that has just arrived or was put aside. */
export type Known = Exclude<Invoice, At<'arrived' | 'discarded'>>

export const isKnown = (invoice: Invoice): invoice is Known => !['arrived', 'discarded'].includes(invoice.stage)
