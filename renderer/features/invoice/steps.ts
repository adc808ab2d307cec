import type { FieldName } from '../../../shared/domain/fields/fields.ts'
import type { Problem } from '../../../shared/domain/rules/problem.ts'

/** The pages of the guide, in the order of the portal (domaine.md §2.2, §3). */
export const steps = [
  { name: 'structure', word: 'Structure et cadre', short: 'Structure' },
  { name: 'destinataire', word: 'Destinataire', short: 'Destinataire' },
  { name: 'references', word: 'Références et montants', short: 'Références' },
  { name: 'feu-vert', word: 'Feu vert', short: 'Feu vert' },
] as const
export type Step = (typeof steps)[number]['name']

/** The fields of each page, in the order they stand there. */
export const fieldsOf: Record<Step, FieldName[]> = {
  structure: ['supplierSiret', 'cadre', 'valideurSiret', 'valideurService'],
  destinataire: ['buyerSiret', 'serviceCode', 'engagementNumber'],
  references: [
    ...(['number', 'issueDate', 'typeCode', 'contractNumber', 'originNumber'] as const),
    ...([
      'netTotal',
      'taxTotal',
      'grossTotal',
      'payable',
      'currency',
      'vatLines',
      'vatScheme',
      'exemptionReason',
      'paymentMode',
      'iban',
    ] as const),
    ...(['discount', 'prepaid', 'retention', 'comment'] as const),
  ],
  'feu-vert': [],
}

/** Where a problem is put right; what concerns the file itself is said at the green light. */
export function stepOf({ field }: Pick<Problem, 'field'>): Step {
  if (!field) return 'feu-vert'
  return steps.find(({ name }) => fieldsOf[name].includes(field))?.name ?? 'references'
}

export const isStep = (name: string): name is Step => steps.some((step) => step.name === name)
