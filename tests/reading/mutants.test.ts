import { expect, it } from 'vitest'
import { ownSamples } from '../mutants/own-samples.ts'
import { readMutants } from '../mutants/read-mutants.ts'

// Thousands of them, of files from everywhere: `npm run mutate`.
it('answers a hundred and fifty harmed files, without losing a thread', async () => {
  const fates = await readMutants({ samples: await ownSamples(), seed: 1, many: 150 })
  expect(fates).toHaveLength(150)
  expect(fates.filter(({ faults }) => faults.length > 0)).toEqual([])
}, 120_000)
