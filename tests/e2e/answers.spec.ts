import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from './app.ts'
import { advance, line, send, start, toPage } from './steps.ts'

test('a suspended invoice is completed with a message and a file, offline first, and goes on to its payment', async ({
  page,
  place,
}) => {
  await start(page, { withExamples: true })
  await send(page, '2026-0137')
  await advance(page, 1)
  await toPage(page, 'Suivi')
  const row = page.getByRole('link', { name: /2026-0137/ })
  await expect(row).toContainText('Il manque une pièce')
  await line(page, 'cut')
  await toPage(page, 'Suivi')
  await row.click()

  // The keyboard alone opens the form and writes in it.
  await page.getByRole('button', { name: 'Compléter' }).focus()
  await page.keyboard.press('Enter')
  await page.getByLabel('Message au client').fill('Voici le procès-verbal.')
  const pv = join(place, 'Procès-verbal de réception.pdf')
  writeFileSync(pv, '%PDF-1.7 PV')
  const wrong = join(place, 'programme.exe')
  writeFileSync(wrong, 'MZ')
  await page.getByLabel('Joindre un fichier').setInputFiles([pv, wrong])
  await expect(page.getByRole('listitem').filter({ hasText: 'Procès-verbal de réception.pdf' })).toBeVisible()
  await expect(page.getByRole('alert').filter({ hasText: 'programme.exe' })).toBeVisible()
  await page.getByRole('button', { name: 'Envoyer la réponse' }).click()
  await expect(row).toContainText('Réponse en file')
  await expect(page.getByRole('button', { name: 'Compléter' })).toHaveCount(0)
  await expect(page.getByText('Vous pouvez encore la retirer.').first()).toBeVisible()

  await page.getByRole('button', { name: 'Retirer la réponse' }).click()
  await page.getByRole('button', { name: 'Compléter' }).click()
  await page.getByLabel('Message au client').fill('Voici le procès-verbal, tout de suite.')
  await page.getByRole('button', { name: 'Envoyer la réponse' }).click()
  await expect(row).toContainText('Réponse en file')
  await line(page, 'mend')
  await toPage(page, 'Suivi')
  await expect(row).toContainText(/Réponse reçue|Vous avez répondu/)
  await advance(page, 5)
  await toPage(page, 'Suivi')
  await expect(row).toContainText('Virement ordonné')
  await row.click()
  await expect(page.getByText('Complétée par vous').first()).toBeVisible()
})

test('a misdirected invoice goes to its right address; a wrong SIRET is said before anything leaves', async ({
  page,
}) => {
  await start(page, { withExamples: true })
  await send(page, '2026-0138')
  await advance(page, 1)
  await toPage(page, 'Suivi')
  const row = page.getByRole('link', { name: /2026-0138/ })
  await expect(row).toContainText('À corriger')
  await row.click()
  await page.getByRole('button', { name: 'Corriger et renvoyer' }).click()
  const siret = page.getByLabel('SIRET du destinataire')
  const right = await siret.inputValue()
  await siret.fill('123')
  await page.getByRole('button', { name: 'Renvoyer au bon endroit' }).click()
  await expect(siret).toHaveAttribute('aria-invalid', 'true')
  await siret.fill(right)
  await page.getByLabel('Numéro d’engagement').fill('2026-EJ-0138')
  await page.getByRole('button', { name: 'Renvoyer au bon endroit' }).click()
  await expect(row).toContainText(/Réponse reçue|Reçue/)
  await advance(page, 5)
  await toPage(page, 'Suivi')
  await expect(row).toContainText('Virement ordonné')
})

test('a rejection is settled with its consequence said, and the invoice is kept on the disk', async ({
  page,
  app,
  place,
}) => {
  await start(page, { withExamples: true })
  await send(page, '2026-0139')
  await advance(page, 1)
  await toPage(page, 'Suivi')
  const row = page.getByRole('link', { name: /2026-0139/ })
  await row.click()
  await page.getByRole('button', { name: 'Traiter le rejet' }).click()
  await expect(page.getByText('sous un nouveau numéro').first()).toBeVisible()
  await page.getByRole('button', { name: 'Marquer le rejet comme traité' }).click()
  await expect(row).toContainText('Rejet traité')

  const path = join(place, 'gardee.pdf')
  await app.evaluate(({ dialog }, filePath) => {
    dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath })
  }, path)
  await page.getByRole('button', { name: 'Télécharger' }).click()
  await expect(page.getByText('Gardée')).toBeVisible()
  expect(existsSync(path)).toBe(true)
  expect(readFileSync(path, 'latin1').slice(0, 4)).toBe('%PDF')
})
