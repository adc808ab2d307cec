import { bareIban, isWholeIban } from '../../base/iban.ts'
import type { Company } from '../firms/company.ts'
import type { Known } from './invoice.ts'

/** The account an approved invoice teaches: the first one, or one that a person has confirmed; never that of a factor. */
export function accountToLearn({ fields, origins, document }: Known, { ibans }: Pick<Company, 'ibans'>) {
  const iban = bareIban(fields.iban)
  const isSaid = ibans.length === 0 || origins.iban?.trust === 'typed'
  return isSaid && !document.isAssigned && isWholeIban(iban) && !ibans.includes(iban) ? iban : undefined
}
