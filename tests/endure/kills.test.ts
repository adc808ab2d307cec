import { expect, it } from 'vitest'
import { kills } from './kills/kills.ts'

/** So many kills of the real process: 300 in `npm run endure -- kills`, a few in `npm test`; from this seed. */
const many = Number(process.env['ENDURE_KILLS'] ?? 4)
const seed = Number(process.env['ENDURE_SEED'] ?? 1)

it(`killed ${many} times, never two deposits and nothing lost`, async () => {
  const { doubles, lost, faults, ...figures } = await kills(many, seed)
  console.log(`${doubles.length} doubles, ${lost.length} lost`, JSON.stringify(figures))
  expect(doubles).toEqual([])
  expect(lost).toEqual([])
  expect(faults).toEqual([])
  expect(figures.settled + figures.asked).toBe(figures.invoices)
}, 3_600_000)
