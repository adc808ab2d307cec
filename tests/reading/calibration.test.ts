import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { FieldName } from '../../shared/domain/fields.ts'
import { parseCents } from '../../shared/domain/money.ts'
import { isRight } from '../support/corpus/measure.ts'
import { read } from './support.ts'

/** Samples with their truth, outside the project; where they are not there is nothing to measure. */
const SAMPLES = join(import.meta.dirname, '../../../shared/samples')
const FOLDERS = ['facturx', 'cii', 'ubl', 'pdf-fr', 'pdf']

type Truth = Record<string, unknown> & { _file: string; _accept?: Record<string, unknown[]>; _acceptAny?: string[] }

/** The value of the truth as the reader gives it: amounts in cents. */
const asRead = (field: string, value: unknown) => {
  const isAmount = field.endsWith('Total') || field === 'payable'
  return isAmount && (typeof value === 'string' || typeof value === 'number') ? parseCents(String(value)) : value
}

/** For each trust how many values were given and how many are right; and those said to be sure that are wrong. */
async function measure(folder: string) {
  const path = join(SAMPLES, folder)
  const counts: Record<string, { given: number; right: number }> = {}
  const wrong: unknown[] = []
  for (const name of readdirSync(path).filter((file) => file.endsWith('.expected.json'))) {
    const truth = JSON.parse(readFileSync(join(path, name), 'utf8')) as Truth
    const { fields, origins } = await read(new Uint8Array(readFileSync(join(path, truth._file))), truth._file)
    for (const [field, origin] of Object.entries(origins) as [FieldName, { trust: string }][]) {
      const isJudged = field in truth && !truth._acceptAny?.includes(field)
      const got = fields[field]
      if (!isJudged || got === '' || got === null) continue
      const accepted = [truth[field], ...(truth._accept?.[field] ?? [])].map((value) => asRead(field, value))
      const isFine = accepted.some((wanted) => isRight(field, got, wanted))
      const count = (counts[origin.trust] ??= { given: 0, right: 0 })
      count.given++
      if (isFine) count.right++
      else if (origin.trust === 'sure') wrong.push({ file: truth._file, field, got, wanted: truth[field] })
    }
  }
  return { counts, wrong }
}

describe.skipIf(!existsSync(SAMPLES))('what is said to be sure', () => {
  it.each(FOLDERS)(
    'is right in « %s »',
    async (folder) => {
      const { counts, wrong } = await measure(folder)
      console.info(folder, JSON.stringify(counts))
      const { given, right } = counts['sure']!
      expect((100 * right) / given, JSON.stringify(wrong)).toBeGreaterThanOrEqual(99.5)
    },
    120_000,
  )
})
