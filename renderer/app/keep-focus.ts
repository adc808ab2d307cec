const focusable =
  'a[href], button:not(:disabled), input:not(:disabled), select:not(:disabled), textarea:not(:disabled), summary, [tabindex]'

/**
 * Focus management, for the whole window: when what has the keyboard goes away, what came in its place gets it; failing
 * that the next of its list, then the nearest heading. A component that knows better places the cursor itself.
 */
export function keepFocus(app: HTMLElement): () => void {
  let trail: { element: HTMLElement; at: number }[] = []
  const heard = ({ target }: Event) => (trail = trailOf(target as HTMLElement, app))

  function mend(records: MutationRecord[] = []) {
    if (document.activeElement !== document.body) return
    const [own, ...around] = trail
    // Whoever clicks beside everything wants no cursor.
    if (own && isShown(own.element) && own.element.matches(focusable)) return
    const added = records.flatMap(({ addedNodes }) => [...addedNodes]).filter((node) => node instanceof HTMLElement)
    for (const { element, at } of around) {
      if (!isShown(element) || element.querySelector('main')) continue
      if (element.localName === 'main') break
      const came = added.filter((one) => element.contains(one))
      const next = ['ul', 'ol'].includes(element.localName)
        ? (element.children[at] ?? element.lastElementChild)
        : undefined
      const place = firstIn(came) ?? (next && firstIn([next])) ?? headingIn(element)
      if (!place) continue
      takeFocus(place)
      return
    }
    const main = app.querySelector<HTMLElement>('main')
    if (main) takeFocus(headingIn(main) ?? main)
  }

  const observer = new MutationObserver(mend)
  // What is hidden or disabled loses the keyboard only once the page is drawn.
  const left = () => setTimeout(mend)
  app.addEventListener('focusin', heard)
  app.addEventListener('focusout', left)
  observer.observe(app, { childList: true, subtree: true })
  mend()
  return () => {
    app.removeEventListener('focusin', heard)
    app.removeEventListener('focusout', left)
    observer.disconnect()
  }
}

/** The element and those around it, each with its place among the children of its parent. */
function trailOf(from: HTMLElement, until: HTMLElement) {
  const trail = []
  let at = -1
  for (let element: HTMLElement | null = from; element && element !== until; element = element.parentElement) {
    trail.push({ element, at })
    at = [...(element.parentElement?.children ?? [])].indexOf(element)
  }
  return trail
}

const isShown = (element: Element) => element.isConnected && element.checkVisibility({ visibilityProperty: true })

function firstIn(elements: Element[]): HTMLElement | undefined {
  const all = elements.flatMap((one) => [one, ...one.querySelectorAll<HTMLElement>(focusable)])
  return all.find((one): one is HTMLElement => one instanceof HTMLElement && one.matches(focusable) && isShown(one))
}

function headingIn(element: HTMLElement): HTMLElement | undefined {
  return [...element.querySelectorAll<HTMLElement>('h1, h2, h3')].find(
    (heading) => isShown(heading) && !heading.matches('.unseen'),
  )
}

/** Without scrolling: the person stays where they were looking. */
function takeFocus(place: HTMLElement): void {
  if (!place.matches(focusable)) place.tabIndex = -1
  place.focus({ preventScroll: true })
}
