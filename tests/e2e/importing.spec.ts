import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from './app.ts'
import { axe, inspect, shoot } from './helpers.ts'
import { start } from './steps.ts'

const TABLE = [
  'Pièce;Date;SIRET client;Client;CP;Ville;Montant HT;TVA',
  'FA-31;20/11/2026;12345678200051;Collège Jeanne-Merlin;99410;Saint-Aubrac;1 000,00;20',
  'FA-32;31/02/2026;12345678200051;Collège Jeanne-Merlin;99410;Saint-Aubrac;50,00;20',
].join('\r\n')

test('a table of invoices is looked at before anything is made, and its columns are kept', async ({ page, place }) => {
  await start(page)
  await page.getByRole('link', { name: 'Importer un tableau de factures', exact: true }).press('Enter')
  const file = join(place, 'factures.csv')
  writeFileSync(file, TABLE)
  await page.getByLabel('Choisir le tableau').setInputFiles(file)
  await expect(page.getByText('0 sur 2 peuvent être faites')).toBeVisible()
  await shoot(page, 'import-1', { width: 1280, height: 800, scheme: 'light' })
  expect(await axe(page)).toEqual([])
  await inspect(page, 'import')
})
