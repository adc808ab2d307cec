import { expect, type ElectronApplication, type Page } from '@playwright/test'
import type Axe from 'axe-core'
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'

type Point = { x: number; y: number }

/** Drops files of the disk on the window, at a point of the page (its middle unless said), as from a file manager. */
export async function dropFiles(page: Page, app: ElectronApplication, paths: string[], at?: Point): Promise<void> {
  const middle = await page.evaluate(() => ({ x: Math.round(innerWidth / 2), y: Math.round(innerHeight / 2) }))
  const cdp = await app.context().newCDPSession(page)
  const data = { items: [], files: paths, dragOperationsMask: 1 }
  for (const type of ['dragEnter', 'dragOver', 'drop'] as const)
    await cdp.send('Input.dispatchDragEvent', { type, ...(at ?? middle), data })
  await cdp.detach()
}

type Shot = { width?: number; height?: number; scheme?: 'light' | 'dark' }

/** A picture of the window for whoever looks at it, in test-results/shots/NAME.png: with E2E_PICTURES=1 only, they take long. */
export async function shoot(page: Page, name: string, shot: Shot = {}): Promise<void> {
  if (process.env['E2E_PICTURES']) await picture(page, `test-results/shots/${name}.png`, shot)
}

/** A picture of the window, at a size and in a colour scheme; both are put back. */
export async function picture(page: Page, path: string, { width, height, scheme }: Shot = {}): Promise<void> {
  const before = await page.evaluate(() => ({ width: innerWidth, height: innerHeight }))
  await page.setViewportSize({ width: width ?? before.width, height: height ?? before.height })
  if (scheme) await page.emulateMedia({ colorScheme: scheme })
  // Pages of a PDF come a moment after the rest.
  await expect(page.locator('[aria-busy="true"]')).toHaveCount(0)
  await page.screenshot({ path, animations: 'disabled' })
  if (scheme) await page.emulateMedia({ colorScheme: null })
  await page.setViewportSize(before)
}

/** What axe finds wrong with the page, one line each: a spec expects `[]`. Of some of its rules only, when they are given. */
export async function axe(page: Page, rules?: string[]): Promise<string[]> {
  // Whatever was just opened is there.
  await expect(page.getByRole('heading', { level: 1 }).first()).toBeVisible()
  // Once a page, and asked in it: its own package brings it in anew each time, which takes four times as long.
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(source)
  return page.evaluate(async (only) => {
    const { axe } = window as unknown as { axe: typeof Axe }
    // Colours that are on their way to others are not those one reads.
    await new Promise(requestAnimationFrame)
    const passing = document.getAnimations().filter(({ effect }) => effect?.getComputedTiming().endTime !== Infinity)
    await Promise.allSettled(passing.map(({ finished }) => finished))
    // What holds is not described.
    const { violations } = await axe.run(document, {
      resultTypes: ['violations'],
      ...(only && { runOnly: { type: 'rule', values: only } }),
    })
    return violations.flatMap(({ id, help, nodes }) =>
      nodes.map(({ target }) => `${id}: ${help} (${target.join(' ')})`),
    )
  }, rules)
}
const source = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

/** Every size a screen is looked at in. */
const SIZES = [
  { width: 1280, height: 800 },
  { width: 1100, height: 760 },
  { width: 900, height: 640 },
]

/** All that another colour scheme can change. */
const COLOURS = ['color-contrast']

/** A screen in each size, light and dark: axe finds nothing in the first, nothing sticks out, and the pictures are taken. */
export async function inspect(page: Page, name: string): Promise<void> {
  for (const scheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme: scheme })
    for (const [index, size] of SIZES.entries()) {
      await page.setViewportSize(size)
      await expect(page.locator('[aria-busy="true"]')).toHaveCount(0)
      if (index === 0)
        expect(await axe(page, scheme === 'dark' ? COLOURS : undefined), `${name}, ${scheme}`).toEqual([])
      const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)
      expect(overflow, `${name} is wider than ${size.width}`).toBeLessThanOrEqual(0)
      await shoot(page, `${name}-${size.width}-${scheme}`)
    }
  }
  await page.emulateMedia({ colorScheme: null })
  await page.setViewportSize(SIZES[0]!)
}
