import { z } from 'zod'
import { FieldName } from '../domain/fields/fields.ts'
import { DraftState, UndoWay } from '../domain/lifecycle/draft-undo.ts'

/** What a window may ask of a draft's undo. */
export const draftCalls = {
  /** Undo or redo of what was last typed: what the draft is now, and the fields that came back; none where there is no such step. */
  'draft.undo': {
    input: z.object({ id: z.string(), way: UndoWay }),
    output: z.object({ state: DraftState.optional(), names: z.array(FieldName) }),
  },
}
