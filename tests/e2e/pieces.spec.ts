import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from './app.ts'
import { start, toPage } from './steps.ts'

test('a delivery slip goes with its invoice, and is proposed to the same client the next time', async ({
  page,
  place,
}) => {
  await start(page, { withExamples: true })
  await toPage(page, 'À déposer')
  await page.getByRole('listitem').filter({ hasText: '2026-0138' }).getByRole('link').click()
  await page.getByRole('link', { name: 'Feu vert' }).click()
  await page.getByRole('button', { name: 'Joindre une pièce' }).click()
  const slip = join(place, 'Bon de livraison.pdf')
  writeFileSync(slip, '%PDF-1.7 BL')
  const program = join(place, 'notice.pdf')
  writeFileSync(program, 'MZ')
  const long = join(place, `Procès-verbal de réception des menuiseries, lot 6.pdf`)
  writeFileSync(long, '%PDF-1.7 PV')
  await page.getByLabel('Joindre un fichier').setInputFiles([slip, program, long])
  await expect(page.getByRole('listitem').filter({ hasText: 'Bon de livraison.pdf' })).toBeVisible()
  await expect(page.getByRole('alert').filter({ hasText: 'notice.pdf cache un programme' })).toBeVisible()

  // A name that is too long stops it; the shorter one is proposed, never taken by itself.
  const send = page.getByRole('button', { name: 'Valider et envoyer' })
  await expect(send).toHaveAttribute('aria-disabled', 'true')
  await page.screenshot({ path: 'test-results/pieces-too-long.png' })
  await page.getByRole('button', { name: /Prendre « Proces-verbal/ }).click()
  await expect(send).toHaveAttribute('aria-disabled', 'false')
  await expect(page.getByText(/Pièces admises, .* en tout/)).toBeVisible()
  await page.getByRole('button', { name: 'Retirer Proces-verbal' }).click()

  // Kept with the draft, then sent with it.
  await page.getByRole('button', { name: 'Enregistrer le brouillon' }).click()
  await expect(page.getByRole('status').filter({ hasText: '2026-0138' })).toContainText('Rien n’est parti.')
  await page.getByRole('listitem').filter({ hasText: '2026-0138' }).getByRole('link').click()
  await page.getByRole('link', { name: 'Feu vert' }).click()
  await expect(page.getByRole('listitem').filter({ hasText: 'Bon de livraison.pdf' })).toBeVisible()
  await send.click()
  await expect(page.getByRole('heading', { name: 'À déposer' })).toBeVisible()
})
