import { z } from 'zod'
import { isDate } from '../base/dates.ts'
import { DeliveryMode } from '../domain/firms/delivery-mode.ts'
import { LotContainer, LotSyntax } from '../domain/lifecycle/lot.ts'
import { MOST_IDS } from './lists.ts'
import { Mark, Row } from './views.ts'

/** State of a lot: on its way like an invoice, or by hand; `done` once something is certain of each invoice. */
export const LotState = z.enum(['leaving', 'uncertain', 'sent', 'toDeposit', 'deposited', 'done'])
export type LotState = z.infer<typeof LotState>

/** A lot in the list. `at` is epoch ms; `toCorrect` of the `returned` ones are drafts that have not left again. */
export const LotLine = z.object({
  id: z.string(),
  way: DeliveryMode,
  at: z.number(),
  state: LotState,
  syntax: LotSyntax.optional(),
  bytes: z.number().optional(),
  count: z.number(),
  arrived: z.number(),
  returned: z.number(),
  toCorrect: z.number(),
  flow: z.string().optional(),
})
export type LotLine = z.infer<typeof LotLine>

/** A draft on the page of a new lot. `group` is empty where it cannot be in one, and `why` says so. Amounts are cents. */
export const LotChoice = z.object({
  id: z.string(),
  name: z.string(),
  buyer: z.string(),
  syntax: LotSyntax,
  bytes: z.number(),
  amount: z.number().nullable(),
  isReady: z.boolean(),
  group: z.string(),
  why: z.string(),
})
export type LotChoice = z.infer<typeof LotChoice>

/** Those of one group may leave together; `firm` and `cadre` where they tell groups apart. */
export const LotGroup = z.object({
  key: z.string(),
  syntax: LotSyntax,
  way: DeliveryMode,
  firm: z.string(),
  cadre: z.string(),
  count: z.number(),
})
export type LotGroup = z.infer<typeof LotGroup>

/** What a new lot may be made of, those that are ready first; `more` drafts are not listed. */
export const LotChoices = z.object({
  choices: z.array(LotChoice),
  groups: z.array(LotGroup),
  more: z.number(),
  most: z.object({ invoices: z.number(), advised: z.number(), api: z.number(), portail: z.number() }),
})
export type LotChoices = z.infer<typeof LotChoices>

/** An invoice of a lot, and what has become of it; `why` and `said` (in the platform’s words) of one that came back. */
export const LotEntry = z.object({
  row: Row,
  is: z.enum(['returned', 'leftAgain', 'open', 'arrived', 'withdrawn']),
  why: z.string().optional(),
  said: z.string().optional(),
})
export type LotEntry = z.infer<typeof LotEntry>

/** A step in the life of a lot. `at` is epoch ms. */
export const LotMoment = z.object({ at: z.number(), mark: Mark, title: z.string(), detail: z.string().optional() })
export type LotMoment = z.infer<typeof LotMoment>

/** A lot, invoice by invoice. `amount` in cents. */
export const LotReport = LotLine.extend({
  amount: z.number(),
  entries: z.array(LotEntry),
  life: z.array(LotMoment),
})
export type LotReport = z.infer<typeof LotReport>

/** A lot by hand as it lies on the disk: the archive, its list beside it, and what is in it. */
export const LotOnDisk = z.object({
  lot: LotLine,
  /** Without its extension. */
  name: z.string(),
  folder: z.string(),
  bytes: z.number(),
  files: z.array(z.object({ name: z.string(), bytes: z.number() })),
  /** How the portal calls the cadre of all of them, and whose they are. */
  cadre: z.string(),
  firm: z.string(),
  /** The portal’s address; empty in the demonstration, which has none. */
  site: z.string(),
})
export type LotOnDisk = z.infer<typeof LotOnDisk>

const id = z.string()
const ids = z.array(id).min(1).max(MOST_IDS)
const ofOne = z.object({ id })
const nothing = z.object({})

/** What a window may ask about lots. */
export const lotCalls = {
  /** Lots that wait for the person. */
  'lots.count': { input: nothing, output: z.object({ count: z.number() }) },
  'lots.view': { input: nothing, output: z.object({ lots: z.array(LotLine) }) },
  'lots.choices': { input: nothing, output: LotChoices },
  /** Approves them to leave as one lot, or to be deposited as one by hand. */
  'lot.send': { input: z.object({ ids }), output: z.object({ id, way: DeliveryMode }) },
  /** Saves the archive of these drafts somewhere; an empty path when the person changed their mind. */
  'lot.save': { input: z.object({ ids, as: LotContainer }), output: z.object({ path: z.string() }) },
  'lot.report': { input: ofOne, output: LotReport },
  /** Everything the platform has answered about it, as a file; an empty path when the person changed their mind. */
  'lot.proof': { input: ofOne, output: z.object({ path: z.string() }) },
  /** Lays a lot by hand out on the disk. */
  'lot.prepare': { input: ofOne, output: LotOnDisk },
  'lot.showFolder': { input: ofOne, output: nothing },
  'lot.deposited': {
    input: z.object({ id, flow: z.string().trim().min(1).max(40), depositedOn: z.string().refine(isDate) }),
    output: nothing,
  },
  /** « Suivi des flux » says that it was turned away: all of it, or these of its invoices. */
  'lot.rejected': { input: z.object({ id, message: z.string().max(2000), ids: ids.optional() }), output: nothing },
  /** It is not deposited after all: its invoices are drafts again. */
  'lot.takeBack': { input: ofOne, output: nothing },
} as const
