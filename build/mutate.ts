import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { readMutants, type Fate } from '../tests/mutants/read-mutants.ts'
import type { Sample } from '../tests/mutants/mutate.ts'
import { ownSamples } from '../tests/mutants/own-samples.ts'

/**
 * `npm run mutate [-- MANY [SEED]]`: 5,000 harmed files from seed 1, through the reader’s own threads. Of the samples in
 * ../shared where they are, else of the project’s own. Ends with status 1 when one of them was not answered as it should be.
 */
const [many = 5000, seed = 1] = process.argv.slice(2).map(Number)
const SHARED = join(import.meta.dirname, '../../shared/samples')
const KINDS = /\.(pdf|xml|zip|gz|tgz|tar)$/i

const samples = existsSync(SHARED) ? samplesIn(SHARED) : await ownSamples()
const started = performance.now()
let peak = 0
const watch = setInterval(() => (peak = Math.max(peak, process.memoryUsage.rss())), 50)
let done = 0
const fates = await readMutants({
  samples,
  seed,
  many,
  told: (fate) => {
    if (fate.faults.length) console.log(`seed ${fate.seed}, ${fate.name} ${fate.harm}: ${fate.faults.join(' | ')}`)
    if (++done % 500 === 0) console.log(`${done} of ${many}`)
  },
})
clearInterval(watch)

const faulty = fates.filter(({ faults }) => faults.length > 0)
const [slowest] = fates.toSorted((one, other) => other.ms - one.ms)
console.log(
  `${many} mutants of ${samples.length} files, from seed ${seed}: ${((performance.now() - started) / 1000).toFixed(0)} s`,
)
console.log(`answers: ${tally(fates.flatMap(({ statuses }) => statuses))}`)
console.log(`harms: ${tally(fates.map(({ harm }) => harm))}`)
if (slowest)
  console.log(
    `slowest: ${Math.round(slowest.ms)} ms, its turn included (seed ${slowest.seed}, ${slowest.name} ${slowest.harm})`,
  )
console.log(`peak memory of the process: ${Math.round(peak / 2 ** 20)} MB`)
console.log(`faults: ${faulty.length}`)
process.exitCode = faulty.length ? 1 : 0

function samplesIn(folder: string): Sample[] {
  const paths = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((path) => KINDS.test(path))
  return paths
    .toSorted()
    .filter((path) => statSync(join(folder, path)).size > 0)
    .map((path) => ({ name: path, bytes: new Uint8Array(readFileSync(join(folder, path))) }))
}

function tally(words: Fate['statuses']): string {
  const counts = Object.entries(Object.groupBy(words, (word) => word)).map(([word, all]) => `${all!.length} ${word}`)
  return counts.toSorted().join(', ')
}
