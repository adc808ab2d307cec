import { go } from './route.svelte.ts'

/** A page that asks to be shown: its address after the « # », and what a line says of it while somebody is elsewhere. */
export type Arrival = { to: string; said: string }

/** Count of what a person has done with the window: a key, a press, another page. */
let moves = 0
/** The last field typed in that nothing has kept yet; it goes with its page. */
let typed: HTMLInputElement | HTMLTextAreaElement | undefined
let line = $state.raw<Arrival>()
let announced: (() => boolean) | undefined

function moved() {
  moves++
}
addEventListener('keydown', moved, true)
addEventListener('pointerdown', moved, true)
addEventListener('hashchange', () => {
  moved()
  typed = undefined
  if (location.hash === `#${line?.to ?? ''}`) line = undefined
})
addEventListener('input', ({ target }) => {
  const isField = target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement
  if (isField && !target.closest('[data-keeps], [type=search], [type=checkbox], [type=radio], [role=combobox]'))
    typed = target
})
// The main process opens pages too (window.ts): files of « Ouvrir avec », a notification, the tray.
addEventListener('announce-page', () => (announced = standstill()))
addEventListener('open-page', (event) => {
  arrive((event as CustomEvent<Arrival>).detail, announced ?? (() => !isTyping()))
  announced = undefined
})

const isTyping = () => typed !== undefined && typed.isConnected && typed.value !== ''

/** True as long as the person has not moved since, and nothing they typed would be lost. */
export function standstill(): () => boolean {
  const before = moves
  return () => moves === before && !isTyping()
}

/** Shows a page to whoever has stayed where they were; to whoever has gone on, a line says where it is. */
export function arrive(arrival: Arrival, isStill: () => boolean): void {
  line = isStill() ? undefined : arrival
  if (!line) go(arrival.to)
}

export const arrival = {
  get now() {
    return line
  },
  end: () => void (line = undefined),
}

/** No control of the page has the cursor: it may be put where it is needed. */
export const isIdle = ({ activeElement }: Document): boolean =>
  !activeElement?.matches('a, button, input, select, textarea, summary, [tabindex="0"]')
