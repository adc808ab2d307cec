import table from '../../tables/return-motives.json' with { type: 'json' }
import type { Fields } from '../fields/fields.ts'
import { fold } from '../../base/fold-text.ts'
import { formatSiret } from '../../base/siret.ts'

/** What of an invoice's address may be corrected under the same number, in the order of the form (domaine.md §9). */
export const routeFields = ['buyerSiret', 'serviceCode', 'engagementNumber', 'contractNumber'] as const
export type RouteField = (typeof routeFields)[number]
export type Route = Pick<Fields, RouteField>

/** How each is called in a sentence. */
export const routeWords: Record<RouteField, string> = {
  buyerSiret: 'le SIRET du destinataire',
  serviceCode: 'le code service',
  engagementNumber: 'le numéro d’engagement',
  contractNumber: 'le numéro de marché',
}

/** The same in a word of a list. */
export const routeNames: Record<RouteField, string> = {
  buyerSiret: 'SIRET',
  serviceCode: 'Service',
  engagementNumber: 'Engagement',
  contractNumber: 'Marché',
}

/**
 * Fields of the address that a buyer speaks of (return-motives.json): by the code of a motive, else by what they are called
 * or by the value that is quoted, else by a bare word. Empty when the words speak of none of them.
 */
export function questioned(comment: string, route: Route): RouteField[] {
  const text = spaced(comment)
  const says = (words: string[]) => words.some((word) => text.includes(spaced(word)))
  const found = (test: (field: RouteField) => boolean) => routeFields.filter(test)
  const spoken = Object.entries(table.codes).filter(([code]) => new RegExp(`\\b${code}\\b`, 'i').test(comment))
  const byCode = found((field) => spoken.some(([, of]) => of === field))
  if (byCode.length) return byCode
  const byName = found(
    (field) => says(table.phrases[field]) || (route[field] !== '' && says([route[field], formatSiret(route[field])])),
  )
  return byName.length ? byName : found((field) => says(table.words[field]))
}

/** Words between single spaces: one is found whole or not at all. */
const spaced = (text: string) =>
  ` ${fold(text)
    .replace(/[^\p{L}\p{N}°]+/gu, ' ')
    .trim()} `
