import { requestMail as mailFor, textOf } from '../../../shared/domain/lifecycle/buyer-request.ts'
import { check } from '../../../shared/domain/rules/check.ts'
import type { Fields } from '../../../shared/domain/fields/fields.ts'
import type { RuleContext } from '../../../shared/domain/rules/rule.ts'

/** The letter that asks the buyer for what is missing, as it is copied (domaine.md §4.4). */
export const requestMail = (fields: Fields, facts: RuleContext): string =>
  textOf(mailFor(fields, facts, check(fields, facts)))
