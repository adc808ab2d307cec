import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { expect, test } from './app.ts'
import { dropFiles } from './helpers.ts'
import { invoicePage } from './papers.ts'
import { advance, example, line, send, start, toPage } from './steps.ts'

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
  await expect(row).toContainText('Réponse pas partie')
  await expect(page.getByRole('button', { name: 'Compléter' })).toHaveCount(0)
  await expect(page.getByText('Vous pouvez encore la retirer.').first()).toBeVisible()

  await page.getByRole('button', { name: 'Retirer la réponse' }).click()
  await page.getByRole('button', { name: 'Compléter' }).click()
  await page.getByLabel('Message au client').fill('Voici le procès-verbal, tout de suite.')
  await page.getByRole('button', { name: 'Envoyer la réponse' }).click()
  await expect(row).toContainText('Réponse pas partie')
  await line(page, 'mend')
  await toPage(page, 'Suivi')
  await expect(row).toContainText(/Réponse reçue|Vous avez répondu/)
  await advance(page, 5)
  await toPage(page, 'Suivi')
  await expect(row).toContainText('Virement ordonné')
  await row.click()
  await expect(page.getByText('Complétée par vous').first()).toBeVisible()
})

test('a returned invoice has the cursor in the field the client speaks of, and never leaves as it came', async ({
  page,
}) => {
  await start(page, { withExamples: true })
  await send(page, '2026-0138')
  await advance(page, 1)
  await toPage(page, 'Suivi')
  const row = page.getByRole('link', { name: /2026-0138/ })
  await expect(row).toContainText('Engagement à corriger')
  await row.click()
  await page.getByRole('button', { name: 'Corriger et renvoyer', exact: true }).click()

  // « Le numéro d’engagement n’est pas celui de cette commande. »
  const engagement = page.getByLabel('Numéro d’engagement', { exact: true })
  const again = page.getByRole('button', { name: 'Renvoyer au bon endroit', exact: true })
  await expect(engagement).toBeFocused()
  await expect(page.getByText('Mis en cause', { exact: true })).toHaveCount(1)
  await expect(page.getByLabel('Code service', { exact: true })).toHaveCount(0)
  await expect(again).toHaveAttribute('aria-disabled', 'true')
  await expect(page.getByText(/^Rien n’a changé\. Corrigez le numéro d’engagement/)).toBeVisible()
  await page.keyboard.press('Enter')
  await expect(engagement).toBeFocused()
  await expect(row).toContainText('Engagement à corriger')

  // The others are a press away, and the rulebook looks at them too.
  await page.getByRole('button', { name: 'Les changer aussi', exact: true }).click()
  const siret = page.getByLabel('SIRET du destinataire', { exact: true })
  await expect(siret).toBeFocused()
  const right = await siret.inputValue()
  await siret.fill('123')
  await again.click()
  await expect(siret).toHaveAttribute('aria-invalid', 'true')
  await expect(siret).toBeFocused()
  await siret.fill(right)
  await engagement.fill('2026-EJ-0138')
  await expect(page.getByText('Mis en cause', { exact: true })).toHaveCount(0)
  await engagement.press('Enter')
  await expect(row).toContainText(/Réponse reçue|Reçue/)
  await expect(page.getByRole('heading', { level: 3 }).first()).toBeFocused()
  await advance(page, 5)
  await toPage(page, 'Suivi')
  await expect(row).toContainText('Virement ordonné')
})

test('the cursor is never lost in an answer: opened, left, sent, taken back', async ({ page }) => {
  await start(page, { withExamples: true })
  await send(page, '2026-0137')
  await advance(page, 1)
  await line(page, 'cut')
  await toPage(page, 'Accueil')
  await page.getByRole('link', { name: /^Compléter/ }).click()
  const message = page.getByLabel('Message au client', { exact: true })
  await expect(message).toBeFocused()
  await page.getByRole('button', { name: 'Envoyer la réponse', exact: true }).click()
  const empty = page.getByText('Écrivez un message, ou joignez au moins un fichier.', { exact: true })
  await expect(empty).toBeVisible()
  await message.fill('Voici le procès-verbal.')
  await expect(empty).toHaveCount(0)
  await page.getByRole('button', { name: 'Annuler', exact: true }).click()
  await expect(page.getByRole('button', { name: 'Compléter', exact: true })).toBeFocused()
  await page.keyboard.press('Enter')
  await message.fill('Voici le procès-verbal.')
  await page.getByRole('button', { name: 'Envoyer la réponse', exact: true }).click()
  const state = page.getByRole('heading', { level: 3, name: /réponse pas partie$/ })
  await expect(state).toBeFocused()
  await page.getByRole('button', { name: 'Retirer la réponse', exact: true }).click()
  await expect(page.getByRole('heading', { level: 3, name: /il manque une pièce$/ })).toBeFocused()
})

test('a rejection that is not made anew is settled, and the invoice is kept on the disk', async ({
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
  await expect(page.getByRole('heading', { name: /^Rejetée : elle ne sera pas payée$/u })).toBeVisible()
  await page.getByRole('button', { name: 'Classer sans la refaire', exact: true }).click()
  await expect(row).toContainText('Rejet traité')
  await expect(page.getByRole('link', { name: /^Refaire cette facture/ })).toHaveCount(0)
  await expect(page.getByRole('heading', { level: 3 }).first()).toBeFocused()

  const path = join(place, 'gardee.pdf')
  await app.evaluate(({ dialog }, filePath) => {
    dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath })
  }, path)
  await page.getByRole('button', { name: 'Garder la facture (PDF)', exact: true }).click()
  await expect(page.getByText('Gardée')).toBeVisible()
  expect(existsSync(path)).toBe(true)
  expect(readFileSync(path, 'latin1').slice(0, 4)).toBe('%PDF')
})

test('a rejected invoice is made anew: not from its own file, not under its number, from a draft that is here', async ({
  app,
  page,
  place,
}) => {
  await start(page, { withExamples: true })
  await send(page, '2026-0139')
  await advance(page, 1)
  await toPage(page, 'Accueil')
  await toRedo(page)
  await expect(page.getByRole('heading', { level: 1, name: 'Refaire la facture 2026-0139', exact: true })).toBeFocused()
  await expect(page.getByText('Le total ne correspond pas à la commande.')).toBeVisible()
  const file = page.getByLabel('Choisir le PDF', { exact: true })
  await file.setInputFiles(example('2026-0139.pdf'))
  await expect(page.getByRole('alert')).toContainText('une facture qui est déjà partie')
  const number = page.getByLabel('Nouveau numéro', { exact: true })
  await number.fill('2026-0139')
  await expect(page.getByText(/^Ce numéro est celui de la facture rejetée\./u)).toBeVisible()
  await number.fill('')

  // As it comes from the firm's own program, through the watched folder: it is there already.
  const again = join(place, '2026-0150.pdf')
  writeFileSync(again, await invoicePage({ number: '2026-0150' }, { name: 'Collège Jeanne-Merlin', siret: '' }))
  await dropFiles(page, app, [again])
  await expect(page.getByRole('heading', { level: 1, name: /2026-0150/ })).toBeVisible()
  await toRedo(page)
  await page.getByRole('button', { name: 'C’est 2026-0150', exact: true }).click()
  await expect(page.getByText('Remplace 2026-0139, rejetée', { exact: true })).toBeVisible()
  await page.evaluate(() => (location.hash = '#/accueil'))
  await page.getByRole('link', { name: /^Reprendre le brouillon/ }).click()
  await expect(page.getByText('Remplace 2026-0139, rejetée', { exact: true })).toBeVisible()
})

/** From wherever one is, to the page on which the rejected invoice is made anew. */
async function toRedo(page: Page) {
  await page.evaluate(() => (location.hash = '#/accueil'))
  await page.getByRole('link', { name: /^Refaire cette facture/ }).click()
}
