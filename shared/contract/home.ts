import { z } from 'zod'
import { Row } from './views.ts'

/** How many invoices, and their sum in cents. */
const Figure = z.object({ count: z.number(), cents: z.number() })

/** What public clients owe (cents, incl. VAT): sent and not cashed, by how far the day of payment is. */
export const Owed = z.object({
  invoices: Figure,
  /** Taken off: never money to come. */
  credits: Figure,
  clients: z.number(),
  /** `toComplete`: nothing is paid before the client has what it asked for. */
  later: Figure.extend({ toComplete: z.number() }),
  ordered: Figure,
  /** `since`: the oldest day of payment, ISO; empty where nothing is late. */
  late: Figure.extend({ since: z.string() }),
})
export type Owed = z.infer<typeof Owed>

/** Accueil: what waits for the person, the most pressing first, and what is owed. */
export const HomeView = z.object({
  /** What the same thing of the whole firm keeps here: the first of them, how many, their sum. */
  held: z.array(z.object({ row: Row, count: z.number(), amount: z.number() })),
  /** The others that wait, as many as are shown at once. */
  todos: z.array(Row),
  /** All that wait, those that are leaving, and those that are examples. */
  waiting: z.number(),
  waitingToLeave: z.number(),
  waitingExamples: z.number(),
  /** Drafts that wait for what their client was asked for. */
  asked: z.number(),
  /** All there are, and those that have left. */
  invoices: z.number(),
  gone: z.number(),
  owed: Owed,
})
export type HomeView = z.infer<typeof HomeView>
