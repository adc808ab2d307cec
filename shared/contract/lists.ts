import { z } from 'zod'
import { Row } from './views.ts'

/** Which invoices a list is of. `gone`: they have left, or may have; `here`: not yet; `before`: to be sent by the person. */
export const ListName = z.enum(['all', 'gone', 'here', 'before', 'onTheWay', 'drafts'])
export type ListName = z.infer<typeof ListName>

/** Filters of a list, by what an invoice waits for. */
export const FilterName = z.enum(['all', 'todo', 'waiting', 'late', 'ordered', 'later', 'closed'])
export type FilterName = z.infer<typeof FilterName>

/** Sort order: `arrival` newest first, `ready` what can be sent first, `pressing` the most pressing first, or a column. */
export const OrderName = z.enum([
  'arrival',
  'ready',
  'pressing',
  'day',
  'due',
  'amount',
  'client',
  'number',
  'state',
])
export type OrderName = z.infer<typeof OrderName>

/** What a list is narrowed to: typed words, a year, a client by its SIRET; empty for all. */
export const Narrowing = z.object({
  text: z.string().max(200).default(''),
  year: z.string().max(4).default(''),
  buyer: z.string().max(14).default(''),
})
export type Narrowing = z.infer<typeof Narrowing>

/** Max lines of one page of a list. */
export const PAGE = 200
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

/** The lines of a page, and how many there are in all. */
export const ListPage = z.object({ rows: z.array(Row), total: z.number() })
export type ListPage = z.infer<typeof ListPage>

/** How many invoices, and their sum in cents (incl. VAT, credit notes counted off). */
export const Tally = z.object({ count: z.number(), amount: z.number() })
export type Tally = z.infer<typeof Tally>

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
})
export type TrackingSummary = z.infer<typeof TrackingSummary>
