import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from './app.ts'
import type { Page } from '@playwright/test'
import { axe } from './helpers.ts'
import { addMany } from './many.ts'
import { start, toPage } from './steps.ts'

/** Pictures, for whoever wants to look. */
const look = (page: Page, name: string) =>
  process.env['LOOK'] ? page.screenshot({ path: `${process.env['LOOK']}/${name}.png` }) : undefined

test('where the money is: what is late, its clock, a part payment and its way back', async ({
  app,
  page,
  data,
  place,
}) => {
  await start(page, { withExamples: true })
  await addMany(page, data, 40)
  await toPage(page, 'Paiements')
  await expect(page.getByRole('heading', { level: 1, name: /à recevoir, dont .* en retard$/ })).toBeVisible()
  await look(page, 'dues')
  expect(await axe(page)).toEqual([])
  await page.getByRole('link', { name: 'Par client', exact: true }).click()
  await expect(page.getByRole('row', { name: /^Total TTC/ })).toBeVisible()
  await look(page, 'clients')
  expect(await axe(page)).toEqual([])
  await page.getByRole('link', { name: /^Retards/ }).click()
  await look(page, 'late')
  await page
    .getByRole('link', { name: /, délai de / })
    .first()
    .click()
  await expect(page.getByRole('heading', { level: 1, name: /jours? de retard/ })).toBeVisible()
  await look(page, 'clock')
  expect(await axe(page)).toEqual([])
  await page.getByLabel('Montant').fill('100,00')
  await page.getByRole('button', { name: 'Noter', exact: true }).click()
  await expect(page.getByText(/Virement reçu, /)).toBeVisible()
  await page.getByRole('button', { name: /^Retirer Virement reçu/ }).click()
  await expect(page.getByText(/Virement reçu, /)).toBeHidden()
  // Without its rate nothing is calculated; once it is entered the claim has its sums.
  await page.getByRole('link', { name: 'Taux et délais', exact: true }).first().click()
  await expect(page.getByRole('heading', { name: 'Taux et délais' })).toBeFocused()
  await page.getByLabel(/^Taux BCE, 2ᵉ.semestre 2026/).fill('2,15')
  await page.keyboard.press('Tab')
  await expect(page.getByText('saisi par vous', { exact: false }).first()).toBeVisible()
  await look(page, 'rates')
  await page.goBack()
  await expect(page.getByRole('heading', { level: 1, name: /jours? de retard, .* dus en plus$/ })).toBeVisible()
  await look(page, 'clock-due')
  await page.getByRole('link', { name: 'Préparer le courrier', exact: true }).click()
  await page.getByLabel('Réclamation').check()
  await expect(page.getByRole('row', { name: /^Indemnité forfaitaire/ })).toBeVisible()
  await look(page, 'letter')
  expect(await axe(page)).toEqual([])
  await page.getByRole('button', { name: 'Noter l’envoi' }).click()
  await expect(page.getByText('L’envoi est noté', { exact: false })).toBeVisible()
  // A statement: nothing is noted before it is approved, and all of it is taken back at once.
  await toPage(page, 'Paiements')
  await page.getByRole('link', { name: 'Relevé bancaire', exact: true }).click()
  const statement = join(place, 'releve.csv')
  writeFileSync(statement, 'Date;Libellé;Montant\n01/12/2026;VIR FA-2026-26;1200,00\n30/11/2026;VIR DIVERS;12,00\n')
  await app.evaluate(({ dialog }, chosen) => {
    dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [chosen] })
  }, statement)
  await page.getByRole('button', { name: 'Choisir un relevé' }).click()
  await expect(page.getByRole('heading', { name: 'Un virement répond à vos factures' })).toBeVisible()
  await look(page, 'bank')
  expect(await axe(page)).toEqual([])
  await page.getByRole('button', { name: 'Noter encaissées' }).click()
  await expect(page.getByText('Une facture notée, 1 200,00 €.', { exact: false })).toBeVisible()
  await page.getByRole('button', { name: 'Tout défaire' }).click()
  await expect(page.getByRole('heading', { name: 'Un virement répond à vos factures' })).toBeVisible()
})
