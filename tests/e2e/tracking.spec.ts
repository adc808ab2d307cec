import { existsSync, mkdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { ElectronApplication, Page } from '@playwright/test'
import { expect, test } from './app.ts'
import { axe, shoot } from './helpers.ts'
import { busyDay, toPage } from './steps.ts'

/** The numbers of the list, from top to bottom. */
const numbers = (page: Page) => page.locator('a.invoice .number').allInnerTexts()
/** Where the next export goes; the system’s own dialog is not ours. */
const goesTo = (app: ElectronApplication, file: string) =>
  app.evaluate(({ dialog }, filePath) => {
    dialog.showSaveDialog = () => Promise.resolve({ canceled: !filePath, filePath })
  }, file)

test('what is shown is sorted, and exported in that order to a table and a workbook', async ({ app, page, place }) => {
  await busyDay(page)
  await toPage(page, 'Suivi')
  const latest = await numbers(page)
  expect(latest.length).toBeGreaterThan(3)
  await page.getByRole('combobox', { name: 'Trier par' }).selectOption('Montant')
  await expect.poll(() => numbers(page)).not.toEqual(latest)
  const sums = await page.locator('a.invoice .sum').allInnerTexts()
  const euros = sums.map((text) =>
    Number(
      text
        .replace(/[^\d,−-]/g, '')
        .replace('−', '-')
        .replace(',', '.'),
    ),
  )
  expect(euros).toEqual(euros.toSorted((one, other) => other - one))
  const shown = await numbers(page)
  await shoot(page, 'suivi-trie')

  const exporter = page.getByRole('button', { name: 'Exporter', exact: true })
  await exporter.press('Enter')
  await expect(page.getByRole('menuitem', { name: /^Tableau/ })).toBeFocused()
  expect(await axe(page)).toEqual([])
  await shoot(page, 'suivi-export')
  await page.setViewportSize({ width: 480, height: 640 })
  const box = (await page.getByRole('menu', { name: 'Exporter' }).boundingBox())!
  expect(box.x).toBeGreaterThanOrEqual(0)
  expect(box.x + box.width).toBeLessThanOrEqual(480)
  await page.setViewportSize({ width: 1280, height: 800 })
  await page.keyboard.press('Escape')
  await expect(exporter).toBeFocused()

  const csv = join(place, 'factures.csv')
  await goesTo(app, csv)
  await exporter.press('Enter')
  await page.keyboard.press('Enter')
  await expect(page.getByText(`Exporté : ${csv}`)).toBeVisible()
  await expect(exporter).toBeFocused()
  const lines = readFileSync(csv, 'utf8').slice(1).trimEnd().split('\r\n')
  expect(lines.slice(1).map((line) => line.split(';')[0])).toEqual(shown)
  const xlsx = join(place, 'factures.xlsx')
  await goesTo(app, xlsx)
  await exporter.click()
  await page.getByRole('menuitem', { name: /^Classeur Excel/ }).click()
  await expect(page.getByText(`Exporté : ${xlsx}`)).toBeVisible()
  expect(readFileSync(xlsx).subarray(0, 2).toString()).toBe('PK')
})

test('an export that cannot be written says so and leaves what was there', async ({ app, page, place }) => {
  await busyDay(page)
  await toPage(page, 'Suivi')
  // Its place is a folder, as a file that another program holds cannot be replaced.
  const taken = join(place, 'dossier')
  mkdirSync(join(taken, 'plein'), { recursive: true })
  await goesTo(app, taken)
  await page.getByRole('button', { name: 'Exporter', exact: true }).click()
  await page.getByRole('menuitem', { name: /^Tableau/ }).click()
  await expect(page.getByRole('alert')).toContainText('Le fichier n’a pas pu être écrit là.')
  expect(existsSync(`${taken}.part`)).toBe(false)
  // Whoever changes their mind is told nothing.
  await goesTo(app, '')
  await page.getByRole('button', { name: 'Exporter', exact: true }).click()
  await page.getByRole('menuitem', { name: /^Tableau/ }).click()
  await expect(page.getByRole('alert')).toHaveCount(0)
})
