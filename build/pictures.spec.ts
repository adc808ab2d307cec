import { test } from '../tests/e2e/app.ts'
import { shoot } from '../tests/e2e/helpers.ts'
import { busyDay, toPage } from '../tests/e2e/steps.ts'

// `npm run pictures`: the pictures of README, build/pictures/*.png, taken from the application itself.

test('pictures', async ({ page }) => {
  const take = (name: string, scheme: 'light' | 'dark') =>
    shoot(page, `../../build/pictures/${name}`, { width: 1280, height: 800, scheme })
  await busyDay(page)
  await page.getByRole('link', { name: /2026-0138/ }).click()
  await take('suivi', 'light')
  await toPage(page, 'Accueil')
  await take('accueil-sombre', 'dark')
  await toPage(page, 'À déposer')
  await take('a-deposer', 'light')
  await page.getByRole('listitem').filter({ hasText: '2026-0132' }).getByRole('link').click()
  await page.getByLabel('Code service').fill('ST01')
  await take('guide', 'light')
  await page.getByRole('link', { name: 'Feu vert' }).click()
  await take('feu-vert', 'light')
})
