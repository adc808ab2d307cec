import { expect, test } from './app.ts'
import { axe } from './helpers.ts'
import { addMany } from './many.ts'
import { start, toPage } from './steps.ts'

test('where the money is: what is late, its clock, a part payment and its way back', async ({ page, data }) => {
  await start(page, { withExamples: true })
  await addMany(page, data, 40)
  await toPage(page, 'Paiements')
  await expect(page.getByRole('heading', { level: 1, name: /à recevoir, dont .* en retard$/ })).toBeVisible()
  if (process.env['LOOK']) await page.screenshot({ path: `${process.env['LOOK']}/dues.png`, fullPage: true })
  expect(await axe(page)).toEqual([])
  await page.getByRole('link', { name: 'Par client' }).click()
  await expect(page.getByRole('row', { name: /^Total TTC/ })).toBeVisible()
  if (process.env['LOOK']) await page.screenshot({ path: `${process.env['LOOK']}/clients.png` })
  expect(await axe(page)).toEqual([])
  await page.getByRole('link', { name: /^Retards/ }).click()
  if (process.env['LOOK']) await page.screenshot({ path: `${process.env['LOOK']}/late.png` })
  await page.getByRole('link', { name: /, délai de / }).first().click()
  await expect(page.getByRole('heading', { level: 1, name: /jours? de retard/ })).toBeVisible()
  if (process.env['LOOK']) await page.screenshot({ path: `${process.env['LOOK']}/clock.png` })
  expect(await axe(page)).toEqual([])
  await page.getByLabel('Montant').fill('100,00')
  await page.getByRole('button', { name: 'Noter', exact: true }).click()
  await expect(page.getByText(/Virement reçu, /)).toBeVisible()
  await page.getByRole('button', { name: /^Retirer Virement reçu/ }).click()
  await expect(page.getByText(/Virement reçu, /)).toBeHidden()
  await page.getByRole('link', { name: 'Taux et délais' }).first().click()
  await expect(page.getByRole('heading', { name: 'Taux et délais' })).toBeFocused()
  if (process.env['LOOK']) await page.screenshot({ path: `${process.env['LOOK']}/rates.png` })
})
