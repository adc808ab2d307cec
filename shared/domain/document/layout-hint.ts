import { z } from 'zod'

/** Fields of which it can be learnt where a layout carries them. Who sends the invoice is how its layouts are known. */
export const TaughtField = z.enum([
  'number',
  'originNumber',
  'issueDate',
  'dueDate',
  'buyerSiret',
  'serviceCode',
  'engagementNumber',
  'contractNumber',
  'netTotal',
  'taxTotal',
  'grossTotal',
  'discount',
  'prepaid',
  'retention',
  'payable',
  'iban',
])
export type TaughtField = z.infer<typeof TaughtField>

/** Words printed beside a value: before it in its own cell, in the cell on its left, or in the one above; `shown` as printed. */
export const Beside = z.object({ side: z.enum(['inside', 'left', 'above']), words: z.string(), shown: z.string() })
export type Beside = z.infer<typeof Beside>

/** Words of the layout near a value, and where it stands from their top left corner, in widths of the page. */
export const Anchor = z.object({ words: z.string(), left: z.number(), right: z.number(), down: z.number() })
export type Anchor = z.infer<typeof Anchor>

/** Where a value stands in a layout: never the value, and no figure of it. */
export const Spot = z.object({
  /** Its page, counted from the first one and from the last one: 1 and 1 where there is only one. */
  page: z.object({ fromFirst: z.number().int(), fromLast: z.number().int() }),
  beside: z.array(Beside),
  anchors: z.array(Anchor),
  /** The look of a code: « A » for a letter, « 9 » for a figure, « AA-9999 »; empty where the field says it all. */
  pattern: z.string(),
})
export type Spot = z.infer<typeof Spot>

/** What a correction has taught of one field in one layout of a supplier. Times are epoch ms. */
export const Lesson = z.object({
  id: z.string(),
  /** The SIREN of who sends the invoice, else the name, as it was read; empty where neither can be read. */
  supplier: z.string(),
  /** The name to show. */
  supplierName: z.string(),
  field: TaughtField,
  /** What stands there is not this field: the person has emptied it. */
  isRefusal: z.boolean(),
  spot: Spot,
  learntAt: z.number(),
  /** Invoices that were approved with what the lesson gave. */
  used: z.number().int(),
  usedAt: z.number().optional(),
})
export type Lesson = z.infer<typeof Lesson>
