import type { FieldName } from '../../../shared/domain/fields.ts'
import type { Problem } from '../../../shared/domain/rules/rule.ts'
import { french } from '../../../shared/domain/typography.ts'
import table from '../../../shared/tables/chorus-messages.json' with { type: 'json' }

type Entry = { fragment: string; field?: string; control: string; message: string; advice?: string }

/**
 * A message of Chorus Pro in words, one problem for each of its parts (« | » separates them). What is not in the table is
 * shown whole.
 */
export const problemsOfMessage = (message: string): Problem[] =>
  message
    .split('|')
    .map((part) => part.trim())
    .filter(Boolean)
    .map(problemOfPart)

function problemOfPart(original: string): Problem {
  const entry = (table.entries as Entry[]).find(({ fragment }) => new RegExp(fragment, 'i').test(original))
  if (!entry) return refusedBecause('message', `Chorus Pro répond : ${original}`, original)
  return {
    code: 'chorus.message',
    severity: 'stop',
    control: entry.control,
    ...(entry.field && { field: entry.field as FieldName }),
    message: french(entry.message),
    ...(entry.advice && { advice: french(entry.advice) }),
    original,
  }
}

/** A refusal of Chorus Pro for a reason we put into words ourselves. */
export const refusedBecause = (code: string, message: string, original?: string): Problem => ({
  code: `chorus.${code}`,
  severity: 'stop',
  control: 'chorus',
  message: french(message),
  ...(original && { original }),
})
