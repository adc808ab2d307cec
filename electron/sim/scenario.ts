import { readFileSync } from 'node:fs'
import { z } from 'zod'
import { troubleNames } from './effects.ts'
import { formChoices } from './forms.ts'
import { createPlatform, type Options } from './platform.ts'

const Chance = z.strictObject({
  seed: z.string(),
  rate: z.number().min(0).max(1),
  among: z.array(z.enum(troubleNames)).min(1).optional(),
})

/** Which form answers take where the sources do not agree. */
export const FormsAsked = z.strictObject({
  flags: z.enum(formChoices.flags).exactOptional(),
  heavyPdf: z.enum(formChoices.heavyPdf).exactOptional(),
  instants: z.enum(formChoices.instants).exactOptional(),
  replyDates: z.enum(formChoices.replyDates).exactOptional(),
  unread: z.enum(formChoices.unread).exactOptional(),
})

/** A scenario, as README.md explains it: what the platform is, what becomes of invoices, what goes wrong. */
const Scenario = z.strictObject({
  title: z.string().optional(),
  haste: z.number().positive().optional(),
  isDemonstration: z.boolean().optional(),
  isStrict: z.boolean().optional(),
  recycling: z.enum(['actif', 'extinction', 'supprime']).optional(),
  forms: FormsAsked.optional(),
  unknownFlowSeconds: z.number().min(0).optional(),
  tokenSeconds: z.number().positive().optional(),
  accounts: z
    .array(
      z.strictObject({
        login: z.string(),
        password: z.string(),
        sirets: z.array(z.string()),
        expiresAt: z.number().optional(),
      }),
    )
    .optional(),
  invoices: z
    .record(
      z.string().min(1),
      z.array(
        z.strictObject({
          afterMinutes: z.number().min(0),
          status: z.string().min(1),
          comment: z.string().optional(),
        }),
      ),
    )
    .optional(),
  troubles: z
    .array(
      z.strictObject({
        trouble: z.enum(troubleNames),
        on: z.string().optional(),
        call: z.number().int().min(1).optional(),
        retryAfter: z.number().optional(),
        seconds: z.number().min(0).optional(),
      }),
    )
    .optional(),
  chance: Chance.optional(),
})
export type Scenario = z.output<typeof Scenario>

/** A scenario that cannot be read: its message is a French sentence for each thing that is wrong. */
export class BadScenario extends Error {}

/** Reads a scenario file. Throws BadScenario. */
export function readScenario(path: string): Scenario {
  let content: unknown
  try {
    content = JSON.parse(readFileSync(path, 'utf8'))
  } catch (error) {
    const why = error instanceof SyntaxError ? 'ce n’est pas du JSON' : 'il ne peut pas être ouvert'
    throw new BadScenario(`Le scénario ${path} ne se lit pas\u00a0: ${why} (${(error as Error).message}).`)
  }
  const reading = Scenario.safeParse(content)
  if (reading.success) return reading.data
  const sentences = reading.error.issues.map(
    (issue) => `  ${issue.path.map(String).join(' → ') || 'le fichier'}\u00a0: ${wordsFor(issue)}.`,
  )
  throw new BadScenario([`Le scénario ${path} n’est pas bien écrit\u00a0:`, ...sentences].join('\n'))
}

const kinds: Record<string, string> = {
  number: 'un nombre',
  int: 'un nombre entier',
  string: 'un texte',
  boolean: 'true ou false',
  array: 'une liste',
  object: 'un objet',
  record: 'un objet',
}

/** What is wrong at one place of a scenario, in French. */
function wordsFor(issue: z.core.$ZodIssue): string {
  switch (issue.code) {
    case 'invalid_type':
      return `${kinds[issue.expected] ?? issue.expected} est attendu ici`
    case 'unrecognized_keys':
      return `${issue.keys.join(', ')} n’est pas un mot connu`
    case 'invalid_value':
      return `l’un de ces mots est attendu\u00a0: ${issue.values.map(String).join(', ')}`
    case 'too_small':
      return issue.origin === 'string' || issue.origin === 'array'
        ? 'ne peut pas être vide'
        : `doit être ${issue.inclusive ? 'au moins' : 'plus que'} ${issue.minimum}`
    case 'too_big':
      return `doit être au plus ${issue.maximum}`
    default:
      return 'n’est pas bien écrit'
  }
}

/** The platform a scenario describes; `options` fill what it leaves out. */
export function platformOf({ title: _, invoices: script, troubles = [], ...told }: Scenario, options: Options = {}) {
  const platform = createPlatform({ ...options, ...told, script })
  platform.expect(...troubles)
  return platform
}
