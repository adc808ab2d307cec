import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test, expect } from './app.ts'
import { shoot } from './helpers.ts'
import { invoicePage } from './papers.ts'
import { busyDay, toPage, byHand, depositByHand } from './steps.ts'
test('look', async ({ page, place }) => {
  await page.setViewportSize({ width: 1280, height: 800 })
  await busyDay(page)
  await toPage(page, 'Suivi')
  await page.getByRole('link', { name: /2026-0139/ }).click()
  await shoot(page, 'rejected-dark', { width: 900, height: 900, scheme: 'dark' })
  await page.getByRole('link', { name: 'Refaire cette facture' }).click()
  await shoot(page, 'redo-dark', { width: 900, height: 900, scheme: 'dark' })
  const path = join(place, '2026-0150.pdf')
  writeFileSync(path, await invoicePage({ number: '2026-0150' }, { name: 'Collège Jeanne-Merlin', siret: '' }))
  await page.getByLabel('Choisir le PDF').setInputFiles(path)
  await expect(page.getByText('Remplace 2026-0139, rejetée')).toBeVisible()
  await page.getByRole('button', { name: 'Valider et envoyer' }).click()
  await expect(page.getByRole('heading', { name: 'À déposer' })).toBeVisible()
  await toPage(page, 'Suivi')
  await page.getByRole('link', { name: /^2026-0139/ }).click()
  await expect(page.getByText('Rejet marqué comme traité').first()).toBeVisible()
  await shoot(page, 'redone', { width: 1280, height: 1000, scheme: 'light' })
  await page.getByRole('link', { name: /2026-0130/ }).click()
  await shoot(page, 'paid', { width: 1280, height: 1000, scheme: 'light' })
})
test('portal', async ({ page }) => {
  await page.setViewportSize({ width: 1280, height: 800 })
  await byHand(page)
  await toPage(page, 'À déposer')
  await page.getByRole('listitem').filter({ hasText: '2026-0130' }).getByRole('link').first().click()
  await shoot(page, 'portal-green', { width: 1280, height: 800, scheme: 'light' })
  await page.evaluate(() => (location.hash = '#/a-deposer'))
  await depositByHand(page, '2026-0130', { until: 'formulaire' })
  await shoot(page, 'portal-form', { width: 1280, height: 800, scheme: 'dark' })
  await page.evaluate(() => (location.hash = location.hash.replace(/[^/]*$/, 'numero')))
  await shoot(page, 'portal-number', { width: 1280, height: 900, scheme: 'light' })
  await page.getByRole('button', { name: /^C’est le même/ }).click()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { name: 'Sur le portail' })).toBeVisible()
  await shoot(page, 'by-hand', { width: 1280, height: 1000, scheme: 'light' })
  console.log(await page.evaluate(() => document.activeElement?.outerHTML.slice(0, 200)))
})
