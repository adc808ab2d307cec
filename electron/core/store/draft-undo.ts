import { DraftPatch, namesIn, type UndoWay } from '../../../shared/domain/lifecycle/draft-undo.ts'
import type { Db } from './db.ts'

/** Max steps that are kept of one draft, each way. */
const MOST_STEPS = 50
/** Max time between two changes of the same one field that are one step: typing goes on. Milliseconds. */
const TYPING = 5000

type Kept = { step: number; at: number; patch: string }

/** Undo and redo stacks of drafts: patches, the last one first out. A step that cannot be read is passed over. */
export function createDraftUndo(db: Db) {
  const last = db.prepare(
    `SELECT step, at, patch FROM draft_undo WHERE invoice_id = ? AND way = ? ORDER BY step DESC LIMIT 1`,
  )
  const insert = db.prepare(`INSERT INTO draft_undo (invoice_id, way, at, patch) VALUES (?, ?, ?, ?)`)
  const touch = db.prepare(`UPDATE draft_undo SET at = ? WHERE step = ?`)
  const remove = db.prepare(`DELETE FROM draft_undo WHERE step = ?`)
  const trim = db.prepare(`
    DELETE FROM draft_undo WHERE step IN
      (SELECT step FROM draft_undo WHERE invoice_id = ? AND way = ? ORDER BY step DESC LIMIT -1 OFFSET ${MOST_STEPS})`)
  const clear = db.prepare(`DELETE FROM draft_undo WHERE invoice_id = ? AND way = ?`)
  const forget = db.prepare(`DELETE FROM draft_undo WHERE invoice_id = ?`)
  const lastOf = (id: string, way: UndoWay) => last.get(id, way) as Kept | undefined

  function push(id: string, way: UndoWay, at: number, patch: DraftPatch) {
    insert.run(id, way, at, JSON.stringify(patch))
    trim.run(id, way)
  }
  return {
    push,
    /** A person has changed a draft, at this instant: this leads back. What was undone cannot be redone any more. */
    changed(id: string, at: number, patch: DraftPatch) {
      clear.run(id, 'redo')
      const before = lastOf(id, 'undo')
      if (before && at - before.at < TYPING && isOneField(patch, read(before.patch))) touch.run(at, before.step)
      else push(id, 'undo', at, patch)
    },
    /** Takes the last step of a draft off its stack. */
    pop(id: string, way: UndoWay): DraftPatch | undefined {
      for (let kept = lastOf(id, way); kept; kept = lastOf(id, way)) {
        remove.run(kept.step)
        const patch = read(kept.patch)
        if (patch) return patch
      }
      return undefined
    },
    has: (id: string, way: UndoWay): boolean => lastOf(id, way) !== undefined,
    forget: (id: string) => void forget.run(id),
  }
}

/** Both change one and the same field, and nothing else. */
const isOneField = (one: DraftPatch, other: DraftPatch | undefined) =>
  other !== undefined && isOnly(one) && isOnly(other) && namesIn(one)[0] === namesIn(other)[0]
const isOnly = ({ fields, origins, ...layout }: DraftPatch) =>
  namesIn({ fields, origins }).length === 1 && Object.keys(layout).length === 0

function read(text: string): DraftPatch | undefined {
  try {
    return DraftPatch.parse(JSON.parse(text))
  } catch {
    return undefined
  }
}
