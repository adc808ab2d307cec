import { wordAt, wordsIn, type PageCell } from '../../../shared/domain/document/page/words.ts'
import { turnedBack } from '../../../shared/domain/document/page/turn.ts'
import type { FieldName } from '../../../shared/domain/fields/fields.ts'
import type { PageMark } from './page-marks.ts'
import type { Pointing } from './pointing.svelte.ts'

type Rectangle = { x: number; y: number; width: number; height: number }
type Given = {
  pointing: Pointing
  number: number
  /** How far the page is turned; everything else is said of the page as the file has it. */
  quarters: number
  cells: () => PageCell[]
  marks: () => PageMark[]
  onpick: (name: FieldName) => void
  /** The rectangle that is being drawn, in fractions of the page. */
  ondraw: (rectangle: Rectangle | undefined) => void
}

/** Below this, in pixels, a press that moves is still a click. */
const SHAKE = 4

/** Makes a page one that can be pointed at: a word under the mouse, a rectangle drawn over several. */
export const pointable =
  ({ pointing, number, quarters, cells, marks, onpick, ondraw }: Given) =>
  (page: HTMLElement): (() => void) => {
    let start: { x: number; y: number } | undefined
    let isDrawing = false
    const gone = new AbortController()

    const fraction = ({ clientX, clientY }: MouseEvent) => {
      const box = page.getBoundingClientRect()
      const seen = { x: (clientX - box.left) / box.width, y: (clientY - box.top) / box.height }
      return turnedBack(seen, quarters)
    }
    const rectangle = (event: MouseEvent, from: { x: number; y: number }): Rectangle => {
      const to = fraction(event)
      const [x, y] = [Math.min(from.x, to.x), Math.min(from.y, to.y)]
      return { x, y, width: Math.abs(from.x - to.x), height: Math.abs(from.y - to.y) }
    }
    const wordUnder = (event: MouseEvent) => {
      const { x, y } = fraction(event)
      return wordAt(cells(), x, y)
    }
    /** The menu lies on the page, and is no part of it. */
    const isOnMenu = ({ target }: Event) => target instanceof Element && target.closest('[role=menu]') !== null
    function down(event: PointerEvent) {
      if (event.button !== 0 || isOnMenu(event)) return
      pointing.cancel()
      start = fraction(event)
    }
    function move(event: PointerEvent) {
      if (!start) {
        pointing.over(number, wordUnder(event), marks())
        return
      }
      const { width, height } = rectangle(event, start)
      const box = page.getBoundingClientRect()
      isDrawing ||= width * box.width > SHAKE || height * box.height > SHAKE
      if (!isDrawing) return
      page.setPointerCapture(event.pointerId)
      const drawn = rectangle(event, start)
      ondraw(drawn)
      pointing.pick(number, wordsIn(cells(), drawn))
    }
    function up() {
      if (isDrawing) pointing.take()
      over()
    }
    function over() {
      start = undefined
      ondraw(undefined)
    }
    function click(event: MouseEvent) {
      if (isOnMenu(event)) return
      // The click that ends a drawing has been dealt with.
      if (isDrawing) return void (isDrawing = false)
      const word = wordUnder(event)
      if (!word) return
      const name = pointing.fieldAt(word, marks())
      if (name) onpick(name)
      else {
        pointing.over(number, word, marks())
        pointing.take()
      }
    }
    /** The cursor stays in the field that waits for the value. */
    function keepFocus(event: MouseEvent) {
      if (pointing.target) event.preventDefault()
    }
    function leave() {
      if (!start) pointing.over(number, undefined, marks())
    }
    function cancel(event: KeyboardEvent) {
      if (event.key !== 'Escape' || !start) return
      event.stopPropagation()
      isDrawing = false
      pointing.cancel()
      over()
    }
    const { signal } = gone
    page.addEventListener('pointerdown', down, { signal })
    page.addEventListener('pointermove', move, { signal })
    page.addEventListener('pointerup', up, { signal })
    page.addEventListener('pointercancel', over, { signal })
    page.addEventListener('pointerleave', leave, { signal })
    page.addEventListener('click', click, { signal })
    page.addEventListener('mousedown', keepFocus, { signal })
    document.addEventListener('keydown', cancel, { signal, capture: true })
    return () => gone.abort()
  }
