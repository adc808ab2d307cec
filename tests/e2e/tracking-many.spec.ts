import type { Page } from '@playwright/test'
import { expect, test } from './app.ts'
import { axe, shoot } from './helpers.ts'
import { addMany } from './many.ts'
import { start, toPage } from './steps.ts'

const lines = (page: Page) => page.locator('a.invoice')
const search = (page: Page) => page.getByLabel('Chercher dans le suivi')
/** The place in the list of what has the cursor, from 0; null outside the list. */
const place = (page: Page) =>
  page.evaluate(() => document.activeElement?.closest<HTMLElement>('li[data-at]')?.dataset['at'] ?? null)
const filter = (page: Page, name: string) =>
  page.getByRole('group', { name: 'Filtrer', exact: true }).getByRole('button', { name: new RegExp(`^${name} `) })

async function withMany(page: Page, data: string, many: number) {
  await start(page, { withExamples: true })
  await addMany(page, data, many)
  await toPage(page, 'Suivi')
  await expect(filter(page, 'Toutes')).toHaveText(`Toutes ${many * 0.75}`)
}

test('of a long list only what is looked at is drawn, and the keyboard walks all of it', async ({ page, data }) => {
  await withMany(page, data, 800)
  expect(await lines(page).count()).toBeLessThan(60)
  await search(page).press('ArrowDown')
  await expect.poll(() => place(page)).toBe('0')
  await page.keyboard.press('End')
  await expect.poll(() => place(page)).toBe('599')
  await expect(page.locator('li[data-at="599"]')).toHaveAttribute('aria-posinset', '600')
  await page.keyboard.press('ArrowUp')
  await expect.poll(() => place(page)).toBe('598')
  await page.keyboard.press('Home')
  await expect.poll(() => place(page)).toBe('0')
  // A letter goes on in the search.
  await page.keyboard.press('f')
  await expect(search(page)).toBeFocused()
  await expect(search(page)).toHaveValue('f')
  await page.keyboard.type('a-2026-177')
  await expect(page.locator('mark').first()).toBeVisible()
  await expect(lines(page).first()).toContainText('FA-2026-177')
  expect(await lines(page).count()).toBeLessThan(60)
})

test('several are chosen by keys and by hand, noted cashed together, and brought back', async ({ page, data }) => {
  await withMany(page, data, 80)
  await filter(page, 'En attente').click()
  await search(page).press('ArrowDown')
  await expect.poll(() => place(page)).toBe('0')
  await page.keyboard.press('Shift+ArrowDown')
  await page.keyboard.press('Shift+ArrowDown')
  await expect.poll(() => place(page)).toBe('2')
  const bar = page.getByRole('toolbar', { name: /^Avec les 3 choisies$/ })
  await expect(bar).toContainText('3 choisies')
  await page.keyboard.press('Space')
  await expect(page.getByRole('toolbar')).toContainText('2 choisies')
  expect(await axe(page)).toEqual([])
  // A filter that hides what is chosen says so: what is done is done to it, too.
  await expect(page.getByText('hors de cette liste')).toHaveCount(0)
  await filter(page, 'Closes').click()
  await expect(page.getByRole('toolbar')).toContainText('dont 2 hors de cette liste')
  await shoot(page, 'tracking-hidden')
  await filter(page, 'En attente').click()
  await expect(page.getByText('hors de cette liste')).toHaveCount(0)
  const closed = filter(page, 'Closes')
  const before = Number((await closed.innerText()).replace(/\D/g, ''))
  await page.getByRole('button', { name: 'Noter encaissées', exact: true }).click()
  await page.getByRole('button', { name: 'Noter encaissées', exact: true }).click()
  const said = page.getByRole('status').filter({ hasText: 'notée' })
  await expect(said).toBeFocused()
  const done = Number(/^\d+/.exec(await said.innerText())![0])
  expect(done).toBeGreaterThan(0)
  await expect(closed).toHaveText(`Closes ${before + done}`)
  await page.getByRole('button', { name: 'Annuler', exact: true }).click()
  await expect(closed).toHaveText(`Closes ${before}`)
  await page.getByRole('checkbox', { name: 'Tout choisir', exact: true }).check()
  await expect(page.getByRole('toolbar')).toContainText('choisies')
})

test('a filter is kept under a name, brings back all that narrows the list, and is forgotten', async ({
  page,
  data,
}) => {
  await withMany(page, data, 80)
  await page.getByRole('combobox', { name: 'Client', exact: true }).selectOption('Mairie')
  await filter(page, 'En retard').click()
  await page.getByRole('button', { name: 'Trier par TTC', exact: true }).click()
  const count = await page.locator('.list-foot').innerText()
  await page.getByRole('button', { name: 'Enregistrer ce filtre', exact: true }).click()
  await page.getByRole('textbox', { name: 'Nom du filtre', exact: true }).fill('Mairie en retard')
  await page.keyboard.press('Enter')
  const kept = page.getByRole('button', { name: 'Mairie en retard', exact: true })
  await expect(kept).toHaveAttribute('aria-pressed', 'true')
  await toPage(page, 'Accueil')
  await toPage(page, 'Suivi')
  await expect(kept).toHaveAttribute('aria-pressed', 'false')
  await kept.click()
  await expect(page.locator('.list-foot')).toHaveText(count.replace(/\s+/g, ' '), { useInnerText: true })
  await expect(page.getByRole('combobox', { name: 'Client', exact: true })).toHaveValue(/\d{14}/)
  expect(await axe(page)).toEqual([])
  await page.getByRole('button', { name: 'Oublier le filtre Mairie en retard', exact: true }).click()
  await expect(kept).toHaveCount(0)
})
