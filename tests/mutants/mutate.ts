/** Numbers from 0 to below 1, the same for the same seed (mulberry32). */
export function randomOf(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

/** A file that has suffered: what was done to it, and its bytes. */
export type Mutant = { name: string; harm: string; bytes: Uint8Array }
export type Sample = { name: string; bytes: Uint8Array }

/** The mutant of this seed: one of the samples, harmed in one way. The same samples and seed give the same bytes. */
export function mutantOf(samples: Sample[], seed: number): Mutant {
  const random = randomOf(seed)
  const below = (most: number) => Math.floor(random() * most)
  const pick = () => samples[below(samples.length)]!
  const sample = pick()
  const harms = Object.keys(harming) as Harm[]
  const harm = harms[below(harms.length)]!
  const bytes = harming[harm](Uint8Array.from(sample.bytes), { below, other: () => pick().bytes })
  return { name: sample.name, harm, bytes }
}

type Chance = { below: (most: number) => number; other: () => Uint8Array }
type Harming = (bytes: Uint8Array, chance: Chance) => Uint8Array

const joined = (...parts: Uint8Array[]) => new Uint8Array(Buffer.concat(parts))

/** A stretch of a file: mostly short, at times a good part of it. */
function stretch({ length }: Uint8Array, { below }: Chance): [number, number] {
  const from = below(length)
  return [from, Math.min(length, from + 1 + below(below(4) ? 200 : length))]
}

const harming = {
  /** Bits flip, as on a bad disk. */
  flips(bytes, { below }) {
    for (let left = 1 + below(below(4) ? 8 : 400); left > 0; left--) bytes[below(bytes.length)]! ^= 1 << below(8)
    return bytes
  },
  /** The end is missing, as after a copy that was broken off. */
  cut: (bytes, { below }) => bytes.subarray(0, below(bytes.length)),
  /** The start is missing. */
  beheaded: (bytes, { below }) => bytes.subarray(below(bytes.length)),
  /** A piece in the middle is missing. */
  hole(bytes, chance) {
    const [from, to] = stretch(bytes, chance)
    return joined(bytes.subarray(0, from), bytes.subarray(to))
  },
  /** A piece is blank, as in a download that left blocks out. */
  blanked: (bytes, chance) => bytes.fill(0, ...stretch(bytes, chance)),
  /** A piece stands twice. */
  doubled(bytes, chance) {
    const [from, to] = stretch(bytes, chance)
    return joined(bytes.subarray(0, to), bytes.subarray(from))
  },
  /** Two pieces have changed places. */
  swapped(bytes, chance) {
    const [first, second] = [stretch(bytes, chance), stretch(bytes, chance)].toSorted(([one], [other]) => one - other)
    const [from, to] = [first![0], Math.min(first![1], second![0])]
    const [start, end] = second!
    const at = (left: number, right: number) => bytes.subarray(left, right)
    return joined(at(0, from), at(start, end), at(to, start), at(from, to), at(end, bytes.length))
  },
  /** A piece comes from another file. */
  grafted(bytes, chance) {
    const other = chance.other()
    const [from, to] = stretch(bytes, chance)
    return joined(bytes.subarray(0, from), other.subarray(...stretch(other, chance)), bytes.subarray(to))
  },
  /** The start of one file, the end of another. */
  spliced(bytes, { below, other }) {
    const end = other()
    return joined(bytes.subarray(0, below(bytes.length)), end.subarray(below(end.length)))
  },
  /** Figures are others: lengths, offsets and numbers of objects that lie. */
  miscounted(bytes, { below }) {
    const figures = [...bytes.keys()].filter((index) => bytes[index]! >= 0x30 && bytes[index]! <= 0x39)
    for (let left = 1 + below(6); left > 0 && figures.length; left--)
      bytes[figures[below(figures.length)]!] = 0x30 + below(10)
    return bytes
  },
} satisfies Record<string, Harming>
type Harm = keyof typeof harming
