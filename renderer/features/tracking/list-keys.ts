/** What a key asks of a list one walks through: another place, what is chosen, or to type. */
export type Wish =
  | { is: 'go'; to: number; extends: boolean }
  | { is: 'choose' | 'chooseAll' | 'clear' | 'search' }
  | { is: 'type'; text: string }

/** Lines of one Page Down. */
const PAGE = 10

/**
 * Keys of a list (ARIA listbox practice): arrows, Home, End, pages walk it, with Shift they choose on the way, Space chooses,
 * Ctrl A all of them; a letter goes on in the search (type-ahead). `at` is where the cursor is, of so many lines.
 */
export function wishOf(event: KeyboardEvent, at: number, count: number): Wish | undefined {
  const { key, shiftKey, ctrlKey, metaKey, altKey } = event
  const isCommand = ctrlKey || metaKey
  if (isCommand && key.toLowerCase() === 'a') return { is: 'chooseAll' }
  if (isCommand || altKey) return undefined
  const places: Record<string, number> = {
    ArrowDown: at + 1,
    ArrowUp: at - 1,
    PageDown: Math.min(at + PAGE, count - 1),
    PageUp: Math.max(at - PAGE, 0),
    Home: 0,
    End: count - 1,
  }
  const to = places[key]
  if (to !== undefined) return to < 0 ? { is: 'search' } : { is: 'go', to: Math.min(to, count - 1), extends: shiftKey }
  if (key === ' ') return { is: 'choose' }
  if (key === 'Escape') return { is: 'clear' }
  return /^[\p{L}\p{N}]$/u.test(key) ? { is: 'type', text: key } : undefined
}
