import { z } from 'zod'
import type { FieldName, Fields } from '../fields/fields.ts'
import { Piece } from '../document/attachments.ts'
import { DocumentFacts, Origins } from '../document/reading.ts'
import { Recipient } from '../buyers/requirements.ts'
import { SubmissionFormat } from '../document/submission-format.ts'
import { Environment } from '../platform/environment.ts'
import { Exemption } from '../platform/exemption-reason.ts'

/**
 * Another invoice that is alike: it bears the same number, unless `likeness` says that the number is only near, or that it
 * asks the same buyer for the same amount on the same day (duplicates.ts).
 */
export const Twin = z.object({
  id: z.string(),
  number: z.string(),
  stage: z.string(),
  status: z.string().optional(),
  likeness: z.enum(['near', 'content']).optional(),
})
export type Twin = z.infer<typeof Twin>

const Firm = z.object({ siret: z.string(), name: z.string() })

/** What a rule may know besides the fields. */
export const RuleContext = z.object({
  /** ISO, in France. */
  today: z.string(),
  environment: Environment,
  circuit: SubmissionFormat,
  document: DocumentFacts,
  /** Where each value comes from: what a flow carries is what its file says, not what was typed. */
  origins: Origins,
  /** Size of the file. */
  bytes: z.number().int(),
  /** What goes with it. */
  pieces: z.array(Piece),
  /** Null while Chorus Pro has not been asked, or does not know this SIRET: see `isRecipientUnknown`. */
  recipient: Recipient.nullable(),
  /** Chorus Pro was asked, and has no such structure. */
  isRecipientUnknown: z.boolean(),
  /** Chorus Pro was asked, and the account may not deposit for the supplier, or knows no such firm. */
  isSupplierUnknown: z.boolean().optional(),
  /** Chorus Pro was asked about the valideur, and has no such structure. */
  isValideurUnknown: z.boolean().optional(),
  /** Chorus Pro was asked about the State's order, and has none of that number. */
  isOrderUnknown: z.boolean().optional(),
  twins: z.array(Twin),
  /** What its file has become since a person has laid hands on this draft: the id of another draft. */
  rewrittenBy: z.string().optional(),
  /** The rejected invoice it is made anew from. */
  replaces: z.object({ id: z.string(), number: z.string() }).optional(),
  /** Whom the invoice was for that a credit note corrects, when it is one of ours. */
  corrected: z.object({ buyerSiret: z.string(), serviceCode: z.string() }).optional(),
  /** Empty while Chorus Pro has not been asked. */
  exemptions: z.array(Exemption),
  /** The firm of the settings whose invoice it is, by what it says; its SIRET is empty until it is set. */
  company: Firm,
  /** Every firm of the settings. */
  companies: z.array(Firm),
})
export type RuleContext = z.infer<typeof RuleContext>

/** Severity: what stops an invoice, or is only worth knowing. */
export const Severity = z.enum(['stop', 'warn'])
export type Severity = z.infer<typeof Severity>

/** What a rule finds; `undefined` when all is well or the rule has nothing to say. */
export type Finding = { message: string; advice?: string; severity?: Severity; field?: FieldName } | undefined

/** ✔, ◐ and ✘ of domaine.md; [S], [P] and [H] of chorus-pro-api.md. A guess is a setting, never a rule. */
export type Confidence = 'sure' | 'likely'

export type Rule<Code extends string = string> = {
  code: Code
  control: string
  /** Where the rule comes from. */
  source: string
  /** How sure the source is (domaine.md, « Niveaux de confiance »): only a sure rule may stop. */
  confidence: Confidence
  severity: Severity
  field?: FieldName
  find: (fields: Fields, facts: RuleContext) => Finding
}

/** Rule, its code kept as a literal type: of all of them `RuleCode` is made (rulebook.ts). */
export const rule = <const Code extends string>(rule: Rule<Code>): Rule<Code> => rule

/** SIRETs of the qualification environment often fail their check digit: there it is only said (domaine.md §4.6). */
export const keySeverity = (environment: Environment): Severity => (environment === 'qualification' ? 'warn' : 'stop')
