import { z } from 'zod'
import { Buyer, Typed } from '../domain/buyers/buyer.ts'
import { looksLikeSiret, siretDigits } from '../base/siret.ts'
import type { PaymentFacts } from '../domain/receivables/payment-history.ts'
import { Recipient } from '../domain/buyers/requirements.ts'

/** A structure that was found: enough to choose it by. `invoices` is how many of ours have gone to it. */
export const Hit = z.object({
  siret: z.string(),
  name: z.string(),
  /** Empty when nobody has said. */
  town: z.string(),
  postcode: z.string(),
  isActive: z.boolean(),
  /** In the address book: invoiced before, or typed by hand. */
  inBook: z.boolean(),
  invoices: z.number(),
})
export type Hit = z.infer<typeof Hit>

/** A buyer, whole. */
export const BuyerView = z.object({
  siret: z.string(),
  name: z.string(),
  town: z.string(),
  postcode: z.string(),
  /** What it asks for, as far as anybody has said. */
  recipient: Recipient.nullable(),
  /** Who said so: Chorus Pro, a file, the person; nobody yet. */
  source: z.enum(['chorus', 'file', 'hand', 'none']),
  /** Chorus Pro was asked, and has no such structure. */
  isUnknown: z.boolean(),
  /** ISO day on which it was said. */
  asOf: z.string().optional(),
  isState: z.boolean(),
  /** What our own invoices have taught. */
  habits: Buyer.optional(),
  payments: z.custom<PaymentFacts>(),
})
export type BuyerView = z.infer<typeof BuyerView>

/** A line of a file that was not taken, or is in doubt (`siretKey`). */
export const Refused = z.object({
  line: z.number(),
  reason: z.enum(['noSiret', 'siretLost', 'siretShape', 'noName', 'siretKey']),
  text: z.string(),
})
/** What became of a file that was brought in. */
export const Report = z.object({
  /** Structures that are in the local directory now. */
  taken: z.number(),
  services: z.number(),
  /** The first ones; `refusedCount` counts them all. */
  refused: z.array(Refused),
  refusedCount: z.number(),
  /** Which header stands for what; `column` is null when it was not recognised. */
  columns: z.array(z.object({ header: z.string(), column: z.string().nullable() })),
})
export type Report = z.infer<typeof Report>

/** Why nothing was taken. */
export const ImportFailure = z.enum([
  'notDirectory',
  'archive',
  'tooBig',
  'tooLong',
  'unreadable',
  'diskFull',
  'unexpected',
])
export type ImportFailure = z.infer<typeof ImportFailure>

/** The local directory, and what is being brought in or was last. */
export const DirectoryView = z.object({
  /** Structures in it. */
  count: z.number(),
  /** Epoch ms of the last list brought in; absent when there was none. */
  importedAt: z.number().optional(),
  running: z.object({ name: z.string(), done: z.number(), total: z.number() }).optional(),
  last: z.object({ name: z.string(), report: Report.optional(), failure: ImportFailure.optional() }).optional(),
})
export type DirectoryView = z.infer<typeof DirectoryView>

const ofBuyer = z.object({ siret: z.string() })
const nothing = z.object({})
const hits = z.object({ hits: z.array(Hit) })

/** What a window may ask about public buyers. */
export const buyerCalls = {
  /** In the local directory; an empty text gives the address book. */
  'buyers.search': { input: z.object({ text: z.string().max(300), most: z.number().int().max(500) }), output: hits },
  /** Those a name read on an invoice may stand for, likeliest first. */
  'buyers.likely': { input: z.object({ name: z.string().max(1000) }), output: hits },
  /** Asks Chorus Pro; what it finds is in the local directory afterwards. */
  'buyers.searchFurther': { input: z.object({ text: z.string().max(300) }), output: hits },
  /** Firms that may approve an invoice, by name or SIRET; asks Chorus Pro. */
  'valideurs.search': { input: z.object({ text: z.string().max(300) }), output: hits },
  /** Those of the last invoices to this buyer. */
  'valideurs.ofBuyer': { input: ofBuyer, output: hits },
  'valideur.open': {
    input: ofBuyer,
    output: z.object({ name: z.string(), services: z.array(z.object({ code: z.string(), name: z.string() })) }),
  },
  'buyer.open': { input: ofBuyer, output: BuyerView },
  'buyer.refresh': { input: ofBuyer, output: nothing },
  /** Typed by hand, or typed over. */
  'buyer.add': {
    input: z.object({
      siret: z.string().transform(siretDigits).refine(looksLikeSiret),
      name: z.string().trim().min(1),
      typed: Typed.omit({ on: true }),
    }),
    output: nothing,
  },
  'directory.view': { input: nothing, output: DirectoryView },
  /** Lets the person choose a file; false when they did not, or another one is being brought in. */
  'directory.chooseFile': { input: nothing, output: z.object({ isTaken: z.boolean() }) },
  /** A file that was dropped. */
  'directory.take': { input: z.object({ path: z.string() }), output: z.object({ isTaken: z.boolean() }) },
  'directory.download': { input: nothing, output: z.object({ isTaken: z.boolean() }) },
  'directory.forgetReport': { input: nothing, output: nothing },
} as const
