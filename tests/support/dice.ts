export type Dice = ReturnType<typeof sequence>

/** Chance that comes out the same for the same seed (mulberry32). */
export function sequence(seed: number) {
  let state = seed >>> 0
  /** From 0 up to 1. */
  function next(): number {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
  const rarely = (share: number) => next() < share
  return {
    rarely,
    often: rarely,
    /** Both ends included. */
    between: (from: number, to: number) => from + Math.floor(next() * (to - from + 1)),
    pick: <T>(choices: readonly T[]): T => choices[Math.floor(next() * choices.length)]!,
  }
}
