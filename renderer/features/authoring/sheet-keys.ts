import { blankLine, isBlankLine, type Cell } from '../../../shared/domain/authoring/sheet.ts'
import type { Entry } from './entry.svelte.ts'

/**
 * Keys of the sheet beside Tab: Enter to the next line, Alt ↑ ↓ moves the line, Ctrl D copies the cell above, Ctrl Del removes the
 * line. `focus` brings the cursor to a cell by its row, from 0.
 */
export function sheetKeys(entryOf: () => Entry, focus: (row: number, cell: string) => void) {
  function move(row: number, by: number): boolean {
    const { lines } = entryOf().draft
    const [line, other] = [lines[row], lines[row + by]]
    if (!line || !other || isBlankLine(line) || isBlankLine(other)) return false
    lines.splice(row, 1)
    lines.splice(row + by, 0, line)
    return true
  }
  function remove(row: number, cell: string) {
    const { lines } = entryOf().draft
    lines.splice(row, 1)
    if (!lines.length) lines.push(blankLine())
    entryOf().grow()
    focus(Math.min(row, lines.length - 1), cell)
  }
  function copyAbove(row: number, cell: Cell) {
    const { lines } = entryOf().draft
    const above = lines[row - 1]
    if (above) lines[row]![cell] = above[cell]
    entryOf().grow()
  }
  return (event: KeyboardEvent, row: number, cell: Cell): void => {
    const { key, altKey, ctrlKey, defaultPrevented } = event
    if (defaultPrevented) return
    if (key === 'Enter' && !ctrlKey) {
      entryOf().grow()
      focus(Math.min(row + 1, entryOf().draft.lines.length - 1), cell)
    } else if (altKey && (key === 'ArrowUp' || key === 'ArrowDown')) {
      const by = key === 'ArrowUp' ? -1 : 1
      if (move(row, by)) focus(row + by, cell)
    } else if (ctrlKey && key.toLowerCase() === 'd') copyAbove(row, cell)
    else if (ctrlKey && key === 'Delete') remove(row, cell)
    else return
    event.preventDefault()
  }
}
