import type { Fields } from './fields.ts'
import { amountRules } from './rules/amounts.ts'
import { cadreRules } from './rules/cadre.ts'
import { controls } from './rules/controls.ts'
import { documentRules } from './rules/document.ts'
import { partyRules } from './rules/parties.ts'
import { recipientRules } from './rules/recipient.ts'
import { referenceRules } from './rules/references.ts'
import type { Facts, Problem, Rule } from './rules/rule.ts'
import { french } from './typography.ts'

/** Every rule, in the order a person should read what they find. */
export const rules: Rule[] = [
  ...documentRules,
  ...partyRules,
  ...recipientRules,
  ...referenceRules,
  ...cadreRules,
  ...amountRules,
]

/** The rulebook. The guide runs it while the person types, the ledger runs it when it counts. */
export function check(fields: Fields, facts: Facts): Problem[] {
  const isHopeless = facts.document.kind === 'other' || facts.document.status === 'password'
  return (isHopeless ? documentRules : rules).flatMap(({ code, control, severity, field, find }) => {
    const finding = find(fields, facts)
    if (!finding) return []
    const { message, advice, ...more } = finding
    const words = { message: french(message), ...(advice && { advice: french(advice) }) }
    return [{ code, control, severity, ...(field && { field }), ...more, ...words }]
  })
}

/** What stops an invoice, as against what is only worth knowing. */
export const blocking = (problems: Problem[]): Problem[] => problems.filter(({ severity }) => severity === 'stop')

/** The lines of the green light whose rules have nothing to say, in words. */
export const passedControls = (fields: Fields, facts: Facts, problems: Problem[]): string[] =>
  controls
    .filter(({ name }) => !problems.some(({ control }) => control === name))
    .flatMap(({ passed }) => passed(fields, facts) ?? [])
