import { textSizes, type Settings } from '../../shared/contract/settings.ts'
import { ask } from './api.ts'

/** Zoom by the keyboard: Ctrl + and Ctrl − to the next size, Ctrl 0 back to the usual one. */
export function sizeByKey(event: KeyboardEvent, settings: Settings | undefined): void {
  if (!settings || !(event.ctrlKey || event.metaKey) || event.altKey) return
  const now = settings.textSize
  const wanted = {
    '+': textSizes.find((size) => size > now),
    '=': textSizes.find((size) => size > now),
    '-': textSizes.findLast((size) => size < now),
    '0': textSizes[0],
  }[event.key]
  if (!['+', '=', '-', '0'].includes(event.key)) return
  event.preventDefault()
  // What could not be kept is asked for again by the next press.
  if (wanted && wanted !== now) void ask('settings.save', { ...settings, textSize: wanted }).catch(() => undefined)
}
