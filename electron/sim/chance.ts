import { troubleNames, type TroubleName } from './effects.ts'

/** Troubles by chance: `rate` is between 0 (never) and 1 (each call), `among` the troubles to choose from, all unless told. */
export type Chance = { seed: string; rate: number; among?: TroubleName[] | undefined }

/** Draws the trouble a call meets, or none. The same seed draws the same for the same number of calls. */
export function createChance({ seed, rate, among = troubleNames }: Chance) {
  const next = numbersOf(seed)
  return {
    draw(): TroubleName | undefined {
      const [hit, which] = [next(), next()]
      return hit < rate ? among[Math.floor(which * among.length)] : undefined
    },
  }
}

/** Numbers from 0 to 1 that follow from a text alone: FNV-1a for the start, mulberry32 for the rest. */
function numbersOf(seed: string): () => number {
  let state = 0x811c9dc5
  for (const byte of Buffer.from(seed)) state = Math.imul(state ^ byte, 0x01000193)
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}
