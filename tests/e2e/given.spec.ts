import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { complete } from '../support/complete.ts'
import { invoicePdf } from '../support/invoice-pdf.ts'
import { eml, msg } from '../support/messages.ts'
import { blankPicture, pictureOf } from '../support/pictures.ts'
import { expect, test } from './app.ts'
import { axe, dropFiles, shoot } from './helpers.ts'
import { example, start, toPage } from './steps.ts'

const supplier = { name: complete.supplierName, address: ['14, rue des Tanneurs'], siret: complete.supplierSiret }
const buyer = { name: complete.buyerName, address: ['1, place du Village'], siret: complete.buyerSiret }
const lines = [{ label: 'Réparation de menuiseries', quantity: 1, price: 100_000, rate: 2000 }]
const paper = (number = complete.number) =>
  invoicePdf({ fields: { ...complete, number }, supplier, buyer, lines, layout: 'labelsLeft' })

test('a folder with a message, a photograph and what is none of an invoice is dropped', async ({
  app,
  page,
  place,
}) => {
  test.slow()
  const folder = join(place, 'Client Martin')
  mkdirSync(join(folder, 'mars'), { recursive: true })
  const photo = await pictureOf(await paper('FA-2026-0044'), 'jpg', { isOnItsSide: true })
  const letter = [
    { name: '2026-0130.pdf', type: 'application/pdf', bytes: readFileSync(example('2026-0130.pdf')) },
    { name: 'conditions.docx', bytes: 'PK' },
    { name: 'logo.png', type: 'image/png', cid: 'logo@exemple', bytes: await blankPicture(240, 80, 'png') },
  ]
  writeFileSync(join(folder, 'mars/photo.jpg'), photo)
  writeFileSync(join(folder, 'Votre facture.eml'), eml(letter))
  writeFileSync(join(folder, 'notes.txt'), 'rappeler')
  writeFileSync(join(folder, '.caché.pdf'), '%PDF-1.7')
  writeFileSync(join(folder, 'vacances.heic'), Buffer.from('0000001866747970686569630000000068656963', 'hex'))
  symlinkSync(folder, join(folder, 'boucle'))
  await start(page)
  await dropFiles(page, app, [folder])
  const row = (name: string) => page.getByRole('listitem').filter({ hasText: name })
  await expect(row('2026-0130')).toContainText('Prête')
  await expect(row('conditions.docx')).toContainText('Exportez-la en PDF')
  await expect(row('vacances.heic')).toContainText('format HEIC', { timeout: 60_000 })
  await expect(page.getByText('logo.png')).toHaveCount(0)
  await expect(page.getByText('notes.txt')).toHaveCount(0)
  await expect(row('FA-2026-0044')).toBeVisible({ timeout: 60_000 })
  for (const scheme of ['light', 'dark'] as const) {
    await shoot(page, `given-${scheme}`, { width: 1280, height: 800, scheme })
    await shoot(page, `given-small-${scheme}`, { width: 900, height: 640, scheme })
  }
  expect(await axe(page)).toEqual([])

  // The photograph stands upright, and the green light says what leaves.
  await row('FA-2026-0044').getByRole('link').first().click()
  await expect(page.getByText('Lu sur un scan, à relire.')).toBeVisible()
  await page.getByRole('link', { name: 'Feu vert', exact: true }).click()
  await expect(page.getByText('PDF fait par Choriste d’après photo.jpg')).toBeVisible()
  for (const scheme of ['light', 'dark'] as const)
    await shoot(page, `given-photo-${scheme}`, { width: 1280, height: 800, scheme })
  expect(await axe(page)).toEqual([])
})

test('a message of Outlook without a path is taken as bytes; a link is said to be none', async ({ page }) => {
  await start(page)
  await toPage(page, 'À déposer')
  await page.evaluate(() => {
    const transfer = new DataTransfer()
    transfer.setData('text/uri-list', 'https://courrier.exemple.fr/message/12')
    for (const type of ['dragenter', 'dragover', 'drop'])
      document.body.dispatchEvent(new DragEvent(type, { dataTransfer: transfer, bubbles: true, cancelable: true }))
  })
  await expect(page.getByRole('alert')).toContainText('est un lien, pas un fichier')
  for (const scheme of ['light', 'dark'] as const)
    await shoot(page, `given-link-${scheme}`, { width: 900, height: 640, scheme })
  expect(await axe(page)).toEqual([])
  const letter = msg([{ name: '2026-0130.pdf', bytes: readFileSync(example('2026-0130.pdf')) }])
  await page.evaluate((text) => {
    const bytes = Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0))
    const transfer = new DataTransfer()
    transfer.items.add(new File([bytes], ''))
    for (const type of ['dragenter', 'dragover', 'drop'])
      window.dispatchEvent(new DragEvent(type, { dataTransfer: transfer, bubbles: true, cancelable: true }))
  }, Buffer.from(letter).toString('base64'))
  await expect(page.getByRole('heading', { name: 'La facture 2026-0130 est prête à partir' })).toBeVisible()
  await expect(page.getByRole('alert')).toHaveCount(0)
})
