import { withoutData } from './joined.ts'
import type { InvoiceAt } from './invoice.ts'
import type { Move } from './step.ts'

/** A draft that is changed is no longer the one that was refused, or that stood still. */
const changed = ({ refusal, recalledAt, ...draft }: InvoiceAt<'draft'>) => draft

/** The draft is from now on what the data say; what it was stays beside. */
export const toJoined: Move<'draft', 'joined'> = (draft, { file, reading }, { at }) => {
  if (draft.joined || draft.document.kind !== 'pdf') return undefined
  const { document, fields, origins, circuit } = draft
  return {
    invoice: {
      ...changed(draft),
      document: reading.document,
      fields: reading.fields,
      origins: reading.origins,
      circuit: 'flux',
      joined: { file, before: { document, fields, origins, circuit } },
      savedAt: at,
    },
  }
}

/** Back to the plain PDF, as it was before. */
export const toParted: Move<'draft', 'parted'> = (draft, _event, { at }) =>
  draft.joined && { invoice: { ...withoutData(changed(draft)), savedAt: at } }
