import { fieldWords, formFields, saidValue, type FormField } from '../fields/field-labels.ts'
import type { Fields } from '../fields/fields.ts'
import { isInData } from '../document/reading.ts'
import { reasonOf } from '../document/trust-reason.ts'
import type { Problem } from './problem.ts'
import type { RuleContext } from './rule.ts'

/**
 * Nothing doubtful leaves without a look: the values « à vérifier » that would leave, and that nobody has confirmed or
 * changed yet (product.md, « Rien ne part à mon insu »). In a flow only what its own data say leaves.
 */
export const toLookAt = (fields: Fields, { origins, circuit }: Pick<RuleContext, 'origins' | 'circuit'>): FormField[] =>
  formFields.filter((name) => {
    const origin = origins[name]
    return origin?.trust === 'check' && saidValue(name, fields) !== '' && (circuit === 'pdf' || isInData(origin))
  })

/** One problem for each of them: `approved` is turned down until each has been looked at. */
export const unlooked = (fields: Fields, facts: RuleContext): Problem[] =>
  toLookAt(fields, facts).map((field) => ({
    code: 'value.unlooked',
    control: 'looked',
    severity: 'stop',
    field,
    title: 'À vérifier',
    message: `${fieldWords[field]} : ${saidValue(field, fields)}. ${reasonOf(facts.origins[field]!)}`,
    advice: 'Comparez avec la page, puis dites « C’est juste », ou corrigez.',
  }))
