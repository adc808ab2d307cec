import { formatIban } from '../../base/iban.ts'
import { typeDay } from '../../base/dates.ts'
import { FieldName, type Fields } from './fields.ts'
import { vatSchemes } from './form-labels.ts'
import { formatCents } from '../../base/money.ts'
import { formatSiret } from '../../base/siret.ts'

/** The values a person sees in the guide and can put right there, in the order of its pages, with the portal's labels. */
export const fieldWords = {
  supplierSiret: 'SIRET de votre entreprise',
  cadre: 'Cadre de facturation',
  valideurSiret: 'SIRET du valideur',
  buyerSiret: 'SIRET du destinataire',
  serviceCode: 'Code service',
  engagementNumber: 'Numéro d’engagement',
  number: 'N° de facture',
  issueDate: 'Date de facture',
  typeCode: 'Type de facture',
  contractNumber: 'N° de marché',
  originNumber: 'N° de facture d’origine',
  netTotal: 'Total HT',
  taxTotal: 'Total TVA',
  grossTotal: 'Total TTC',
  payable: 'Net à payer',
  currency: 'Devise',
  vatLines: 'TVA par taux',
  vatScheme: 'Type de TVA',
  exemptionReason: 'Motif d’exonération',
  paymentMode: 'Mode de règlement',
  iban: 'IBAN',
  discount: 'Remise globale TTC',
  prepaid: 'Déjà payé',
  retention: 'Retenue de garantie',
  comment: 'Commentaire',
} as const satisfies Partial<Record<FieldName, string>>
export type FormField = keyof typeof fieldWords
export const formFields = Object.keys(fieldWords) as FormField[]

/** What stands in each place of a list of names: those of both parties are not asked for, and may be pointed at. */
export const pointWords: Partial<Record<FieldName, string>> = {
  ...fieldWords,
  supplierName: 'Nom de votre entreprise',
  buyerName: 'Nom du destinataire',
}

/** A value as one says it: « 1 234,00 € », « 20/11/2026 »; empty when there is none. */
export function saidValue(name: FormField, fields: Fields): string {
  const value = fields[name]
  if (Array.isArray(value))
    return value
      .map(
        ({ rate, base }) => `${rate === null ? '?' : String(rate / 100).replace('.', ',')} % de ${formatCents(base)}`,
      )
      .join(', ')
  if (typeof value === 'number') return formatCents(value)
  if (!value) return ''
  if (name.endsWith('Siret')) return formatSiret(value)
  if (name === 'issueDate') return typeDay(value)
  if (name === 'iban') return formatIban(value)
  return name === 'vatScheme' ? (vatSchemes.find((each) => each.value === value)?.word ?? value) : value
}
