import type { FieldName } from '../../../shared/domain/fields.ts'
import type { Place, Trust } from '../../../shared/domain/reading.ts'
import type { DraftForm } from './draft-form.svelte.ts'
import { fieldsOf, type Step } from './steps.ts'

/** A value lit up on the page: the same number stands beside its field. */
export type PageMark = { name: FieldName; n: number; place: Place; trust: Trust; isHere: boolean }

/** The fields of a step that were found on the page, in the order of the form; two read in one place share it. */
export function marksOf(form: DraftForm, step: Step): PageMark[] {
  return fieldsOf[step]
    .flatMap((name) => {
      const origin = form.origins[name]
      return origin?.place ? [{ name, place: origin.place, trust: origin.trust, isHere: form.focus === name }] : []
    })
    .map((mark, index) => ({ ...mark, n: index + 1 }))
}
