import { expect, test } from './app.ts'
import { axe, shoot } from './helpers.ts'
import { start, toPage } from './steps.ts'

test('a second firm is added, an invoice is put in its name, and goes its own way', async ({ page }) => {
  await start(page, { withExamples: true })
  await toPage(page, 'Réglages')
  await page.getByRole('button', { name: 'Ajouter une autre entreprise' }).click()
  const second = page.getByRole('region', { name: /Autre entreprise|Plomberie Aubrelle/ })
  await second.getByLabel('Raison sociale').fill('Plomberie Aubrelle')
  await second.getByLabel('Raison sociale').press('Tab')
  await second.getByLabel('SIRET').fill('73282932000074')
  await second.getByLabel('SIRET').press('Tab')
  await second.getByLabel('Déposer ses factures à la main sur le portail').check()
  await expect(page.getByRole('heading', { name: 'Ma première entreprise' })).toBeVisible()
  expect(await axe(page)).toEqual([])
  await shoot(page, 'entreprises-1280-light', { width: 1280, height: 800, scheme: 'light' })
  await shoot(page, 'entreprises-900-dark', { width: 900, height: 640, scheme: 'dark' })

  await toPage(page, 'À déposer')
  await page.getByRole('listitem').filter({ hasText: '2026-0138' }).getByRole('link').click()
  await page.getByRole('link', { name: 'Structure et cadre', exact: true }).click()
  const mine = page.getByRole('group', { name: 'Mes entreprises' })
  await mine.getByRole('button', { name: 'Plomberie Aubrelle' }).click()
  await expect(page.getByLabel('Structure (SIRET de votre entreprise)')).toHaveValue(/732\s829\s320\s00074/)
  await page.getByRole('link', { name: 'Feu vert', exact: true }).click()
  await expect(page.getByRole('button', { name: 'Valider et déposer' })).toBeVisible()
  await page.getByRole('link', { name: 'Structure et cadre', exact: true }).click()
  await mine.getByRole('button', { name: 'Menuiserie Aubrelle' }).click()
  await page.getByRole('link', { name: 'Feu vert', exact: true }).click()
  await expect(page.getByRole('button', { name: 'Valider et envoyer' })).toBeVisible()
})
