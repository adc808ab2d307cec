import type { Fields } from '../fields/fields.ts'
import { clientName, isStale } from '../buyers/requirements.ts'
import type { RuleContext } from './rule.ts'

/** A demand of a recipient asked long ago is only a doubt (domaine.md §16.8). */
export const firmness = ({ recipient, today }: RuleContext): { severity: 'stop' | 'warn' } => ({
  severity: recipient && isStale(recipient, today) ? 'warn' : 'stop',
})

/** How a sentence begins about the client. */
export const clientOf = (fields: Fields, { recipient }: RuleContext): string =>
  clientName(fields, recipient) || 'Ce client'
