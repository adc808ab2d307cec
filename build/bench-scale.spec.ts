import type { Page } from '@playwright/test'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { engine, expect, pageOf, quit, test } from '../tests/e2e/app.ts'
import { start as begin } from '../tests/e2e/steps.ts'
import { fillDatabase } from './many-invoices.ts'

// Part of `npm run bench`: the window with very many invoices. Figures, no verdict; JSON in test-results/bench-window.json.

const SIZES = (process.env['BENCH_SIZES'] ?? '100,1000,10000,100000').split(',').map(Number)
const RUNS = 5
type Figures = Record<string, number>
const results: Figures[] = []
const at = (values: number[], share: number) =>
  values.toSorted((one, other) => one - other)[Math.min(values.length - 1, Math.floor(values.length * share))] ?? 0
const round = (value: number) => Math.round(value * 10) / 10

for (const many of SIZES)
  test(`${many} invoices`, async ({ start, data }) => {
    test.setTimeout(900_000)
    const first = await start()
    await begin(await pageOf(first))
    await quit(first)
    fillDatabase(join(data, 'demonstration/choriste.db'), many, Date.now())
    // Its lines are worked out once, as after an update.
    const second = await start()
    const working = await pageOf(second)
    await working.evaluate(() => void (location.hash = '/suivi'))
    await expect(working.locator('a.invoice').first()).toBeVisible()
    await expect(working.getByText(/Les listes se préparent/)).toHaveCount(0, { timeout: 600_000 })
    await quit(second)

    const times: number[] = []
    for (let turn = 0; turn < RUNS; turn++) {
      const before = Date.now()
      const app = await start()
      const page = await pageOf(app)
      await page.getByRole('heading', { level: 1 }).waitFor()
      await page.evaluate(() => void (location.hash = '/suivi'))
      await page.locator('a.invoice').first().waitFor()
      times.push(Date.now() - before)
      if (turn < RUNS - 1) await quit(app)
      else results.push({ many, 'start to list, ms': at(times, 0.5), ...(await looked(page, app.process().pid!)) })
    }
    mkdirSync('test-results', { recursive: true })
    writeFileSync('test-results/bench-window.json', JSON.stringify(results, null, 2))
  })

test('an empty window of the same engine', async ({ start }) => {
  const times: number[] = []
  for (let turn = 0; turn < RUNS; turn++) {
    const before = Date.now()
    const app = await start()
    const page = await pageOf(app)
    await page.getByRole('heading', { level: 1 }).waitFor()
    times.push(Date.now() - before)
    await quit(app)
  }
  console.log(`the window of a new installation, on ${engine}: median ${at(times, 0.5)} ms`)
  console.table(Object.fromEntries(results.map(({ many, ...figures }) => [many, figures])))
})

async function looked(page: Page, pid: number): Promise<Figures> {
  const paints = await page.evaluate(typing, 'commune de saint aubrac 2026')
  const frames = await page.evaluate(scrolling)
  const rss = Number(/^VmRSS:\s*(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0)
  return {
    'key to paint p50, ms': round(at(paints, 0.5)),
    'key to paint p95, ms': round(at(paints, 0.95)),
    'scroll frame p50, ms': round(at(frames, 0.5)),
    'scroll frame p99, ms': round(at(frames, 0.99)),
    'main process, MB': Math.round(rss / 1024),
  }
}

/** From each key in the search to the painted lines it finds. Milliseconds. */
async function typing(text: string): Promise<number[]> {
  const box = document.querySelector<HTMLInputElement>('.list input[type=search]')!
  const list = document.querySelector('.list-scroll')!
  const paints: number[] = []
  for (let length = 1; length <= text.length; length++) {
    const changed = new Promise<void>((done) => {
      const watcher = new MutationObserver(() => {
        watcher.disconnect()
        done()
      })
      watcher.observe(list, { childList: true, subtree: true, characterData: true, attributes: true })
      setTimeout(done, 1000)
    })
    const before = performance.now()
    box.value = text.slice(0, length)
    box.dispatchEvent(new InputEvent('input', { bubbles: true }))
    await changed
    await new Promise((done) => requestAnimationFrame(() => setTimeout(done)))
    paints.push(performance.now() - before)
    await new Promise((done) => setTimeout(done, 120))
  }
  box.value = ''
  box.dispatchEvent(new InputEvent('input', { bubbles: true }))
  await new Promise((done) => setTimeout(done, 1000))
  return paints
}

/** Frames while the list scrolls by a line a frame, for five seconds. Milliseconds between two of them. */
async function scrolling(): Promise<number[]> {
  const list = document.querySelector('.list-scroll')!
  const frames: number[] = []
  let last = performance.now()
  const until = last + 5000
  while (last < until) {
    list.scrollBy(0, 60)
    const now = await new Promise<number>(requestAnimationFrame)
    frames.push(now - last)
    last = now
  }
  return frames.slice(5)
}
