import type { LessonView } from '../../../shared/contract/lessons.ts'
import type { TaughtField } from '../../../shared/domain/document/layout-hint.ts'

/** The fields as the forms call them. */
export const fieldWords: Record<TaughtField, string> = {
  number: 'N° de facture',
  originNumber: 'N° de facture d’origine',
  issueDate: 'Date de facture',
  dueDate: 'Échéance',
  buyerSiret: 'SIRET du destinataire',
  serviceCode: 'Code service',
  engagementNumber: 'Numéro d’engagement',
  contractNumber: 'N° de marché',
  netTotal: 'Total HT',
  taxTotal: 'Total TVA',
  grossTotal: 'Total TTC',
  discount: 'Remise globale TTC',
  prepaid: 'Déjà payé',
  retention: 'Retenue de garantie',
  payable: 'Net à payer',
  iban: 'IBAN',
}

const sides = { inside: 'après', left: 'à droite de', above: 'sous' }

/** Where it stands: « après « Pièce comptable » ». */
export function placeWords({ beside, isRefusal }: Pick<LessonView, 'beside' | 'isRefusal'>): string {
  const where = beside ? `${sides[beside.side]} « ${beside.shown} »` : 'reconnu à sa place sur la page'
  if (!isRefusal) return where
  return beside ? `jamais ${where}` : 'jamais à cet endroit de la page'
}

/** « Jamais utilisé », « Utilisé une fois », « Utilisé 3 fois ». */
export const usedWords = (used: number): string =>
  used === 0 ? 'pas encore utilisé' : used === 1 ? 'utilisé une fois' : `utilisé ${used} fois`
