import { expect, test } from '@playwright/test'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createImporter } from '../electron/core/buyers/importer.ts'
import { ANNUAIRE, openLocalDirectory } from '../electron/core/buyers/local-directory.ts'
import { chance, structures } from '../tests/support/structures.ts'

// `npm run bench`: the local directory with 100,000 structures (generated, seed 1): brought in, then searched letter by letter.

const COUNT = 100_000
const SEARCHES = 500

test('bringing 100,000 structures in, and finding one of them', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'choriste-bench-'))
  const database = join(folder, ANNUAIRE)
  const all = structures(COUNT)
  const file = join(folder, 'annuaire.csv')
  writeFileSync(
    file,
    ['SIRET;Nom;Code postal;Ville', ...all.map((s) => [s.siret, s.name, s.postcode, s.town].join(';'))].join('\n'),
  )
  const directory = openLocalDirectory(database)
  const importer = createImporter({ database, now: Date.now, changed: () => undefined, report: console.error })

  // The main process goes on: how long it is kept from its next turn, and how long a search takes meanwhile.
  const started = performance.now()
  const importing = { isOver: false }
  const taken = importer.take({ path: file }, 'annuaire.csv').finally(() => (importing.isOver = true))
  const turns: number[] = []
  while (!importing.isOver) {
    const before = performance.now()
    await new Promise((done) => setTimeout(done, 5))
    turns.push(performance.now() - before - 5)
  }
  await taken
  console.log(`bringing in ${directory.count()} structures: ${Math.round(performance.now() - started)} ms`)
  tell('late turns of the main process meanwhile', turns)
  expect(directory.count()).toBe(COUNT)

  const first = performance.now()
  directory.search('vilel', 20)
  console.log(`first search with a fault, which reads the words there are: ${Math.round(performance.now() - first)} ms`)
  const next = chance(7)
  const exact: number[] = []
  const faulty: number[] = []
  // What the processor spent on it, whatever else the machine is doing.
  const own: number[] = []
  for (let turn = 0; turn < SEARCHES; turn++) {
    const { name, town, postcode, siret } = all[Math.floor(next() * all.length)]!
    const texts = [name, town, `${town} ${postcode}`, siret, `mairie de ${town}`, postcode, name.toLowerCase()]
    const text = texts[turn % texts.length]!
    const isFaulty = turn % 5 === 0 && text.length > 9
    const typed = isFaulty ? `${text.slice(0, 7)}${text.slice(8)}` : text
    for (let length = 1; length <= typed.length; length++) {
      const [before, busy] = [performance.now(), process.threadCpuUsage()]
      directory.search(typed.slice(0, length), 20)
      ;(isFaulty ? faulty : exact).push(performance.now() - before)
      const { user, system } = process.threadCpuUsage(busy)
      own.push((user + system) / 1000)
    }
  }
  tell('one more letter, without a fault', exact)
  tell('one more letter, with a letter left out', faulty)
  tell('one more letter, all', [...exact, ...faulty])
  tell('one more letter, all, time of the processor', own)
  directory.close()
  rmSync(folder, { recursive: true })
})

function tell(what: string, times: number[]) {
  const sorted = times.toSorted((one, other) => one - other)
  const at = (share: number) => (sorted[Math.floor(sorted.length * share)] ?? sorted.at(-1)!).toFixed(1)
  console.log(
    `${what}: ${times.length} times, median ${at(0.5)}, 95 % ${at(0.95)}, 99 % ${at(0.99)}, slowest ${at(1)} ms`,
  )
}
