import patience from '../tables/patience.json' with { type: 'json' }

const MOST = patience.believedHours.value * 3_600_000

/**
 * Milliseconds from one look at the clock to the next (epoch ms), as far as it can be believed: never less than none, and never
 * more than half a day, so that a clock set to another year ends no wait that guards against sending twice.
 */
export const elapsed = (since: number, at: number): number => Math.min(Math.max(at - since, 0), MOST)
