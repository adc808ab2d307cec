import type { FieldName, Fields } from '../fields/fields.ts'
import { isHopeless } from '../document/reading.ts'
import { controls } from './controls.ts'
import { documentRules } from './document.ts'
import { unlooked } from './looked.ts'
import type { Problem } from './problem.ts'
import type { RuleContext, Severity } from './rule.ts'
import { rules } from './rulebook.ts'
import { french } from '../../base/french.ts'

/** The rulebook. The guide runs it while the person types, the ledger runs it when it counts. */
export function check(fields: Fields, facts: RuleContext): Problem[] {
  const found = findings(fields, facts)
  if (isHopeless(facts.document)) return found
  // A value that is wrong anyway is not to be looked at as well.
  const isStopped = (name: FieldName) => blocking(found).some(({ field }) => field === name)
  return [
    ...found,
    ...unlooked(fields, facts)
      .filter(({ field }) => !isStopped(field!))
      .map(inFrench),
  ]
}

const findings = (fields: Fields, facts: RuleContext): Problem[] =>
  (isHopeless(facts.document) ? documentRules : rules).flatMap(({ code, control, severity, field, find }) => {
    const finding = find(fields, facts)
    if (!finding) return []
    return [inFrench({ code, control, severity, ...(field && { field }), ...finding })]
  })

const inFrench = (problem: Problem): Problem => ({
  ...problem,
  message: french(problem.message),
  ...(problem.advice && { advice: french(problem.advice) }),
})

/** What stops an invoice, as against what is only worth knowing. */
export const blocking = (problems: Problem[]): Problem[] => problems.filter(({ severity }) => severity === 'stop')

/** A line of the green light: what was found good, or the name of what was not. */
export type ControlLine = { word: string; state: 'passed' | Severity }

/** The lines of the green light. What saw no value has nothing to say; of a file nothing was read from, there are none. */
export function controlLines(fields: Fields, facts: RuleContext, problems: Problem[]): ControlLine[] {
  if (isHopeless(facts.document)) return []
  return controls.flatMap(({ name, label, passed }): ControlLine[] => {
    const found = problems.filter(({ control }) => control === name)
    if (found.length) return [{ word: label, state: blocking(found).length ? 'stop' : 'warn' }]
    const word = passed(fields, facts)
    return word ? [{ word: french(word), state: 'passed' }] : []
  })
}
