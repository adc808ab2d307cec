/** Choices that follow from a seed: the same seed makes the same invoice on every machine. */
export type Chance = {
  /** 0 to 1. */
  next: () => number
  /** A whole number, both ends included. */
  int: (from: number, to: number) => number
  pick: <T>(list: readonly T[]) => T
  /** True this often, 0 to 1. */
  is: (often: number) => boolean
  digits: (count: number) => string
  shuffled: <T>(list: readonly T[]) => T[]
}

/** Mulberry32: small, and good enough to draw lots. */
export function createChance(seed: number): Chance {
  let state = (seed * 2_654_435_761) >>> 0
  const next = () => {
    state = (state + 0x6d_2b_79_f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
  const int = (from: number, to: number) => from + Math.floor(next() * (to - from + 1))
  return {
    next,
    int,
    pick: (list) => list[int(0, list.length - 1)]!,
    is: (often) => next() < often,
    digits: (count) => Array.from({ length: count }, () => int(0, 9)).join(''),
    shuffled: (list) =>
      list
        .map((one) => ({ one, at: next() }))
        .toSorted((a, b) => a.at - b.at)
        .map(({ one }) => one),
  }
}
