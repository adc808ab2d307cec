import type { Structure } from '../../electron/core/buyers/structure.ts'

// Public structures that do not exist: a directory of any size, the same for the same seed.

const beginnings = ['Bel', 'Mont', 'Roche', 'Ville', 'Saint-', 'Sainte-', 'Val', 'Fon', 'Cler', 'Aubre', 'Var', 'Sor']
const middles = [
  'au',
  'bri',
  'cour',
  'dan',
  'fleu',
  'gri',
  'lan',
  'mar',
  'nou',
  'pier',
  'que',
  'rou',
  'ser',
  'tri',
  'vau',
]
const ends = ['ac', 'ay', 'court', 'el', 'euil', 'gny', 'ieux', 'lles', 'mont', 'nay', 'on', 'ville', 'zac', 'rive']
const kinds = [
  ...Array<string>(12).fill('COMMUNE DE'),
  'MAIRIE DE',
  'VILLE DE',
  'CCAS DE',
  'COMMUNAUTE DE COMMUNES DU PAYS DE',
  'CENTRE HOSPITALIER DE',
  'LYCEE GENERAL ET TECHNOLOGIQUE DE',
  'LYCEE PROFESSIONNEL DE',
  'COLLEGE DE',
  'SYNDICAT INTERCOMMUNAL DES EAUX DE',
  'OFFICE PUBLIC DE L HABITAT DE',
  'EHPAD RESIDENCE DE',
  'UNIVERSITE DE',
]

/** Numbers from 0 to 1 that look like chance (mulberry32). */
export function chance(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296
  }
}

/** 14 digits with a true key, different for each place in the list. */
export function siretOf(index: number): string {
  const start = `2${String(index).padStart(7, '0')}00017`
  const sum = Array.from(`${start}0`, Number)
    .reverse()
    .reduce((total, digit, place) => total + (place % 2 ? (digit * 2 > 9 ? digit * 2 - 9 : digit * 2) : digit), 0)
  return `${start}${(10 - (sum % 10)) % 10}`
}

/** So many of them. */
export function structures(count: number, seed = 1): Structure[] {
  const next = chance(seed)
  const of = <T>(list: readonly T[]) => list[Math.floor(next() * list.length)]!
  return Array.from({ length: count }, (_, index) => {
    const town = `${of(beginnings)}${of(middles)}${of(middles)}${of(ends)}${next() < 0.3 ? `-sur-${of(beginnings).replace('-', '')}${of(ends)}` : ''}`
    return {
      siret: siretOf(index),
      name: `${of(kinds)} ${town.toUpperCase()}`,
      town,
      postcode: String(1000 + Math.floor(next() * 94_000)).padStart(5, '0'),
      isActive: next() > 0.03,
      known: 'file',
      seenAt: Date.UTC(2026, 10, 12),
    }
  })
}
