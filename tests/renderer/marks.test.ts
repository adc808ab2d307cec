import { describe, expect, it } from 'vitest'
import { sideOf } from '../../renderer/features/invoice/page-marks.ts'

const at = (x: number, width: number, y = 0.2) => ({ page: 1, x, y, width, height: 0.01 })

describe('the number of a value on the page', () => {
  const value = at(0.4, 0.1)
  it.each([
    ['after it, where nothing is printed', [at(0.2, 0.1), at(0.8, 0.1)], 'after'],
    ['after it, whatever stands in other lines', [at(0.51, 0.1, 0.3)], 'after'],
    ['before it, when a word follows', [at(0.51, 0.1)], 'before'],
    ['above it, between two words', [at(0.3, 0.09), at(0.51, 0.1)], 'above'],
  ] as const)('is %s', (_where, words, side) => {
    expect(sideOf(value, [value, ...words])).toBe(side)
  })
  it('stays on the page', () => {
    expect(sideOf(at(0.95, 0.05), [])).toBe('before')
    expect(sideOf(at(0.01, 0.1), [at(0.12, 0.1)])).toBe('above')
  })
})
