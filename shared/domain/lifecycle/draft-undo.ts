import { z } from 'zod'
import { FieldName, Fields } from '../fields/fields.ts'
import { Piece } from '../document/attachments.ts'
import { PageTurn } from '../document/page/turn.ts'
import { Origin, Origins } from '../document/reading.ts'
import { SubmissionFormat } from '../document/submission-format.ts'
import type { InvoiceAt } from './invoice.ts'

/** What a person lays down in a draft, and an undo brings back. */
export const DraftState = z.object({
  fields: Fields,
  origins: Origins,
  circuit: SubmissionFormat,
  pieces: z.array(Piece),
  turns: z.array(PageTurn),
  isStraightened: z.boolean(),
})
export type DraftState = z.infer<typeof DraftState>

/** Patch of a draft, by what it changes: values and where they came from, null from nowhere. */
export const DraftPatch = z.object({
  // A default would be taken for a value that was there.
  fields: Fields.extend({ valideurService: z.string() }).partial(),
  origins: z.partialRecord(FieldName, Origin.nullable()),
  circuit: SubmissionFormat.optional(),
  pieces: z.array(Piece).optional(),
  turns: z.array(PageTurn).optional(),
  isStraightened: z.boolean().optional(),
})
export type DraftPatch = z.infer<typeof DraftPatch>
export const UndoWay = z.enum(['undo', 'redo'])
export type UndoWay = z.infer<typeof UndoWay>

/** What of a draft an undo may bring back. */
export function stateOf(draft: InvoiceAt<'draft'>): DraftState {
  const { fields, origins, circuit, pieces, turns = [], isStraightened = false } = draft
  return { fields, origins, circuit, pieces, turns, isStraightened }
}

const isSame = (one: unknown, other: unknown) => JSON.stringify(one) === JSON.stringify(other)

/**
 * Reverse patch: what brings `after` back to `before`. Undefined when a person would see no difference: no value, trust, file or
 * page is another.
 */
export function patchBack(before: DraftState, after: DraftState): DraftPatch | undefined {
  const names = FieldName.options.filter(
    (name) => !isSame(before.fields[name], after.fields[name]) || !isSame(before.origins[name], after.origins[name]),
  )
  const isSeen = (name: FieldName) =>
    !isSame(before.fields[name], after.fields[name]) || before.origins[name]?.trust !== after.origins[name]?.trust
  const layout = (['circuit', 'pieces', 'turns', 'isStraightened'] as const).filter(
    (part) => !isSame(before[part], after[part]),
  )
  if (!names.some(isSeen) && !layout.length) return undefined
  return {
    fields: Object.fromEntries(names.map((name) => [name, before.fields[name]])),
    origins: Object.fromEntries(names.map((name) => [name, before.origins[name] ?? null])),
    ...Object.fromEntries(layout.map((part) => [part, before[part]])),
  }
}

/** The draft with a patch in it; what others have changed meanwhile stays. */
export function patched(state: DraftState, { fields, origins, ...layout }: DraftPatch): DraftState {
  const kept = Object.entries({ ...state.origins, ...origins }).filter(([, origin]) => origin !== null)
  return DraftState.parse({
    ...{ ...state, ...layout },
    fields: { ...state.fields, ...fields },
    origins: Object.fromEntries(kept),
  })
}

/** Fields a patch gives back. */
export const namesIn = ({ fields }: DraftPatch): FieldName[] => Object.keys(fields) as FieldName[]
