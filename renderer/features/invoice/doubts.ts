import { formFields } from '../../../shared/domain/fields/field-labels.ts'
import type { FieldName } from '../../../shared/domain/fields/fields.ts'
import { isIdle } from '../../app/arrival.svelte.ts'
import { go } from '../../app/route.svelte.ts'
import type { DraftForm } from './draft-form.svelte.ts'
import { stepOf } from './steps.ts'

/** Puts the cursor into a field, on whichever page of the guide it stands. */
export function toField(form: DraftForm, name: FieldName): void {
  const box = document.getElementById(`f-${name}`)
  form.wanted = box ? undefined : name
  if (box) box.focus()
  else go(`/facture/${form.id}/${stepOf({ field: name })}`)
}

/** On to the next value « à vérifier » after this field, then round again; after the last one, to the green light. */
export function toNextDoubt(form: DraftForm, after?: FieldName): void {
  const at = formFields.findIndex((name) => name === after)
  const next = form.doubts.find((name) => formFields.indexOf(name) > at) ?? form.doubts[0]
  if (next) toField(form, next)
  else if (form.isReady) go(`/facture/${form.id}/feu-vert`)
}

/** Puts the cursor on the first answer to an open question, unless the person has it elsewhere. */
export function toQuestion(answer: HTMLElement): void {
  const { ownerDocument } = answer
  if (isIdle(ownerDocument) || ownerDocument.activeElement?.closest('.footbar')) answer.focus()
}
