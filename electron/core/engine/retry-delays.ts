import type { JobKind } from '../../../shared/domain/lifecycle/step.ts'
import table from '../../../shared/tables/patience.json' with { type: 'json' }

/**
 * Back-off: milliseconds before the next attempt of a kind of job, or before the end of a hold, given the attempts already made; the
 * longest for `Infinity`.
 */
export type Wait = (kind: JobKind | 'hold', attempts?: number) => number

/** Back-off by the table patience.json. `haste` shortens every wait: the demonstration's Chorus Pro lives faster than the real one. */
export function createPatience(haste = 1): Wait {
  return (kind, attempts = 0) => {
    const steps = table.minutes[kind]
    return (steps[Math.min(attempts, steps.length - 1)]! * 60_000) / haste
  }
}
