import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { complete } from '../support/complete.ts'
import { invoicePdf } from '../support/invoice-pdf.ts'
import { expect, test } from './app.ts'
import { axe, shoot } from './helpers.ts'
import { start } from './steps.ts'

const party = { address: ['1, place du Village', '99410 Saint-Aubrac'] }
/** A page with two numbers and two days that have as good a claim. */
const twofold = () =>
  invoicePdf({
    layout: 'labelsLeft',
    fields: { ...complete, number: 'FA-2026-0078' },
    supplier: { ...party, name: complete.supplierName, siret: complete.supplierSiret },
    buyer: { ...party, name: complete.buyerName, siret: complete.buyerSiret },
    lines: [{ label: 'Réparation de menuiseries', quantity: 1, price: 100_000, rate: 2000 }],
    mentions: ['Facture n° FA-2026-0079', 'Date : 05/11/2026'],
  })

test('F7 puts the other value of the page into a field to be checked, and back; Enter goes on', async ({
  page,
  folder,
}) => {
  await start(page)
  writeFileSync(join(folder, 'deux.pdf'), await twofold())
  const line = page.getByRole('listitem').filter({ hasText: 'FA-2026-0078' })
  await expect(line).toContainText('valeurs à vérifier avant l’envoi')
  await line.getByRole('link').first().click()
  const number = page.getByLabel('N° de facture', { exact: true })
  const day = page.getByLabel('Date de facture', { exact: true })
  const mark = page.locator('.mark[data-field=number]')
  await expect(page.locator('article.page[aria-busy=false]').first()).toBeVisible()
  await number.focus()
  await expect(page.getByRole('button', { name: 'Plutôt « FA-2026-0079 »', exact: true })).toBeVisible()
  await expect(mark).toBeVisible()
  const read = (await mark.boundingBox())!
  await shoot(page, 'rival')
  expect(await axe(page)).toEqual([])
  await page.keyboard.press('F7')
  await expect(number).toHaveValue('FA-2026-0079')
  await expect(number).toBeFocused()
  // The mark stands at the value that is in the field now.
  await expect.poll(async () => (await mark.boundingBox())!.y).toBeGreaterThan(read.y + 50)
  await page.keyboard.press('F7')
  await expect(number).toHaveValue('FA-2026-0078')
  await expect.poll(async () => (await mark.boundingBox())!.y).toBeLessThan(read.y + 20)
  await expect(page.getByRole('button', { name: 'C’est juste : N° de facture', exact: true })).toBeVisible()
  await page.keyboard.press('F7')
  await page.keyboard.press('Enter')
  await expect(day).toBeFocused()
  // With the mouse as well.
  await page.getByRole('button', { name: 'Plutôt « 05/11/2026 »', exact: true }).click()
  await expect(day).toHaveValue('05/11/2026')
})
