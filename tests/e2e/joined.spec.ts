import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { readDocument } from '../../electron/core/reading/read.ts'
import { ownersPdf } from '../support/owners-pdf.ts'
import { expect, test } from './app.ts'
import { axe, dropFiles, shoot } from './helpers.ts'
import { start, toPage } from './steps.ts'

const IBAN = 'FR7630006000011234567890189'

test('a plain PDF becomes a Factur-X and back, is saved for a platform, and leaves with its data', async ({
  app,
  page,
  place,
}) => {
  const file = join(place, 'facture.pdf')
  writeFileSync(file, await ownersPdf({ iban: IBAN }))
  await start(page)
  await dropFiles(page, app, [file])
  await expect(page.getByRole('heading', { name: /est prête à partir/ })).toBeVisible()
  const [pdf, facturX] = ['PDF', 'Factur-X'].map((name) =>
    page.getByRole('group', { name: 'Envoyée en' }).getByRole('button', { name }),
  )
  await expect(page.getByText('Conseillé : le PDF. Chorus Pro répond aussitôt', { exact: false })).toBeVisible()
  await expect(pdf!).toHaveAttribute('aria-pressed', 'true')
  await shoot(page, 'joined-pdf', { width: 1280, height: 800, scheme: 'light' })

  await facturX!.press('Enter')
  await expect(page.getByText('une ligne par taux de TVA', { exact: false })).toBeVisible()
  await expect(facturX!).toHaveAttribute('aria-pressed', 'true')
  // Pressed twice, it must not be the button that sends.
  await expect(facturX!).toBeFocused()
  await expect(page.getByRole('heading', { name: /est prête à partir/ })).toBeVisible()
  await expect(page.locator('[aria-busy="true"]')).toHaveCount(0)
  expect(await axe(page)).toEqual([])
  await shoot(page, 'joined-facturx-dark', { width: 900, height: 640, scheme: 'dark' })
  await pdf!.press('Enter')
  await expect(pdf!).toBeFocused()
  await expect(pdf!).toHaveAttribute('aria-pressed', 'true')
  await facturX!.press('Enter')
  await expect(facturX!).toHaveAttribute('aria-pressed', 'true')

  await page.getByText('Enregistrer pour une plateforme agréée').press('Enter')
  await expect(page.getByText('Il manque votre adresse électronique de facturation', { exact: false })).toBeVisible()
  await expect(page.getByRole('button', { name: 'Enregistrer…' })).toHaveAttribute('aria-disabled', 'true')
  await page.getByRole('button', { name: 'Enregistrer…' }).scrollIntoViewIfNeeded()
  await shoot(page, 'joined-platform', { width: 1280, height: 800, scheme: 'light' })
  await shoot(page, 'joined-platform-dark', { width: 900, height: 640, scheme: 'dark' })
  await page.getByLabel('Votre adresse électronique de facturation').fill('987654324_98765432400019')
  await page.getByLabel('Adresse électronique du client').fill('123456782_12345678200051')
  await expect(page.getByText('Rien ne lui manque.')).toBeVisible()
  expect(await axe(page)).toEqual([])
  const saved = join(place, 'pour-la-plateforme.pdf')
  await app.evaluate(({ dialog }, filePath) => {
    dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath })
  }, saved)
  await page.getByRole('button', { name: 'Enregistrer…' }).press('Enter')
  await expect(page.getByText(saved)).toBeVisible()
  const { document } = await readDocument(new Uint8Array(readFileSync(saved)), 'f.pdf')
  expect(document).toMatchObject({ kind: 'facturx', businessProcess: 'S1' })

  await page.getByRole('button', { name: 'Valider et envoyer' }).press('Enter')
  await expect(page.getByRole('heading', { name: 'À déposer' })).toBeVisible()
  // The next one to this client is made so by itself; the button that sends keeps the cursor.
  const next = join(place, 'suivante.pdf')
  const totals = { netTotal: 5000, taxTotal: 1000, grossTotal: 6000, payable: 6000 }
  const vatLines = [{ rate: 2000, base: 5000, tax: 1000 }]
  writeFileSync(next, await ownersPdf({ number: 'FA-2026-0044', iban: IBAN, ...totals, vatLines }))
  await dropFiles(page, app, [next])
  await expect(facturX!).toHaveAttribute('aria-pressed', 'true')
  await page.getByRole('button', { name: 'Valider et envoyer' }).press('Enter')
  await toPage(page, 'Suivi')
  for (const number of ['0043', '0044'])
    await expect(page.getByRole('link', { name: new RegExp(`FA-2026-${number}`) })).toBeVisible()
})
