import { beforeAll, expect, it } from 'vitest'
import { measureHard } from '../support/corpus/measure-hard.ts'

// Fifty of the invoices `npm run calibrate` measures by the thousand: each has one to three of the difficulties people report.
const MANY = 50
let measured: Awaited<ReturnType<typeof measureHard>>
const wrong = (trust: string) =>
  measured.misses.filter((miss) => miss.trust === trust && miss.got !== null && miss.got !== '')

beforeAll(async () => {
  measured = await measureHard({ many: MANY, seed: 1 })
}, 60_000)

it('reads invoices full of difficulties', () => {
  const cells = Object.values(measured.tally.fields)
  const [carried, right] = [cells.map((cell) => cell.carried), cells.map((cell) => cell.right)].map((all) =>
    all.reduce((total, count) => total + count, 0),
  )
  expect((100 * right!) / carried!, JSON.stringify(measured.misses)).toBeGreaterThanOrEqual(99.3)
})

it('is never sure of a wrong value, and as good as never finds one probable', () => {
  expect(wrong('sure')).toEqual([])
  expect(wrong('likely')).toEqual([])
})

it('names what is no invoice, and nothing else', () => {
  expect(measured.natures).toMatchObject({ spurious: 0 })
  expect(measured.natures.right).toBe(measured.natures.carried)
})
