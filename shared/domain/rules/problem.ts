import { z } from 'zod'
import { FieldName } from '../fields/fields.ts'
import { PlatformResponse, Kind } from '../platform/messages.ts'
import { Severity } from './rule.ts'
import type { RuleCode } from './rulebook.ts'

/** Code of a problem: of a rule, of a platform's table of messages (`chorus.` and the entry's id), or of what is said elsewhere. */
export type ProblemCode = RuleCode | OtherCode | `chorus.${string}`

/** Codes that no rule has, by who says them. */
type OtherCode =
  // looked.ts
  | 'value.unlooked'
  // reply-rules.ts
  | `reply.${'unchanged' | 'empty' | 'long' | 'heavy' | 'file' | 'valideur' | 'ownValideur'}`
  // Deposits: what was found on the platform, and our own copy that is no longer what was taken in
  | 'structure.notMine'
  | 'number.taken'
  | 'file.copyDamaged'
  // A status noted by hand
  | 'portal.flowRejected'
  // The command line
  | 'access.missing'
  | 'file.outside'
  | 'file.unreadable'

/**
 * What stands in the way of an invoice, or is worth knowing. The sentence says what is the matter, the advice what to do.
 * Reading is tolerant: the code of an older version is kept as it is, and nothing is proposed for it.
 */
export const Problem = z.object({
  code: z.string().refine((code): code is ProblemCode => code !== ''),
  severity: Severity,
  /** The line of the green light it belongs to (controls.ts). */
  control: z.string(),
  field: FieldName.optional(),
  /** A few words, when the problem comes from the platform; so do `kind` and `answer`. */
  title: z.string().optional(),
  message: z.string(),
  advice: z.string().optional(),
  kind: Kind.optional(),
  answer: PlatformResponse.optional(),
})
export type Problem = z.infer<typeof Problem>
