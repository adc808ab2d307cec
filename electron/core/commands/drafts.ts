import { fail, ok, type Result } from '../../../shared/contract/result.ts'
import type { FieldName, Fields } from '../../../shared/domain/fields/fields.ts'
import { fieldsToAsk, requestMail, type Mail } from '../../../shared/domain/lifecycle/buyer-request.ts'
import type { DraftState, UndoWay } from '../../../shared/domain/lifecycle/draft-undo.ts'
import type { EventOf } from '../../../shared/domain/lifecycle/events.ts'
import { check } from '../../../shared/domain/rules/check.ts'
import type { Inquiries } from '../buyers/lookups.ts'
import { keepCompressed, keepParts, keepPiece } from '../intake/keep-piece.ts'
import type { Vault } from '../vault/vault.ts'
import type { Ledger } from '../engine/ledger.ts'
import type { RuleContextOf } from '../queries/rule-context.ts'
import type { Store } from '../store/database.ts'
import type { Done, Recording } from './recording.ts'

type Deps = Pick<Store, 'invoices' | 'markets'> & {
  recording: Recording
  ledger: Pick<Ledger, 'undo'>
  factsOf: RuleContextOf
  inquiries: Pick<Inquiries, 'want' | 'fresh' | 'wantPieceTypes'>
  vault: Vault
}
export type Typed = Omit<EventOf<'edited'>, 'type'>
const KEEP = { file: keepPiece, zip: keepCompressed, parts: keepParts }

/** Commands about a draft: what is typed of it, what goes with it, what its buyer is asked. */
export function createDraftCommands({
  invoices,
  markets,
  recording: { record },
  ledger,
  factsOf,
  inquiries,
  vault,
}: Deps) {
  return {
    /** Autosave of what was typed. */
    saveDraft: (id: string, typed: Typed) => record(id, { type: 'edited', ...typed }),
    /** Undo or redo of what was last typed; nothing comes back where there is no such step. */
    undoDraft(id: string, way: UndoWay): Result<{ state?: DraftState; names: FieldName[] }> {
      if (invoices.find(id)?.stage !== 'draft') return fail('invoice.tooLate')
      const undone = ledger.undo(id, way)
      return ok(undone ? { state: undone.state, names: undone.names } : { names: [] })
    },
    /** Prefetch: asks Chorus Pro in the background what is worth knowing of these fields. */
    lookUp: (fields: Fields): void => inquiries.want(fields),
    /** Makes sure that what is known of the buyer is of today. Throws `NotSent` when nobody can be asked. */
    ensureFresh: (fields: Fields) => inquiries.fresh(fields),
    /** The letter that asks the buyer for what only it can tell is given to `send`; what was asked for is kept. */
    async askBuyer(id: string, send: (mail: Mail) => Promise<void>): Promise<Done> {
      const draft = invoices.find(id)
      if (draft?.stage !== 'draft') return fail('invoice.tooLate')
      const facts = factsOf(draft)
      const problems = check(draft.fields, facts)
      await send(requestMail(draft.fields, facts, problems))
      return record(id, { type: 'asked', fields: fieldsToAsk(problems) })
    },
    /** Takes in what is to go with an invoice: as it is, in a zip, or in parts; says why it may not. */
    keepPiece({ as, ...given }: { name: string; bytes: Uint8Array; as: keyof typeof KEEP }) {
      inquiries.wantPieceTypes()
      return KEEP[as](vault, given)
    },
    /** The sheet of a works contract. */
    saveMarket: markets.keep,
  }
}
