import { isKnown, type Invoice } from './invoice.ts'
import { isCreditNote, normalNumber, type Fields } from '../fields/fields.ts'
import type { Twin } from '../rules/rule.ts'

type Of = Pick<Fields, 'supplierSiret' | 'number' | 'buyerSiret' | 'issueDate' | 'grossTotal' | 'typeCode'>
const siren = ({ supplierSiret }: Of) => supplierSiret.slice(0, 9)

/**
 * Under which invoices that may bear the same number are found: the supplier's SIREN, because the reform forbids a number
 * twice within it (chorus-pro-api.md §8.1), and the number without what is easily written otherwise. Migration 0004 says
 * the same in SQL. Empty when one of the two is missing.
 */
export const numberKey = (fields: Of): string =>
  fields.supplierSiret && fields.number
    ? `${siren(fields)} ${normalNumber(fields.number)
        .replace(/[-_/+.0O]/g, '')
        .replace(/[IL]/g, '1')}`
    : ''

/** Under which invoices for the same buyer, of the same day and amount are found; empty when one of them is missing. */
export const contentKey = ({ buyerSiret, issueDate, grossTotal }: Of): string =>
  buyerSiret && issueDate && grossTotal ? `${buyerSiret} ${issueDate} ${grossTotal}` : ''

/** The same number to Chorus Pro: one supplier, or one SIREN within one year (domaine.md §9, chorus-pro-api.md §8.1). */
const hasSameNumber = (one: Of, other: Of) =>
  normalNumber(one.number) === normalNumber(other.number) &&
  (one.supplierSiret === other.supplierSiret || one.issueDate.slice(0, 4) === other.issueDate.slice(0, 4))

/** What is left of a number once 0 and O, 1, I and L are one sign, and its dashes and spaces are gone. */
const withoutDashes = (number: string) => lookalikes(number).replace(/[^A-Z0-9]/g, '')
/** The same, group by group, without the zeros in front. */
const withoutZeros = (number: string) =>
  lookalikes(number)
    .replace(/[^A-Z0-9]+/g, '-')
    .replace(/(?<!\d)0+(?=\d)/g, '')
const lookalikes = (number: string) => number.trim().toUpperCase().replace(/O/g, '0').replace(/[IL]/g, '1')

/** Two numbers a person may have meant as one. */
export const areNear = (one: string, other: string): boolean =>
  withoutDashes(one) === withoutDashes(other) || withoutZeros(one) === withoutZeros(other)

/** How much alike two invoices are, as the rulebook is told; undefined when they are not. */
export function twinOf(fields: Of, other: Invoice): Twin | undefined {
  if (!isKnown(other)) return undefined
  const likeness = likenessOf(fields, other.fields)
  if (likeness === undefined) return undefined
  return {
    id: other.id,
    number: other.fields.number,
    stage: other.stage,
    ...('status' in other && { status: other.status }),
    ...(likeness !== 'number' && { likeness }),
  }
}
function likenessOf(one: Of, other: Of): 'number' | 'near' | 'content' | undefined {
  if (numberKey(one) && numberKey(one) === numberKey(other)) {
    if (hasSameNumber(one, other)) return 'number'
    if (areNear(one.number, other.number)) return 'near'
  }
  // A credit note is no second invoice.
  const isAlike = contentKey(one) !== '' && contentKey(one) === contentKey(other)
  return isAlike && isCreditNote(one) === isCreditNote(other) ? 'content' : undefined
}
