import { expect, it } from 'vitest'
import { duration } from '../../build/say.mjs'

it('tells durations as the French write them', () => {
  expect([420, 12_300, 125_000, 59_700].map((ms) => duration(ms))).toEqual([
    '0,4 s',
    '12 s',
    '2 min 05 s',
    '1 min 00 s',
  ])
})
