const itemsOf = (menu: HTMLElement) => [...menu.querySelectorAll<HTMLElement>('[role^="menuitem"]')]

/** Focus of a menu that opens: on the item that is checked, else on the first. */
export function enterMenu(menu: HTMLElement): void {
  const items = itemsOf(menu)
  const checked = items.find((item) => item.getAttribute('aria-checked') === 'true')
  ;(checked ?? items[0])?.focus({ preventScroll: true })
}

/** Roving focus of a menu: arrows go from item to item, and round; Home and End to its ends. False for any other key. */
export function walkMenu(menu: HTMLElement, key: string): boolean {
  const items = itemsOf(menu)
  const at = items.indexOf(document.activeElement as HTMLElement)
  const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: items.length - 1 }[key]
  if (to === undefined) return false
  items.at(to % items.length)?.focus()
  return true
}
