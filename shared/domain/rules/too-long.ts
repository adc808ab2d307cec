import type { Fields } from '../fields/fields.ts'
import type { Rule } from './rule.ts'

type Limited = keyof Pick<Fields, 'engagementNumber' | 'contractNumber' | 'serviceCode' | 'comment'>

/** A text that Chorus Pro would cut or refuse, by the limits of domaine.md §2.5. */
export const tooLong = <Field extends Limited>(
  field: Field,
  control: string,
  limit: { value: number; source: string },
  what: string,
): Rule<`${Field}.tooLong`> => ({
  code: `${field}.tooLong`,
  control,
  source: limit.source,
  confidence: 'sure',
  severity: 'stop',
  field,
  find: (fields) =>
    fields[field].length > limit.value
      ? {
          message: `${what} dépasse ${limit.value.toLocaleString('fr-FR')} caractères : Chorus Pro ne l’accepte pas.`,
          advice: 'Raccourcissez-le, ou vérifiez qu’il n’y a rien de trop.',
        }
      : undefined,
})
