import type { ElectronApplication, Page } from '@playwright/test'
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { engine, expect, test } from '../tests/e2e/app.ts'
import { dropFiles } from '../tests/e2e/helpers.ts'
import { start, toPage } from '../tests/e2e/steps.ts'

// Last part of `npm run bench`: a thousand PDFs dropped on the window at once, then put in the watched folder. Figures, no verdict.
// The stand-in for Electron holds the page still while it looks for the place of each file that is dropped, which Electron does
// not: the pauses of the window are those of the folder.

const MANY = Number(process.env['BENCH_FILES'] ?? 1000)
const SHARED = join(import.meta.dirname, '../../shared/samples/pdf-fr')
const EXAMPLES = join(import.meta.dirname, '../resources/exemples')
const PATIENCE = 900_000

test('a thousand PDFs dropped at once', async ({ app, page, place }) => {
  await measure(app, page, copiesIn(place), 'dropped on the window', (paths) => dropFiles(page, app, paths))
})

test('a thousand PDFs put in the watched folder at once', async ({ app, page, place, folder }) => {
  await measure(app, page, copiesIn(place), 'put in the folder', async (paths) => {
    await toPage(page, 'À déposer')
    for (const path of paths) renameSync(path, join(folder, basename(path)))
  })
})

async function measure(
  app: ElectronApplication,
  page: Page,
  paths: string[],
  how: string,
  bring: (paths: string[]) => Promise<void>,
) {
  test.setTimeout(PATIENCE + 60_000)
  await start(page)
  const main = app.process().pid!
  const before = memoryOf(main, 'VmRSS')
  await watch(page)
  // What the machine itself costs, busy as it is: the same window, doing nothing.
  await page.waitForTimeout(10_000)
  const atRest = await pausesOf(page)
  const brought = Date.now()
  await bring(paths)
  await expect.poll(() => readable(page), { timeout: PATIENCE, intervals: [100] }).toBeGreaterThan(0)
  const first = Date.now() - brought
  await expect.poll(() => readable(page), { timeout: PATIENCE, intervals: [1000] }).toBe(MANY)
  const all = Date.now() - brought
  const pauses = await pausesOf(page)
  console.log(
    `${MANY} PDFs ${how} at once on ${engine}: first readable after ${first} ms, all after ${(all / 1000).toFixed(1)} s (${((MANY * 1000) / all).toFixed(1)} a second)`,
  )
  console.log(`  main process: ${before} MB before, ${memoryOf(main, 'VmHWM')} MB at its peak`)
  console.log(`  window: ${told(pauses)}; at rest, ten seconds before: ${told(atRest)}`)
}

const told = (pauses: number[]) => {
  const longest = pauses.toSorted((one, other) => other - one).slice(0, 3).map(Math.round) // prettier-ignore
  return `longest pauses between two frames ${longest.join(', ')} ms, ${pauses.filter((pause) => pause > 50).length} of ${pauses.length} over 50 ms`
}

type Watched = { pauses: number[] }
/** The pauses since they were last asked for, in milliseconds. */
const pausesOf = (page: Page) => page.evaluate(() => (window as unknown as Watched).pauses.splice(0))
/** Counts, in the page itself, how long each frame kept the next one waiting. */
const watch = (page: Page) =>
  page.evaluate(() => {
    const watched: Watched = { pauses: [] }
    Object.assign(window, watched)
    let last = performance.now()
    const frame = (now: number) => {
      watched.pauses.push(now - last)
      last = now
      requestAnimationFrame(frame)
    }
    requestAnimationFrame(frame)
  })

/** How many invoices have been read: by the number beside « À déposer », which counts what waits for the person. */
const readable = (page: Page) =>
  page.evaluate(() => Number(document.querySelector('.nav .count')?.textContent.trim() ?? 0))

/** Copies of the samples, each with an end of its own: other bytes, the same invoice. */
function copiesIn(place: string): string[] {
  const source = existsSync(SHARED) ? SHARED : EXAMPLES
  const files = readdirSync(source).filter((name) => name.endsWith('.pdf'))
  const folder = join(place, 'mille')
  mkdirSync(folder)
  return Array.from({ length: MANY }, (_, index) => {
    const name = files[index % files.length]!
    const path = join(folder, `${index}-${name}`)
    writeFileSync(path, Buffer.concat([readFileSync(join(source, name)), Buffer.from(`\n%${index}\n`)]))
    return path
  })
}

/** Of a process (Linux), in megabytes. */
const memoryOf = (pid: number, what: 'VmRSS' | 'VmHWM') =>
  Math.round(
    Number(new RegExp(`^${what}:\\s*(\\d+)`, 'm').exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) / 1024,
  )
