import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { complete } from '../support/complete.ts'
import { invoicePdf } from '../support/invoice-pdf.ts'
import { scanOf } from '../support/scan-pdf.ts'
import { expect, test } from './app.ts'
import { axe, dropFiles, shoot } from './helpers.ts'
import { example, start } from './steps.ts'

const supplier = { name: complete.supplierName, address: ['14, rue des Tanneurs'], siret: complete.supplierSiret }
const buyer = { name: complete.buyerName, address: ['1, place du Village'], siret: complete.buyerSiret }
const lines = [{ label: 'Réparation de menuiseries', quantity: 1, price: 100_000, rate: 2000 }]

test('a scan is read while other files are, can be stopped and read again', async ({ app, page, place }) => {
  const path = join(place, 'scan.pdf')
  const paper = await invoicePdf({ fields: complete, supplier, buyer, lines, layout: 'labelsLeft' })
  writeFileSync(path, await scanOf(paper, { askew: 1.5, paper: 230 }))
  await start(page)
  await dropFiles(page, app, [path, example('2026-0139.pdf')])
  const scan = page.getByRole('listitem').filter({ hasText: 'scan.pdf' })
  await expect(scan).toContainText('Lecture du scan')
  await shoot(page, 'scan-reading')
  // The other one does not wait behind it.
  await expect(page.getByRole('listitem').filter({ hasText: '2026-0139' })).not.toContainText('Détectée')
  expect(await axe(page)).toEqual([])
  await scan.getByRole('button', { name: 'Arrêter la lecture' }).click()
  await scan.getByRole('link', { name: 'Compléter' }).click()
  await page.getByRole('button', { name: 'Relire le scan' }).click()
  await expect(page.getByText('Choriste lit scan.pdf')).toBeVisible()
  await expect(page.getByRole('button', { name: 'Arrêter la lecture' })).toBeVisible()
  await shoot(page, 'scan-page')
  await expect(page.getByText('Lu sur un scan, à relire.')).toBeVisible({ timeout: 60_000 })
  await expect(page.getByRole('heading', { level: 1 })).toContainText('FA-2026-0043')
  for (const scheme of ['light', 'dark'] as const) {
    await shoot(page, `scan-read-${scheme}`, { width: 1280, height: 800, scheme })
    await shoot(page, `scan-read-small-${scheme}`, { width: 900, height: 640, scheme })
  }
  expect(await axe(page)).toEqual([])
  await page.getByRole('link', { name: 'Références et montants' }).click()
  await expect(page.getByRole('button', { name: 'Relire le scan' })).toBeVisible()
  for (const scheme of ['light', 'dark'] as const)
    await shoot(page, `scan-fields-${scheme}`, { width: 1280, height: 800, scheme })
  expect(await axe(page)).toEqual([])
})
