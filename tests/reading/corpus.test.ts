import { beforeAll, expect, it } from 'vitest'
import type { FieldName } from '../../shared/domain/fields/fields.ts'
import { sampleOf } from '../support/corpus/corpus.ts'
import { compare, newTally, type Miss } from '../support/corpus/measure.ts'
import floors from './corpus-floors.json' with { type: 'json' }
import { read } from './support.ts'

/**
 * Invented invoices, each of its own kind, look and wording. The floors (share of each field right in %, fields given where
 * there are none, share of the values said to be sure that are right) only go up.
 */
const SEEDS = Array.from({ length: 100 }, (_, index) => index + 1)

const tally = newTally()
const misses: (Miss & { seed: number })[] = []

beforeAll(async () => {
  for (const seed of SEEDS) {
    const { bytes, truth } = await sampleOf(seed)
    misses.push(...compare(tally, truth, await read(bytes)).map((miss) => ({ ...miss, seed })))
  }
}, 60_000)

const shown = (field: string) =>
  misses.filter((miss) => miss.field === field).map(({ seed, got, wanted }) => ({ seed, got, wanted }))

it.each(Object.entries(floors.right))('%s is right in %d %%', (field, floor) => {
  const { carried, right } = tally.fields[field as FieldName]!
  expect((100 * right) / carried, JSON.stringify(shown(field))).toBeGreaterThanOrEqual(floor)
})

it('gives next to nothing that is not there', () => {
  const spurious = Object.values(tally.fields).reduce((total, cell) => total + cell.spurious, 0)
  expect(spurious).toBeLessThanOrEqual(floors.spurious)
})

it('is right where it says it is sure', () => {
  const { given, right } = tally.trust.sure
  expect(given).toBeGreaterThan(500)
  const wrong = misses.filter(({ trust, got }) => trust === 'sure' && got !== null)
  expect((100 * right) / given, JSON.stringify(wrong)).toBeGreaterThanOrEqual(floors.sure)
})
