import { z } from 'zod'
import { isDate } from '../base/dates.ts'
import { FilterName, Narrowing, OrderName } from './filters.ts'
import { Row } from './views.ts'

/** Which invoices a list is of. `gone`: they have left, or may have; `here`: not yet; `before`: to be sent by the person. */
export const ListName = z.enum(['all', 'gone', 'here', 'before', 'onTheWay', 'drafts'])
export type ListName = z.infer<typeof ListName>

/** Max lines of one page of a list. */
export const PAGE = 200
/** Max ids given at once: those of a whole list, to act upon. */
export const MOST_IDS = 10_000
/** A page of a list: the lines from the `from`th on, at most so many. */
export const ListQuery = Narrowing.extend({
  list: ListName,
  filter: FilterName.default('all'),
  order: OrderName.default('arrival'),
  /** From the greatest, the latest, the last of the alphabet. */
  isDown: z.boolean().default(false),
  from: z.number().int().nonnegative().default(0),
  limit: z.number().int().min(1).max(PAGE).default(PAGE),
})
export type ListQuery = z.infer<typeof ListQuery>
/** A query as it is asked: what is not said is as by default. */
export type ListInput = z.input<typeof ListQuery>

/** The lines of a page, and how many there are in all; null where words are in so many that they are counted apart (`tracking`). */
export const ListPage = z.object({ rows: z.array(Row), total: z.number().nullable() })
export type ListPage = z.infer<typeof ListPage>

/** How many invoices, and their sum in cents (incl. VAT, credit notes counted off). */
export const Tally = z.object({ count: z.number(), amount: z.number() })
export type Tally = z.infer<typeof Tally>

/** Buyers one may narrow a list to, those with most invoices first. */
export const ListBuyer = z.object({ siret: z.string(), name: z.string(), count: z.number() })
export type ListBuyer = z.infer<typeof ListBuyer>

/** What can be done to several invoices at once; `on` is an ISO day. */
export const BulkAction = z.union([
  z.object({ do: z.literal('cashed'), on: z.string().refine(isDate) }),
  z.object({ do: z.enum(['filed', 'reopened']) }),
])
export type BulkAction = z.infer<typeof BulkAction>

/** What is told around Suivi: figures by filter as the search narrows them, and what is found elsewhere. */
export const TrackingSummary = z.object({
  filters: z.record(FilterName, Tally),
  /** Of those shown, how much is late. */
  late: Tally,
  /** Before typing: of the year, or of all. */
  of: z.number(),
  /** All that have left, whatever the year. */
  gone: z.number(),
  years: z.array(z.string()),
  /** Found in other years. */
  elsewhere: z.number(),
  /** Some were deposited by hand: their statuses are pasted. */
  hasByHand: z.boolean(),
})
export type TrackingSummary = z.infer<typeof TrackingSummary>
