import { tick } from 'svelte'
import type { UndoWay } from '../../../shared/domain/lifecycle/draft-undo.ts'
import type { DraftForm } from './draft-form.svelte.ts'

type Typed = HTMLInputElement | HTMLTextAreaElement
const isTyped = (target: EventTarget | null): target is Typed =>
  target instanceof HTMLTextAreaElement || (target instanceof HTMLInputElement && target.selectionStart !== null)

/**
 * Shortcuts of a draft's undo: Ctrl Z, and Ctrl Y or Ctrl Maj Z to do it again. In a field where something has been typed they
 * are the field's own, and what was just taken from the page is taken back first (PointTools).
 */
export class UndoKeys {
  #atFocus = ''
  readonly #form: DraftForm

  constructor(form: DraftForm) {
    this.#form = form
  }
  onfocusin = ({ target }: FocusEvent): void => {
    if (isTyped(target)) this.#atFocus = target.value
  }
  onkeydown = (event: KeyboardEvent): void => {
    const { key, ctrlKey, metaKey, shiftKey, target } = event
    const letter = key.toLowerCase()
    if (!(ctrlKey || metaKey) || (letter !== 'z' && letter !== 'y')) return
    if (isTyped(target) && target.value !== this.#atFocus) return
    const way = letter === 'y' || shiftKey ? 'redo' : 'undo'
    if (way === 'undo' && this.#form.taken.mayUndo) return
    event.preventDefault()
    void this.#undo(way, target)
  }
  async #undo(way: UndoWay, target: EventTarget | null) {
    await this.#form.undo(way)
    await tick()
    // What came back into the field was not typed there.
    if (isTyped(target)) this.#atFocus = target.value
  }
}
