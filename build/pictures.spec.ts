import type { Page } from '@playwright/test'
import { test } from '../tests/e2e/app.ts'
import { picture } from '../tests/e2e/helpers.ts'
import { busyDay, depositByHand, fillIn, start, toPage, toQualification } from '../tests/e2e/steps.ts'
import { createPlatform } from '../electron/sim/platform.ts'
import { startServer } from '../electron/sim/server.ts'

// `npm run pictures`: the pictures of README, build/pictures/*.png, taken from the application itself.

test('pictures', async ({ page }) => {
  const take = (name: string, scheme: 'light' | 'dark') =>
    picture(page, `build/pictures/${name}.png`, { width: 1280, height: 800, scheme })
  await busyDay(page)
  await page.getByRole('link', { name: /2026-0138/ }).click()
  await take('suivi', 'light')
  await toPage(page, 'Accueil')
  await take('accueil-sombre', 'dark')
  await page.evaluate(() => void (location.hash = '/paiements'))
  await page.getByRole('heading', { name: /à recevoir/ }).waitFor()
  await take('paiements', 'light')
  await writeOne(page)
  await take('nouvelle', 'light')
  // The sheet has the whole window; its draft stays in the list.
  await page.evaluate(() => void (location.hash = '/a-deposer'))
  await take('a-deposer', 'light')
  await page.getByRole('listitem').filter({ hasText: '2026-0132' }).getByRole('link').click()
  await page.getByRole('link', { name: 'Destinataire', exact: true }).click()
  await page.getByLabel('Code service').fill('ST01')
  await page.setViewportSize({ width: 1280, height: 800 })
  // The page beside the guide is drawn again at its new size.
  await page.waitForFunction(() => {
    const canvas = document.querySelector('canvas')
    const pixels = canvas?.getContext('2d')?.getImageData(0, 0, canvas.width, canvas.height).data
    return pixels?.some((value, at) => at % 4 < 3 && value < 128 && pixels[at - (at % 4) + 3] === 255)
  })
  await take('guide', 'light')
  await page.getByRole('link', { name: 'Feu vert' }).click()
  await take('feu-vert', 'light')
  // The way by hand, on the same invoices.
  await page.evaluate(() => (location.hash = '/reglages'))
  await page.getByRole('radio', { name: /^Moi-même, sur le portail/ }).check()
  await depositByHand(page, '2026-0133', { until: 'formulaire' })
  await take('portail', 'light')
})

/** A new invoice of two lines, on its way to be issued. */
async function writeOne(page: Page) {
  await page.evaluate(() => void (location.hash = '/nouvelle'))
  await page.getByRole('combobox', { name: 'Client' }).fill('Merlin')
  await page.getByRole('option', { name: /Jeanne-Merlin/ }).click()
  await page.getByRole('textbox', { name: 'Objet', exact: true }).fill('Portes du bâtiment B')
  const lines = [
    ['Bloc-porte intérieur, âme pleine, 83 × 204 cm', '4', '285'],
    ['Déplacement et évacuation', '1', '95'],
  ] as const
  for (const [row, [what, quantity, price]] of lines.entries()) {
    await page.getByRole('combobox', { name: `Désignation, ligne ${row + 1}`, exact: true }).fill(what)
    await page.getByRole('textbox', { name: `Quantité, ligne ${row + 1}`, exact: true }).fill(quantity)
    await page.getByRole('textbox', { name: `Prix unitaire, ligne ${row + 1}`, exact: true }).fill(price)
  }
}

test('connection', async ({ page }) => {
  const platform = createPlatform({ now: Date.now })
  const { url, close } = await startServer({ platform, port: 0 })
  await start(page)
  await toQualification(page)
  await toPage(page, 'Réglages')
  await page.getByLabel('SIRET').fill('98765432400019')
  await page.getByLabel('SIRET').blur()
  await page.getByRole('link', { name: 'Voir les accès' }).click()
  await fillIn(page, url)
  await page.getByRole('button', { name: 'Enregistrer et tester' }).click()
  await page.getByText('Tout répond').waitFor({ timeout: 20_000 })
  await picture(page, 'build/pictures/raccordement.png', { width: 1280, height: 800, scheme: 'light' })
  await close()
})
