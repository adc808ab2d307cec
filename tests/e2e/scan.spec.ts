import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import type { Word } from '../../shared/domain/document/reading.ts'
import { complete, printed } from '../support/complete.ts'
import { invoicePdf } from '../support/invoice-pdf.ts'
import { scanOf } from '../support/scan-pdf.ts'
import { expect, test } from './app.ts'
import { axe, dropFiles, shoot } from './helpers.ts'
import { example, start } from './steps.ts'

test('a scan is read while other files are, can be stopped and read again', async ({ app, page, place }) => {
  const path = join(place, 'scan.pdf')
  const paper = await invoicePdf({ fields: complete, ...printed })
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
  await scan.getByRole('link', { name: /^Compléter/ }).click()
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
  await page.getByRole('link', { name: 'Références et montants', exact: true }).click()
  await expect(page.getByRole('button', { name: 'Relire le scan' })).toBeVisible()
  for (const scheme of ['light', 'dark'] as const)
    await shoot(page, `scan-fields-${scheme}`, { width: 1280, height: 800, scheme })
  expect(await axe(page)).toEqual([])
})

test('a word of a scan is pointed at and looked up like one of a text; a doubtful currency is checked', async ({
  app,
  page,
  place,
}) => {
  test.slow()
  const path = join(place, 'scan.pdf')
  const mentions = ['Votre accord du 12 novembre : 4500012345', 'Caution rendue : 150,00 €']
  const paper = await invoicePdf({ fields: complete, ...printed, mentions })
  writeFileSync(path, await scanOf(paper, { askew: 1.5, paper: 230 }))
  await start(page)
  await dropFiles(page, app, [path])
  await expect(page.getByText('Lu sur un scan, à relire.')).toBeVisible({ timeout: 60_000 })
  await page.getByRole('link', { name: 'Références et montants', exact: true }).click()
  const sheet = page.locator('article.page[aria-busy=false]')
  const field = (label: string) => page.getByLabel(label, { exact: true })
  const box = (name: string) => page.locator(`.mark[data-field=${name}]`)
  const over = async (text: string) => {
    const [x, y] = await wordOn(page, text)
    await page.mouse.move(x, y)
    return [x, y] as const
  }
  await expect(sheet).toBeVisible()

  // A click fills the field that waits, all of the amount at once.
  await page.getByText('Remise, acompte').click()
  await field('Déjà payé').focus()
  await page.mouse.click(...(await over('150,00')))
  await expect(field('Déjà payé')).toHaveValue('150,00')
  await expect(box('prepaid')).toHaveClass(/here/)
  await shoot(page, 'scan-point-taken')
  await page.keyboard.press('Control+z')
  await expect(box('prepaid')).toHaveCount(0)
  await field('N° de marché').focus()
  await over('4500012345')
  await expect(sheet.getByText('N° de marché : 4500012345')).toBeVisible()
  for (const scheme of ['light', 'dark'] as const)
    await shoot(page, `scan-point-${scheme}`, { width: 1280, height: 800, scheme })

  // What is typed and printed once has its place.
  await field('N° de marché').fill('4500012345')
  await field('N° de marché').press('Tab')
  await expect(box('contractNumber')).toBeVisible()

  await expect(field('Devise')).toHaveValue('EUR')
  await field('Devise').focus()
  await shoot(page, 'scan-currency')
  await shoot(page, 'scan-currency-small-dark', { width: 900, height: 640, scheme: 'dark' })
  expect(await axe(page)).toEqual([])
  await page.keyboard.press('Enter')
  await expect(field('Devise')).not.toBeFocused()
  await expect(field('Devise')).toBeVisible()
})

/** The middle of a recognised word on the screen, scrolled into view. */
async function wordOn(page: Page, text: string): Promise<[number, number]> {
  const place = await page.evaluate(async (wanted) => {
    const id = location.hash.split('/')[2]
    const { value } = (await window.bridge.call('invoice.words', { id })) as { value: Word[][] }
    return value.flat().find((word) => word.text === wanted)!.place
  }, text)
  const sheet = page.locator('article.page').first()
  const at = await sheet.evaluate((element, { y }) => {
    const viewer = element.parentElement!
    viewer.scrollTop = y * element.clientHeight - viewer.clientHeight / 2
    const { left, top, width, height } = element.getBoundingClientRect()
    return { left, top, width, height }
  }, place)
  return [at.left + (place.x + place.width / 2) * at.width, at.top + (place.y + place.height / 2) * at.height]
}
