import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { invoicePdf } from '../support/invoice-pdf.ts'
import { expect, test } from './app.ts'
import { dropFiles, inspect } from './helpers.ts'
import { toPage } from './steps.ts'

const supplier = { name: 'Plomberie Castaire', address: ['2, rue du Lavoir'], siret: '73282932000074' }
/** An invoice of the person’s own, which no example is. */
const own = async (place: string) => {
  const path = join(place, 'a-moi.pdf')
  const buyer = { name: 'Commune de Saint-Aubrac', address: ['1, place de la Mairie'], siret: '21990417400014' }
  const bytes = await invoicePdf({
    layout: 'labelsLeft',
    fields: { number: 'P-2026-7', issueDate: '2026-11-20', supplierSiret: supplier.siret, buyerSiret: buyer.siret },
    supplier,
    buyer,
    lines: [{ label: 'Robinet', quantity: 2, price: 9_000, rate: 2000 }],
  })
  writeFileSync(path, bytes)
  return path
}
const badge = (page: Page, name: RegExp) => page.getByRole('button', { name })

test('the second door: the portal, for real, with what is left to be set', async ({ page }) => {
  test.setTimeout(120_000)
  await expect(page.getByText(/^Rien n’est branché.: rien ne peut partir$/)).toBeVisible()
  await inspect(page, 'bienvenue-2')
  await page.getByRole('button', { name: 'Déposer sur le portail' }).click()
  await expect(badge(page, /^Production/)).toContainText('portail assisté')
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Encore deux réglages avant votre première facture')
  await inspect(page, 'accueil-premiers-pas')
  await page.getByRole('link', { name: 'Indiquer', exact: true }).click()
  await page.getByLabel('Nom', { exact: true }).fill(supplier.name)
  await page.getByLabel('SIRET', { exact: true }).fill(supplier.siret)
  await page.getByLabel('SIRET', { exact: true }).press('Tab')
  await toPage(page, 'Accueil')
  await page.getByRole('button', { name: 'Vérifier' }).click()
  await page.getByRole('button', { name: 'C’est fait' }).click()
  await expect(page.getByRole('list', { name: 'Premiers pas' })).toHaveCount(0)
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Rien ne vous attend')
})

test('the third door: to the accesses, while the portal works', async ({ page }) => {
  await page.getByRole('button', { name: 'Brancher Chorus Pro' }).click()
  await expect(badge(page, /^Production/)).toContainText('portail assisté')
  await expect(page.getByRole('heading', { level: 1, name: /^Accès à Chorus Pro/ })).toBeVisible()
})

test('one’s own invoice in the demonstration is asked about, and goes to where it is real', async ({
  page,
  app,
  place,
}) => {
  test.setTimeout(120_000)
  await dropFiles(page, app, [await own(place)])
  await expect(page.getByRole('heading', { name: 'Comment déposer vos vraies factures ?' })).toBeVisible()
  await expect(page.getByRole('region', { name: 'Votre entreprise' })).toContainText('732 829 320 00074')
  await inspect(page, 'mes-factures')
  await page.getByRole('button', { name: 'Passer à mes factures' }).click()
  await expect(badge(page, /^Production/)).toContainText('portail assisté')
  await toPage(page, 'À déposer')
  const row = page.getByRole('listitem').filter({ hasText: 'P-2026-7' })
  await expect(row).toBeVisible()
  await toPage(page, 'Réglages')
  await expect(page.getByText('Plomberie Castaire').first()).toBeVisible()
})

test('one’s own invoice kept in the demonstration never says that it has arrived anywhere', async ({
  page,
  app,
  place,
}) => {
  await dropFiles(page, app, [await own(place)])
  await page.getByRole('radio', { name: /^Pas encore/ }).check()
  await page.getByRole('button', { name: 'Voir la lecture' }).click()
  await expect(badge(page, /^Démonstration/)).toBeVisible()
  await expect(page.getByRole('heading', { level: 1 }).first()).toContainText('P-2026-7')
})
