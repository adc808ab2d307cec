import { z } from 'zod'
import { tableFields } from '../domain/authoring/table-columns.ts'

const fieldNames = tableFields.map(({ name }) => name)
/** Column of each field of a table, from 0. */
export const TableMapping = z.partialRecord(z.enum(fieldNames), z.number().int().nonnegative())

/** Invoice of a table before anything is made: cents; what stands against it, by lines of the file. */
export const TableInvoice = z.object({
  number: z.string(),
  buyer: z.string(),
  grossTotal: z.number().nullable(),
  lines: z.array(z.number()),
  faults: z.array(z.object({ line: z.number(), message: z.string() })),
})
export type TableInvoice = z.infer<typeof TableInvoice>

/** A table that was opened: its heads, some of its cells, what each column was taken for, and the invoices it gives. */
export const TableView = z.object({
  name: z.string(),
  /** Why it is no table; there is nothing else to show then. */
  reason: z.string().optional(),
  heads: z.array(z.string()),
  samples: z.array(z.array(z.string())),
  mapping: TableMapping,
  invoices: z.array(TableInvoice),
})
export type TableView = z.infer<typeof TableView>

const nothing = z.object({})

/** What a window may ask about a table of invoices. */
export const importingCalls = {
  /** The table that is open; undefined while there is none. */
  'table.view': { input: nothing, output: z.object({ table: TableView.optional() }) },
  /** Opens a file that was dropped or chosen. */
  'table.take': { input: z.object({ name: z.string(), bytes: z.instanceof(Uint8Array) }), output: nothing },
  /** What the columns stand for, kept for the next table with these heads. */
  'table.map': { input: z.object({ mapping: TableMapping }), output: nothing },
  'table.close': { input: nothing, output: nothing },
  /** Makes the invoices nothing stands against: each becomes a draft; gives how many, and what could not be made. */
  'table.make': { input: nothing, output: z.object({ made: z.number(), faults: z.array(z.string()) }) },
} as const
