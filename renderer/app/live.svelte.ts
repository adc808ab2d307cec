import type { Change } from '../../shared/contract/topics.ts'
import type { FailureCode } from '../../shared/contract/result.ts'
import { failureOf } from './api.ts'

/** `stale`: what is shown is the last good value, for this reason. */
export type Loading<T> =
  { is: 'loading' } | { is: 'ready'; value: T; stale?: FailureCode } | { is: 'failed'; code: FailureCode }

/** Failures of the asking, not of what is asked about: they pass by themselves, and are tried again after so many milliseconds. */
const passing: FailureCode[] = ['unexpected', 'disk.full', 'data.gone', 'platform.away']
const AGAIN = 5000

/**
 * A question asked again each time the main process says something changed; an answer that comes after a newer one is
 * dropped, and one that fails leaves the last good one where it is. `isConcerned`: by a change of these topics; by any unless
 * said. Call it while a component starts.
 */
export function live<T>(load: () => Promise<T>, isConcerned: (change: Change) => boolean = () => true) {
  let state = $state.raw<Loading<T>>({ is: 'loading' })
  let asked = 0
  let again: number | undefined
  function refresh({ isOther = false } = {}) {
    const turn = ++asked
    clearTimeout(again)
    const settle = (next: Loading<T>) => {
      if (turn === asked) state = next
    }
    load().then(
      (value) => settle({ is: 'ready', value }),
      (error: unknown) => {
        const code = failureOf(error)
        const mayPass = passing.includes(code)
        if (mayPass && turn === asked) again = window.setTimeout(refresh, AGAIN)
        // The last answer to another question would be a wrong one.
        settle(state.is === 'ready' && mayPass && !isOther ? { ...state, stale: code } : { is: 'failed', code })
      },
    )
  }
  $effect(() => {
    refresh({ isOther: true })
    const off = window.bridge.onChange((change) => {
      if (isConcerned(change)) refresh()
    })
    return () => {
      off()
      asked++
      clearTimeout(again)
    }
  })
  return {
    get now() {
      return state
    },
    /** The value, once there is one. */
    get value() {
      return state.is === 'ready' ? state.value : undefined
    },
    refresh: () => refresh(),
  }
}
