import { expect, test } from './app.ts'
import { start, toPage } from './steps.ts'

test('the cadre is found by questions, and a works contract is led to the portal with its sheet', async ({ page }) => {
  await start(page, { withExamples: true })
  await toPage(page, 'À déposer')
  await page.getByRole('listitem').filter({ hasText: '2026-0138' }).getByRole('link').click()
  await page.getByRole('link', { name: 'Structure et cadre' }).click()

  // Already paid: nothing is left to pay. By keyboard alone.
  await page.getByRole('button', { name: 'Choisir en répondant à quatre questions' }).focus()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { name: /marché de travaux/ })).toBeVisible()
  await page.screenshot({ path: 'test-results/cadre-question.png' })
  await page.getByRole('button', { name: 'Non' }).click()
  await page.getByRole('button', { name: 'Oui' }).click()
  const cadre = page.getByLabel('Cadre de facturation')
  await expect(cadre).toHaveValue('A2')
  await expect(page.getByText('Le net à payer est de 0 €')).toBeVisible()
  await page.getByRole('link', { name: 'Références et montants' }).click()
  await expect(page.getByLabel('Net à payer')).toHaveValue('0,00')

  // Back to the usual one: what was due is due again.
  await page.getByRole('link', { name: 'Structure et cadre' }).click()
  await cadre.selectOption('A1')
  await page.getByRole('link', { name: 'Références et montants' }).click()
  await expect(page.getByLabel('Net à payer')).toHaveValue(/^1\s188,00$/)

  // A works contract: its documents, its sheet, and the portal.
  await page.getByRole('link', { name: 'Structure et cadre' }).click()
  await page.getByRole('button', { name: 'Choisir en répondant à quatre questions' }).click()
  await page.getByRole('button', { name: 'Oui' }).click()
  await page.screenshot({ path: 'test-results/cadre-works.png' })
  await page.getByRole('button', { name: 'A4, Projet de décompte mensuel' }).click()
  await page.getByLabel('N° de marché').fill('2026-07')
  await page.getByLabel('N° de marché').blur()
  await page.getByLabel('Maître d’œuvre (SIRET)').fill('555 666 759 00017')
  await page.getByLabel('Maître d’œuvre (SIRET)').blur()
  await page.screenshot({ path: 'test-results/cadre-market.png' })
  await page.getByRole('link', { name: 'Feu vert' }).click()
  await page.getByRole('button', { name: 'Valider et déposer' }).click()
  await expect(page.getByRole('heading', { name: 'Ouvrez le portail Chorus Pro' })).toBeVisible()
  await expect(page.getByRole('listitem').filter({ hasText: 'Factures de travaux' }).first()).toBeVisible()
  await page.evaluate(() => (location.hash = `${location.hash}/formulaire`))
  await expect(page.getByText('SIRET, maître d’œuvre')).toBeVisible()
})
