import { textSizes } from '../../shared/contract/settings.ts'
import { ask } from './api.ts'

type Step = 'larger' | 'smaller' | 'usual'
const steps: Record<string, Step> = { '+': 'larger', '=': 'larger', '-': 'smaller', '0': 'usual' }
let last: Promise<unknown> = Promise.resolve()

/** Zoom by the keyboard: Ctrl + and Ctrl − to the next size, Ctrl 0 back to the usual one. */
export function sizeByKey(event: KeyboardEvent): void {
  const step = steps[event.key]
  if (!step || !(event.ctrlKey || event.metaKey) || event.altKey) return
  event.preventDefault()
  // One press after the other, each from the size of that moment; what could not be kept is asked for again by the next.
  last = last.then(() => take(step)).catch(() => undefined)
}

async function take(step: Step) {
  const { settings } = await ask('app.state', {})
  const now = settings.textSize
  const sizes = {
    larger: textSizes.find((size) => size > now),
    smaller: textSizes.findLast((size) => size < now),
    usual: textSizes[0],
  }
  const wanted = sizes[step]
  if (wanted && wanted !== now) await ask('settings.patch', { textSize: wanted })
}
