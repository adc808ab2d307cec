import { PDFDocument, PDFName } from '@cantoo/pdf-lib'
import { randomBytes } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from './app.ts'
import { axe, shoot } from './helpers.ts'
import { start, toPage } from './steps.ts'

test('a delivery slip goes with its invoice, and is proposed to the same client the next time', async ({
  page,
  place,
}) => {
  await start(page, { withExamples: true })
  await toPage(page, 'À déposer')
  await page.getByRole('listitem').filter({ hasText: '2026-0138' }).getByRole('link').click()
  await page.getByRole('link', { name: 'Feu vert', exact: true }).click()
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
  await shoot(page, 'pieces-too-long')
  await page.getByRole('button', { name: /Prendre « Proces-verbal/ }).click()
  await expect(send).toHaveAttribute('aria-disabled', 'false')
  await expect(page.getByText(/Pièces admises, .* en tout/)).toBeVisible()
  await page.getByRole('button', { name: 'Retirer Proces-verbal' }).click()

  // Kept with the draft, then sent with it.
  await page.getByRole('button', { name: 'Enregistrer le brouillon' }).click()
  await expect(page.getByRole('status').filter({ hasText: '2026-0138' })).toContainText('Rien n’est parti.')
  await page.getByRole('listitem').filter({ hasText: '2026-0138' }).getByRole('link').click()
  await page.getByRole('link', { name: 'Feu vert', exact: true }).click()
  await expect(page.getByRole('listitem').filter({ hasText: 'Bon de livraison.pdf' })).toBeVisible()
  await send.click()
  await expect(page.getByRole('heading', { name: 'À déposer' })).toBeVisible()
})

test('a PDF too big even in a zip is taken apart, once the person has said so twice', async ({ page, place }) => {
  const pdf = await PDFDocument.create()
  for (let number = 1; number <= 3; number++)
    pdf.addPage().node.set(PDFName.of('Photo'), pdf.context.register(pdf.context.stream(randomBytes(3_500_000))))
  const photos = join(place, 'Photos du chantier.pdf')
  writeFileSync(photos, await pdf.save())
  await start(page, { withExamples: true })
  await toPage(page, 'À déposer')
  await page.getByRole('listitem').filter({ hasText: '2026-0138' }).getByRole('link').click()
  await page.getByRole('link', { name: 'Feu vert', exact: true }).click()
  await page.getByRole('button', { name: 'Joindre une pièce' }).click()
  await page.getByLabel('Joindre un fichier').setInputFiles([photos])
  await page.getByRole('button', { name: 'La compresser (ZIP)' }).click()
  const apart = page.getByRole('button', { name: 'La séparer en plusieurs PDF' })
  await expect(apart).toBeVisible({ timeout: 20_000 })
  await expect(page.getByRole('listitem').filter({ hasText: 'Photos du chantier' })).toHaveCount(0)
  for (const scheme of ['light', 'dark'] as const)
    await shoot(page, `pieces-apart-${scheme}`, { width: 900, height: 640, scheme })
  expect(await axe(page)).toEqual([])
  await apart.click()
  await expect(page.getByRole('listitem').filter({ hasText: /Photos du chantier-[1-3]-sur-3[.]pdf/ })).toHaveCount(3, {
    timeout: 20_000,
  })
  await expect(page.getByRole('button', { name: 'Valider et envoyer' })).toHaveAttribute('aria-disabled', 'false')
  await shoot(page, 'pieces-parts', { width: 1280, height: 800, scheme: 'light' })
})
