import { z } from 'zod'

/** Filters of a list, by what an invoice waits for; `ready`: it can be sent by itself. */
export const FilterName = z.enum(['all', 'ready', 'todo', 'waiting', 'late', 'ordered', 'later', 'closed'])
export type FilterName = z.infer<typeof FilterName>

/** Sort order: `arrival` newest first, `ready` what can be sent first, or a column. */
export const OrderName = z.enum(['arrival', 'ready', 'day', 'due', 'amount', 'client', 'number', 'state'])
export type OrderName = z.infer<typeof OrderName>

/** What a list is narrowed to: typed words, a year, a client by its SIRET; empty for all. */
export const Narrowing = z.object({
  text: z.string().max(200).default(''),
  year: z.string().max(4).default(''),
  buyer: z.string().max(14).default(''),
})
export type Narrowing = z.infer<typeof Narrowing>

/** A filter of Suivi kept under a name: what the list is narrowed to, and its order. */
export const SavedFilter = Narrowing.extend({
  name: z.string(),
  // One of a newer version is the nearest there is.
  filter: FilterName.catch('all'),
  order: OrderName.catch('day'),
  isDown: z.boolean(),
})
export type SavedFilter = z.infer<typeof SavedFilter>
