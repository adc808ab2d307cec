import { expect, it } from 'vitest'
import { headOf, numberAt, patternOf, placeIn, seriesName } from '../../shared/domain/authoring/numbering.ts'

it.each([
  ['2026-0137', '{AAAA}-{NNNN}', 137],
  ['F26-031', 'F{AA}-{NNN}', 31],
  ['AV-2026-005', 'AV-{AAAA}-{NNN}', 5],
  ['12', '{NN}', 12],
  ['2026/7B', '{AAAA}/{N}B', 7],
])('%s is of the pattern %s', (number, pattern, place) => {
  expect(patternOf(number, '2026-11-23')).toEqual({ pattern, place })
  expect(numberAt(seriesName(pattern, '2026-11-23'), place)).toBe(number)
  expect(placeIn(seriesName(pattern, '2026-11-23'), number)).toBe(place)
})

it.each(['', 'FACTURE', '2026-0001-2026-0002-01', 'F#12'])('« %s » is the number of no series', (number) => {
  expect(patternOf(number, '2026-11-23')).toBeUndefined()
})

it('counts each year from 1, outgrows its figures, and knows what is not its own', () => {
  expect(seriesName('F{AA}-{NNN}', '2027-01-02')).toBe('F27-{NNN}')
  expect(numberAt('2026-{NN}', 100)).toBe('2026-100')
  expect(placeIn('2026-{NN}', '2026-100')).toBe(100)
  expect(placeIn('2026-{NNN}', '2026-7')).toBeUndefined()
  expect(placeIn('2026-{NNN}', 'AV-2026-007')).toBeUndefined()
  expect(headOf('AV-2026-{NNN}')).toBe('AV-2026-')
})
