import { readDocument } from '../../../electron/core/reading/read.ts'
import type { FieldName } from '../../../shared/domain/fields/fields.ts'
import type { Trust } from '../../../shared/domain/document/reading.ts'
import { sampleOf } from './corpus.ts'
import { compare, isRight, newTally, type Miss, type Tally } from './measure.ts'

type HardMiss = Miss & { seed: number; kinds: string[] }
type Given = { field: FieldName; trust: Trust; isFine: boolean }
type Natures = { carried: number; right: number; spurious: number }

/** Reads invented invoices with difficulties, from this seed on, and says what is wrong; `natures` of the documents too. */
export async function measureHard({ many, seed: first }: { many: number; seed: number }): Promise<{
  tally: Tally
  misses: HardMiss[]
  natures: Natures
  /** Every value given, how far it was to be trusted, and whether it is right. */
  given: Given[]
}> {
  const tally = newTally()
  const misses: HardMiss[] = []
  const natures = { carried: 0, right: 0, spurious: 0 }
  const given: Given[] = []
  for (let seed = first; seed < first + many; seed++) {
    const { bytes, truth, kinds, nature, accept } = await sampleOf(seed, { isHard: true })
    const answer = await readDocument(bytes, `${seed}.pdf`)
    const found = answer.document.nature
    if (nature) natures.carried++
    if (nature && nature === found) natures.right++
    if (found && !nature) natures.spurious++
    // Of what is no invoice nothing needs to be right.
    if (nature) continue
    for (const [field, values] of Object.entries(accept) as [FieldName, unknown[]][])
      if (values.some((value) => isRight(field, answer.fields[field], value)))
        Object.assign(truth, { [field]: answer.fields[field] })
    const wrong = compare(tally, truth, answer)
    misses.push(...wrong.map((miss) => ({ ...miss, seed, kinds })))
    for (const field of Object.keys(truth) as FieldName[]) {
      const trust = answer.origins[field]?.trust
      const isGiven = !isRight(field, answer.fields[field], '')
      if (trust && isGiven) given.push({ field, trust, isFine: wrong.every((miss) => miss.field !== field) })
    }
  }
  return { tally, misses, natures, given }
}
