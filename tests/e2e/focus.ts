import type { BrowserContext, Page } from '@playwright/test'

const said = 'Le clavier est perdu'

/** Tells `complaints` whenever the keyboard is nowhere (activeElement is body) after what a person did, in every page. */
export async function watchFocus(context: BrowserContext, complaints: string[]): Promise<void> {
  context.on('console', (message) => {
    if (message.text().startsWith(said)) complaints.push(message.text())
  })
  await context.addInitScript(watch, said)
  for (const page of context.pages()) await watchPage(page)
  context.on('page', (page) => void watchPage(page).catch(() => undefined))
}

const watchPage = (page: Page) => page.evaluate(watch, said)

/** Runs in the page: once, whoever comes first. */
function watch(words: string): void {
  const one = globalThis as { focusIsWatched?: boolean }
  if (one.focusIsWatched) return
  one.focusIsWatched = true
  let last = 'rien'
  let timer: ReturnType<typeof setTimeout> | undefined
  let isAside = false
  let before: Element | null = null
  const focusable = 'a[href], button, input, select, textarea, summary, label, [tabindex]'
  const nameOf = (element: Element) =>
    `<${element.localName} ${element.id || element.className}> ${(element.getAttribute('aria-label') ?? element.textContent).trim().slice(0, 40)}`

  function check(isSecond = false) {
    timer = undefined
    // Another window may have the keyboard, and who clicks beside everything has asked for no cursor.
    if (document.activeElement !== document.body || document.hidden || isAside) return
    // Perhaps it has only just gone, and what mends it comes next.
    if (!isSecond) return void (timer = setTimeout(check, 250, true))
    console.error(`${words} : ${location.hash}, après ${last}, c’était ${before ? nameOf(before) : 'rien'}`)
  }
  /** One look when all that an action starts at once has been drawn. */
  const soon = () => (timer ??= setTimeout(check, 250))
  const happened = (event: Event) => {
    const target = event.target instanceof Element ? event.target : document.body
    if (event.type === 'mousedown') isAside = !target.closest(focusable)
    else if (event.type === 'keydown') isAside = false
    last = `${event.type}${event instanceof KeyboardEvent ? ` ${event.key}` : ''} ${nameOf(target)}`
    soon()
  }
  addEventListener('focusin', (event) => {
    before = event.target as Element
    isAside = false
  })
  for (const type of ['mousedown', 'click', 'keydown', 'change', 'focusout', 'hashchange'])
    addEventListener(type, happened, true)
}
