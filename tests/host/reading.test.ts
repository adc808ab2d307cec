import { expect, it } from 'vitest'
import { faults } from '../../build/reading.mjs'

const measured = { files: 10, answered: 10, right: 95.5, spurious: 2 }

it('is content at the floor and above', () => {
  expect(faults(measured, { right: 95.5, spurious: 2 })).toEqual([])
  expect(faults({ files: 3, answered: 3, asExpected: 3, spurious: 0, right: null }, { asExpected: 3 })).toEqual([])
})

it('says what has become worse', () => {
  expect(faults(measured, { right: 96, spurious: 1 })).toHaveLength(2)
  expect(faults({ ...measured, answered: 9 }, { right: 90 })).toHaveLength(1)
  expect(faults({ ...measured, asExpected: 8 }, { asExpected: 9 })).toHaveLength(1)
})

it('counts a folder that was not measured as worse', () => {
  expect(faults(undefined, { right: 0 })).toHaveLength(1)
})
