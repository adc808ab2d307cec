import type { FieldName } from '../../../shared/domain/fields/fields.ts'
import { choosable } from '../../../shared/domain/buyers/requirements.ts'
import type { RuleContext } from '../../../shared/domain/rules/rule.ts'
import type { Problem } from '../../../shared/domain/rules/problem.ts'

const verbs: Partial<Record<FieldName, string>> = {
  buyerSiret: 'Saisir le SIRET',
  engagementNumber: 'Saisir le numéro',
  number: 'Saisir le numéro',
  issueDate: 'Saisir la date',
  vatScheme: 'Choisir le type de TVA',
}

/** What the button that leads to a field says. */
export function fixWord({ code, field, severity }: Problem, { recipient }: RuleContext): string {
  if (code === 'service.missing' || code === 'service.closed')
    return recipient && choosable(recipient).length ? 'Choisir le service' : 'Saisir le code service'
  if (field === 'issueDate' && severity === 'warn') return 'Changer la date'
  if (severity === 'warn') return 'Regarder'
  return (code.endsWith('.missing') && field && verbs[field]) || 'Corriger'
}
