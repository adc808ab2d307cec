import type { Page } from '@playwright/test'
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { engine, expect, pageOf, quit, test } from '../tests/e2e/app.ts'
import { dropFiles } from '../tests/e2e/helpers.ts'
import { start, toPage } from '../tests/e2e/steps.ts'
import { invoicePdf, layoutNames } from '../tests/support/invoice-pdf.ts'

// `npm run bench`: figures, no verdict. Each is the median, with the slowest beside it.

const TIMES = 20

test('from the start of the program to its first paint', async ({ start }) => {
  const times: number[] = []
  for (let turn = 0; turn < 5; turn++) {
    const before = Date.now()
    const app = await start()
    const page = await pageOf(app)
    times.push((await firstPaint(page)) - before)
    await quit(app)
  }
  tell('start to first paint', times)
})

test('from the drop of a PDF to its filled draft on the screen', async ({ app, page, place }) => {
  await start(page)
  const times: number[] = []
  for (const path of await invoices(place)) {
    const number = basename(path, '.pdf')
    await watchForDraft(page, number)
    await dropFiles(page, app, [path])
    // Some pages leave a doubt and open on their field: the draft is filled all the same. One that never comes fails here with its number, instead of a clock that nobody stops.
    await expect(page.getByRole('heading', { level: 1, name: `Facture ${number}`, exact: true })).toBeVisible()
    times.push(await page.evaluate(() => (window as unknown as Watched).draftAfter))
    await toPage(page, 'À déposer')
  }
  tell('drop to filled draft', times)
})

test('memory at rest', async ({ app, page }) => {
  await start(page, { withExamples: true })
  await toPage(page, 'Accueil')
  await page.waitForTimeout(5000)
  const family = familyOf(app.process().pid!)
  const total = family.reduce((sum, pid) => sum + memoryOf(pid), 0)
  console.log(`memory at rest, ${family.length} processes of ${engine}: ${Math.round(total / 1024)} MB (PSS)`)
})

/** Epoch ms at which the page first showed something. */
const firstPaint = (page: Page) =>
  page.evaluate(
    () =>
      new Promise<number>((done) => {
        new PerformanceObserver((list) => {
          for (const { name, startTime } of list.getEntries())
            if (name === 'first-contentful-paint') done(performance.timeOrigin + startTime)
        }).observe({ type: 'paint', buffered: true })
      }),
  )

type Watched = { draftAfter: Promise<number> }
/** Starts a clock in the page itself at the drop, and stops it when the draft's title has been painted. */
const watchForDraft = (page: Page, number: string) =>
  page.evaluate((number) => {
    const dropped = new Promise<number>((done) =>
      addEventListener('drop', () => done(performance.now()), { capture: true, once: true }),
    )
    const shown = new Promise<number>((done) => {
      const watcher = new MutationObserver(() => {
        if (!document.querySelector('h1')?.textContent.includes(number)) return
        watcher.disconnect()
        requestAnimationFrame(() => setTimeout(() => done(performance.now())))
      })
      watcher.observe(document.body, { childList: true, subtree: true, characterData: true })
    })
    ;(window as unknown as Watched).draftAfter = Promise.all([dropped, shown]).then(([from, to]) => to - from)
  }, number)

/** Twenty invoices nobody has seen, in every layout, for a buyer that asks for an engagement. */
async function invoices(place: string): Promise<string[]> {
  const folder = join(place, 'bench')
  mkdirSync(folder)
  return Promise.all(
    Array.from({ length: TIMES }, async (_, index) => {
      const number = `BENCH-${100 + index}`
      const bytes = await invoicePdf({
        layout: layoutNames[index % layoutNames.length]!,
        fields: {
          number,
          issueDate: '2026-11-20',
          engagementNumber: `BC-2026-${400 + index}`,
          supplierSiret: '98765432400019',
          buyerSiret: '24990086100025',
        },
        supplier: {
          name: 'Menuiserie Aubrelle',
          address: ['14, rue des Tanneurs', '99410 Saint-Aubrac'],
          siret: '98765432400019',
        },
        buyer: {
          name: 'Communauté de communes du Pays de Sorel',
          address: ['3, route de Sorel', '99430 Sorel'],
          siret: '24990086100025',
        },
        lines: [{ label: 'Fenêtre bois deux vantaux', quantity: 4, price: 52_000 + index, rate: 2000 }],
      })
      const path = join(folder, `${number}.pdf`)
      writeFileSync(path, bytes)
      return path
    }),
  )
}

/** A process and all that come from it (Linux). */
function familyOf(pid: number): number[] {
  const parentOf = new Map(
    readdirSync('/proc')
      .filter((name) => /^\d+$/.test(name))
      .map((name) => [Number(name), Number(/^PPid:\s*(\d+)/m.exec(textOf(`/proc/${name}/status`))?.[1])]),
  )
  const isOurs = (each: number | undefined): boolean => each === pid || (!!each && isOurs(parentOf.get(each)))
  return [...parentOf.keys()].filter(isOurs)
}
/** Its share of memory, in kilobytes. */
const memoryOf = (pid: number) => Number(/^Pss:\s*(\d+)/m.exec(textOf(`/proc/${pid}/smaps_rollup`))?.[1] ?? 0)

/** A process may end while it is being looked at. */
function textOf(path: string) {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return ''
  }
}

function tell(what: string, times: number[]) {
  const sorted = times.toSorted((one, other) => one - other)
  const median = sorted[Math.floor(sorted.length / 2)]!
  console.log(
    `${what}, ${times.length} times on ${engine}: median ${Math.round(median)} ms, slowest ${Math.round(sorted.at(-1)!)} ms`,
  )
}
