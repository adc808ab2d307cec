import { z } from 'zod'
import { FieldName } from '../fields/fields.ts'
import { Answer, Kind } from './messages.ts'

export const Severity = z.enum(['stop', 'warn'])
export type Severity = z.infer<typeof Severity>

/** What stands in the way of an invoice, or is worth knowing. The sentence says what is the matter, the advice what to do. */
export const Problem = z.object({
  code: z.string(),
  severity: Severity,
  /** The line of the green light it belongs to (controls.ts). */
  control: z.string(),
  field: FieldName.optional(),
  /** A few words, when the problem comes from the platform; so do `kind` and `answer`. */
  title: z.string().optional(),
  message: z.string(),
  advice: z.string().optional(),
  kind: Kind.optional(),
  answer: Answer.optional(),
})
export type Problem = z.infer<typeof Problem>
