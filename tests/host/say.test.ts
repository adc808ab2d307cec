import { expect, it } from 'vitest'
import { duration, french } from '../../build/say.mjs'

it('tells durations as the French write them', () => {
  expect([420, 12_300, 125_000, 59_700].map((ms) => duration(ms))).toEqual([
    '0,4 s',
    '12 s',
    '2 min 05 s',
    '1 min 00 s',
  ])
})

it('sets the spaces of French, and leaves addresses alone', () => {
  expect(french('« a » : b ; c ! d ?')).toBe('«\u00a0a\u00a0»\u00a0: b\u202f; c\u202f! d\u202f?')
  expect(french('http://127.0.0.1:80/a?b:c')).toBe('http://127.0.0.1:80/a?b:c')
})
