import type { FieldName } from '../../../shared/domain/fields/fields.ts'
import type { Trust } from '../../../shared/domain/document/reading.ts'
import type { Place } from '../../../shared/domain/document/page/place.ts'
import type { DraftForm } from './draft-form.svelte.ts'
import { fieldsOf, stepOf, type Step } from './steps.ts'

/** A value on the page: the same number stands beside its field. It lights up with it: under the cursor, or the mouse. */
export type PageMark = { name: FieldName; n: number; place: Place; trust: Trust; isHere: boolean; isLit: boolean }

/** The number of a field’s place on the page, among those of its step. */
export const numberOf = (form: DraftForm, name: FieldName): number | undefined =>
  marksOf(form, stepOf({ field: name })).find((mark) => mark.name === name)?.n

/** The fields of a step that were found on the page, in the order of the form; two read in one place share it. */
export function marksOf(form: DraftForm, step: Step): PageMark[] {
  return fieldsOf[step]
    .flatMap((name) => {
      const origin = form.origins[name]
      return origin?.place
        ? [{ name, place: origin.place, trust: origin.trust, isHere: form.focus === name, isLit: form.hover === name }]
        : []
    })
    .map((mark, index) => ({ ...mark, n: index + 1 }))
}

/** Room a mark's number takes beside its value, as a fraction of the page's width (tokens.css, --page-badge, and its gap). */
const ROOM = 0.036

/** Where the number of a mark hides no word of the page: after its value, else before it, else above. */
export function sideOf({ x, y, width, height }: Place, words: Place[]): 'after' | 'before' | 'above' {
  const isFree = (from: number) =>
    from >= 0 &&
    from + ROOM <= 1 &&
    !words.some(
      (word) => word.x < from + ROOM && word.x + word.width > from && word.y < y + height && word.y + word.height > y,
    )
  if (isFree(x + width)) return 'after'
  return isFree(x - ROOM) ? 'before' : 'above'
}
