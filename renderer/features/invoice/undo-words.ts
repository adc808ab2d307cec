import { pointWords } from '../../../shared/domain/fields/field-labels.ts'
import type { FieldName } from '../../../shared/domain/fields/fields.ts'
import type { UndoWay } from '../../../shared/domain/lifecycle/draft-undo.ts'
import { french } from '../../../shared/base/french.ts'

/** Max fields that are named one by one. */
const NAMED = 3
const done = { undo: 'Annulé', redo: 'Rétabli' }
const nothing = { undo: 'Rien à annuler.', redo: 'Rien à rétablir.' }

/** What an undo has brought back, in a sentence; `names` undefined where there was nothing to bring back. */
export function undoWords(way: UndoWay, names: FieldName[] | undefined): string {
  if (!names) return nothing[way]
  const words = names.flatMap((name) => pointWords[name] ?? [])
  return french(words.length && words.length <= NAMED ? `${done[way]} : ${words.join(', ')}.` : `${done[way]}.`)
}
