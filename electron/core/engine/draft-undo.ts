import type { FieldName } from '../../../shared/domain/fields/fields.ts'
import {
  namesIn,
  patchBack,
  patched,
  stateOf,
  type DraftState,
  type UndoWay,
} from '../../../shared/domain/lifecycle/draft-undo.ts'
import type { InvoiceEvent } from '../../../shared/domain/lifecycle/events.ts'
import type { Invoice } from '../../../shared/domain/lifecycle/invoice.ts'
import type { Step } from '../../../shared/domain/lifecycle/step.ts'
import type { Store } from '../store/database.ts'

type Deps = Pick<Store, 'invoices' | 'draftUndo'> & {
  move: (id: string, event: InvoiceEvent) => Step | undefined
  now: () => number
}
export type Undone = { step: Step; state: DraftState; names: FieldName[] }

/** Undo of drafts: autosaves are not in the journal, what they replaced is kept until the invoice is over there. */
export function createUndo({ invoices, draftUndo, move, now }: Deps) {
  return {
    /** Within a transaction: keeps what leads back from what a person has just typed. */
    note(before: Invoice, { type, ...event }: InvoiceEvent, after: Invoice) {
      if (hasLeft(after)) draftUndo.forget(after.id)
      if (type !== 'edited' || 'origins' in event || before.stage !== 'draft' || after.stage !== 'draft') return
      const patch = patchBack(stateOf(before), stateOf(after))
      if (patch) draftUndo.changed(before.id, now(), patch)
    },
    /**
     * Within a transaction: undo, or redo, of the last change a person made to a draft; what others have changed meanwhile stays.
     * Gives what the draft is now and the fields that came back; undefined when there is no such step.
     */
    take(id: string, way: UndoWay): Undone | undefined {
      const draft = invoices.find(id)
      const patch = draft?.stage === 'draft' ? draftUndo.pop(id, way) : undefined
      if (draft?.stage !== 'draft' || !patch) return undefined
      const state = patched(stateOf(draft), patch)
      const back = patchBack(stateOf(draft), state)
      if (back) draftUndo.push(id, way === 'undo' ? 'redo' : 'undo', now(), back)
      const step = move(id, { type: 'edited', confirmed: [], ...state })
      return step && { step, state, names: namesIn(patch) }
    },
  }
}

/** It is over there: what was typed before is of no more use. */
const hasLeft = ({ stage }: Invoice) => stage === 'sent' || stage === 'followed' || stage === 'closed'
