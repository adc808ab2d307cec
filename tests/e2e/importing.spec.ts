import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { aubrelle } from '../support/authored.ts'
import { expect, test } from './app.ts'
import { inspect } from './helpers.ts'
import { start } from './steps.ts'

const TABLE = [
  'Pièce;Jour;SIRET client;Client;CP;Ville;Montant HT;TVA',
  'FA-31;20/11/2026;12345678200051;Collège Jeanne-Merlin;99410;Saint-Aubrac;1 000,00;20',
  'FA-32;31/02/2026;12345678200051;Collège Jeanne-Merlin;99410;Saint-Aubrac;50,00;20',
].join('\r\n')

test('a table of invoices is looked at before anything is made, and its columns are kept', async ({ page, place }) => {
  await start(page)
  await page.evaluate(async (vatNumber) => {
    const letterhead = { street: '14, rue des Tanneurs', postcode: '99410', city: 'Saint-Aubrac', vatNumber }
    await window.bridge.call('company.patch', { at: 0, patch: { letterhead, ibans: ['FR7630006000011234567890189'] } })
  }, aubrelle.vatNumber)
  await page.getByRole('link', { name: 'Importer un tableau de factures', exact: true }).press('Enter')
  const file = join(place, 'factures.csv')
  writeFileSync(file, TABLE)
  await page.getByLabel('Choisir le tableau').setInputFiles(file)
  await expect(page.getByText('0 sur 2 peuvent être faites')).toBeVisible()
  await page.getByRole('combobox', { name: 'Jour' }).selectOption('Date de facture')
  await expect(page.getByText('1 sur 2 peuvent être faites')).toBeVisible()
  await expect(page.getByText(/31\/02\/2026.*ne se lit pas/)).toBeVisible()
  await inspect(page, 'import')
  await page.getByRole('button', { name: 'Faire le brouillon', exact: true }).press('Enter')
  await expect(page.getByRole('status').filter({ hasText: '1 brouillon est dans À déposer' })).toBeVisible()
  await page.getByRole('button', { name: 'Abandonner', exact: true }).press('Enter')
  // These heads are known from now on.
  await page.getByLabel('Choisir le tableau').setInputFiles(file)
  await expect(page.getByText('1 sur 2 peuvent être faites')).toBeVisible()
})
