import type { Page } from '@playwright/test'
import { copyFileSync, existsSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { createPlatform } from '../../electron/sim/platform.ts'
import { startServer } from '../../electron/sim/server.ts'
import { expect, quit, test } from './app.ts'
import { example, fillIn, start, toPage, toQualification } from './steps.ts'

type Said = { said?: string[] }

test('a change of environment that fails leaves everything where it was', async ({ app, page, data, folder }) => {
  await start(page)
  await app.evaluate(({ dialog }) => {
    const said = ((globalThis as Said).said = [] as string[])
    dialog.showMessageBox = (...args: unknown[]) => {
      said.push((args.at(-1) as Electron.MessageBoxOptions).message)
      return Promise.resolve({ response: 0, checkboxChecked: false })
    }
  })
  // Where its data would be there is a file.
  writeFileSync(join(data, 'qualification'), '')
  await toPage(page, 'Réglages')
  await page.getByText('Autres', { exact: true }).press('Enter')
  await page.getByRole('radio', { name: /^Essai de l’AIFE/ }).check()
  await page.getByRole('button', { name: 'Passer en qualification' }).click()
  await expect
    .poll(() => app.evaluate(() => (globalThis as Said).said))
    .toEqual(['Choriste ne peut pas changer d’environnement.'])
  await expect(page.getByRole('button', { name: /^Démonstration/ })).toBeVisible()
  // It goes on working, and tells the window of it.
  await toPage(page, 'À déposer')
  copyFileSync(example('2026-0130.pdf'), join(folder, '2026-0130.pdf'))
  await expect(page.getByText('2026-0130').first()).toBeVisible()
  // Nothing is held: the next time it works.
  rmSync(join(data, 'qualification'))
  await toQualification(page)
  expect(existsSync(join(data, 'qualification/choriste.db'))).toBe(true)
  // The error was looked at.
  rmSync(join(data, 'journaux'), { recursive: true })
})

/** Accesses to a Chorus Pro of our own, which is being asked for a token and does not answer. */
const hanging = test.extend<{ unanswered: Page }>({
  unanswered: async ({ page }, use) => {
    const platform = createPlatform({ now: Date.now })
    const { url, close } = await startServer({ platform, port: 0 })
    for (let i = 0; i < 20; i++) platform.expect({ trouble: 'slow', seconds: 100, on: 'oauth/token' })
    await start(page)
    await toQualification(page)
    await toPage(page, 'Réglages')
    await page.getByRole('link', { name: 'Voir les accès', exact: true }).click()
    await fillIn(page, url)
    await page.getByRole('button', { name: 'Enregistrer et tester' }).click()
    await expect.poll(() => platform.calls()['oauth/token'] ?? 0).toBeGreaterThan(0)
    await use(page)
    await close()
  },
})
async function seconds(work: () => Promise<unknown>) {
  const from = performance.now()
  await work()
  return (performance.now() - from) / 1000
}

hanging('changes environment in seconds while Chorus Pro does not answer', async ({ unanswered: page }) => {
  await toPage(page, 'Réglages')
  await page.getByRole('radio', { name: /^Pour essayer/ }).check()
  const took = await seconds(async () => {
    await page.getByRole('button', { name: 'Passer en démonstration' }).click()
    await expect(page.getByRole('button', { name: /^Démonstration/ })).toBeVisible()
  })
  expect(took).toBeLessThan(6)
  console.log(`changed environment in ${took.toFixed(1)} s`)
})

hanging('quits in seconds while Chorus Pro does not answer', async ({ app, unanswered }) => {
  await expect(unanswered.getByRole('heading', { level: 1 }).first()).toBeVisible()
  const took = await seconds(() => quit(app))
  expect(took).toBeLessThan(6)
  console.log(`quit in ${took.toFixed(1)} s`)
})
