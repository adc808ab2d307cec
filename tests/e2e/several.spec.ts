import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fields, invoice } from '../reading/support.ts'
import { invoicePdf } from '../support/invoice-pdf.ts'
import { joinPdfs } from '../support/join-pdfs.ts'
import { expect, test } from './app.ts'
import { axe, dropFiles, shoot } from './helpers.ts'
import { start } from './steps.ts'

const NUMBERS = ['F-2026-1', 'F-2026-2', 'F-2026-3']

/** Three invoices in one PDF. */
async function lotIn(place: string): Promise<string> {
  const files = NUMBERS.map((number) => invoicePdf({ ...invoice, layout: 'labelsLeft', fields: { ...fields, number } }))
  const path = join(place, 'lot.pdf')
  writeFileSync(path, await joinPdfs(...(await Promise.all(files))))
  return path
}

test.beforeEach(async ({ page, app, place }) => {
  await start(page)
  await dropFiles(page, app, [await lotIn(place)])
  await expect(page.getByText('Ce PDF contient 3 factures')).toBeVisible()
  if (await page.getByRole('link', { name: /^Compléter/ }).isVisible())
    await page.getByRole('link', { name: /^Compléter/ }).click()
  await expect(page.getByRole('button', { name: 'Séparer en 3 factures' })).toBeVisible()
})

test('several invoices in one PDF are asked about, and taken apart', async ({ page }) => {
  expect(await axe(page)).toEqual([])
  await shoot(page, 'several-question', { width: 1280, height: 800, scheme: 'light' })
  await shoot(page, 'several-question-dark', { width: 900, height: 640, scheme: 'dark' })
  await expect(page.getByRole('button', { name: 'Valider et envoyer' })).toHaveAttribute('aria-disabled', 'true')
  await page.getByRole('button', { name: 'Séparer en 3 factures' }).dblclick()
  await expect(page.getByRole('status').filter({ hasText: 'lot.pdf est séparé en 3 factures.' })).toBeFocused()
  for (const number of NUMBERS) await expect(page.getByRole('listitem').filter({ hasText: number })).toHaveCount(1)
  expect(await axe(page)).toEqual([])
  await shoot(page, 'several-apart', { width: 1280, height: 800, scheme: 'light' })
  await shoot(page, 'several-apart-dark', { width: 900, height: 640, scheme: 'dark' })
})

test('a PDF that is one invoice is said to be, by keyboard alone', async ({ page }) => {
  await page.getByRole('button', { name: 'C’est une seule facture' }).focus()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('button', { name: 'Séparer en 3 factures' })).toHaveCount(0)
  await expect(page.getByText('Ce PDF contient 3 factures')).toHaveCount(0)
})
