import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { judged, type Judged, type Truth } from '../support/corpus/samples.ts'
import { read } from './support.ts'

/** Samples with their truth, outside the project; where they are not there is nothing to measure. */
const SAMPLES = join(import.meta.dirname, '../../../shared/samples')

/** For each folder the share of values found probable that may be wrong, in %: none, but for those of strangers. */
const FOLDERS = { facturx: 0, cii: 0, ubl: 0, 'pdf-fr': 0, pdf: 1 }

async function measure(folder: string): Promise<(Judged & { file: string })[]> {
  const path = join(SAMPLES, folder)
  const all: (Judged & { file: string })[] = []
  for (const name of readdirSync(path).filter((file) => file.endsWith('.expected.json'))) {
    const truth = JSON.parse(readFileSync(join(path, name), 'utf8')) as Truth
    const answer = await read(new Uint8Array(readFileSync(join(path, truth._file))), truth._file)
    all.push(...judged(truth, answer).map((one) => ({ ...one, file: truth._file })))
  }
  return all
}

describe.skipIf(!existsSync(SAMPLES))('what is said to be sure or probable', () => {
  it.each(Object.entries(FOLDERS))(
    'is right in « %s », but for %d %% of the probable',
    async (folder, most) => {
      const all = await measure(folder)
      const of = (trust: string) => all.filter((one) => one.trust === trust)
      const wrong = (trust: string) => of(trust).filter(({ isFine }) => !isFine)
      expect(of('sure').length).toBeGreaterThan(20)
      expect(wrong('sure')).toEqual([])
      const share = (100 * wrong('likely').length) / Math.max(1, of('likely').length)
      expect(share, JSON.stringify(wrong('likely'))).toBeLessThanOrEqual(most)
    },
    120_000,
  )
})
