import type { FailureCode } from '../../shared/contract/result.ts'
import { failureOf } from './api.ts'

export type Loading<T> = { is: 'loading' } | { is: 'ready'; value: T } | { is: 'failed'; code: FailureCode }

/**
 * A question asked again each time the main process says something changed; an answer that comes after a newer one is
 * dropped. Call it while a component starts.
 */
export function live<T>(load: () => Promise<T>) {
  let state = $state.raw<Loading<T>>({ is: 'loading' })
  let asked = 0
  function refresh() {
    const turn = ++asked
    const settle = (next: Loading<T>) => {
      if (turn === asked) state = next
    }
    load().then(
      (value) => settle({ is: 'ready', value }),
      (error: unknown) => settle({ is: 'failed', code: failureOf(error) }),
    )
  }
  $effect(() => {
    refresh()
    return window.bridge.onChange(refresh)
  })
  return {
    get now() {
      return state
    },
    /** The value, once there is one. */
    get value() {
      return state.is === 'ready' ? state.value : undefined
    },
    refresh,
  }
}
