import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { complete, printed } from '../support/complete.ts'
import { invoicePdf } from '../support/invoice-pdf.ts'
import { scanOf } from '../support/scan-pdf.ts'
import { expect, test } from './app.ts'
import { axe, dropFiles, shoot } from './helpers.ts'
import { start } from './steps.ts'

test('a page that lay on its side is shown upright, is turned by hand, and leaves so if asked', async ({
  app,
  page,
  place,
}) => {
  test.slow()
  const path = join(place, 'scan.pdf')
  const paper = await invoicePdf({ fields: complete, ...printed })
  writeFileSync(path, await scanOf(paper, { quarters: 1, dpi: 150 }))
  await start(page)
  await dropFiles(page, app, [path])
  await expect(page.getByText('Lu sur un scan, à relire.')).toBeVisible({ timeout: 60_000 })
  await page.getByRole('link', { name: 'Références et montants', exact: true }).click()
  const sheet = page.locator('article.page[aria-busy=false]')
  const isUpright = () => sheet.evaluate(({ clientWidth, clientHeight }) => clientWidth < clientHeight)
  await expect(sheet).toBeVisible()
  await expect.poll(isUpright).toBe(true)
  // What was read is lit up where it is seen: the number stands in the upper half, and is wider than it is high.
  const number = page.locator('.mark[data-field=number]')
  await expect.poll(() => number.evaluate(({ clientWidth, clientHeight }) => clientWidth > clientHeight)).toBe(true)
  await shoot(page, 'turn-upright')
  await shoot(page, 'turn-upright-small-dark', { width: 900, height: 640, scheme: 'dark' })
  expect(await axe(page)).toEqual([])

  // Pointing means the word under the mouse, however the page is turned.
  await page.getByLabel('N° de marché', { exact: true }).focus()
  await number.hover()
  await page.keyboard.press('Escape')

  const turn = page.getByRole('button', { name: 'Tourner la page 1', exact: true })
  await turn.focus()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('status').filter({ hasText: /^Page 1 tournée d’un quart de tour\.$/ })).toBeAttached()
  await expect.poll(isUpright).toBe(false)
  await expect(turn).toBeFocused()
  await shoot(page, 'turn-by-hand')

  // It is kept with the draft.
  await expect(page.getByText(/^Enregistré à /)).toBeVisible()
  await page.getByRole('link', { name: 'À déposer', exact: true }).first().click()
  await page
    .getByRole('link', { name: /^(Compléter|Vérifier)/ })
    .first()
    .click()
  await page.getByRole('link', { name: 'Références et montants', exact: true }).click()
  await expect(sheet).toBeVisible()
  await expect.poll(isUpright).toBe(false)
  // The key does the same as the button, where the page has the cursor.
  await page.getByRole('region', { name: /^Page 1 de la facture/ }).press('r')
  await page.getByRole('region', { name: /^Page 1 de la facture/ }).press('r')
  await page.getByRole('region', { name: /^Page 1 de la facture/ }).press('r')
  await expect.poll(isUpright).toBe(true)

  await page.getByRole('link', { name: 'Feu vert', exact: true }).click()
  const asked = page.getByRole('checkbox', { name: 'Déposer les pages redressées', exact: true })
  await expect(asked).not.toBeChecked()
  await asked.check()
  await expect(page.getByText('Une copie, pages à l’endroit, partira à la place du fichier.')).toBeVisible()
  for (const scheme of ['light', 'dark'] as const) await shoot(page, `turn-leaves-${scheme}`, { scheme })
  await shoot(page, 'turn-leaves-small', { width: 900, height: 640 })
  expect(await axe(page)).toEqual([])
})
