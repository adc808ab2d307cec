import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Locator, Page } from '@playwright/test'
import { complete } from '../support/complete.ts'
import { invoicePdf } from '../support/invoice-pdf.ts'
import { expect, test } from './app.ts'
import { axe, shoot } from './helpers.ts'
import { start, toPage } from './steps.ts'

const party = { address: ['1, place du Village', '99410 Saint-Aubrac'] }

/** Totals without a word about VAT: what is between them is worked out, and to be looked at. An order without its label. */
const doubtful = () =>
  invoicePdf({
    layout: 'labelsLeft',
    fields: { ...complete, number: 'FA-2026-0077', vatLines: [] },
    supplier: { ...party, name: complete.supplierName, siret: complete.supplierSiret },
    buyer: { ...party, name: complete.buyerName, siret: complete.buyerSiret },
    lines: [{ label: 'Réparation de menuiseries', quantity: 1, price: 100_000, rate: 2000 }],
    mentions: ['Votre accord du 12 novembre : 4500012345', 'Caution rendue : 150,00 €'],
  })

/** The draft of that file, opened from the list. */
async function open(page: Page, folder: string) {
  await start(page)
  writeFileSync(join(folder, 'totaux.pdf'), await doubtful())
  const line = page.getByRole('listitem').filter({ hasText: 'FA-2026-0077' })
  await expect(line).toContainText('valeurs à vérifier avant l’envoi')
  await line.getByRole('link').first().click()
  await expect(page.getByText(/^\d valeurs à vérifier$/)).toBeVisible()
  await expect(page.locator('article.page[aria-busy=false]').first()).toBeVisible()
}
const box = (page: Page, name: string) => page.locator(`.mark[data-field=${name}]`)
const field = (page: Page, label: string) => page.getByLabel(label, { exact: true })
const middle = async (locator: Locator) => {
  const { x, y, width, height } = (await locator.boundingBox())!
  return { x: x + width / 2, y: y + height / 2, width, height }
}
test('what is to be checked has the cursor, and nothing leaves before it was looked at', async ({ page, folder }) => {
  await open(page, folder)
  await expect(field(page, 'Total HT')).toBeFocused()
  await expect(box(page, 'netTotal')).toHaveClass(/here/)
  await page.getByRole('link', { name: 'Feu vert', exact: true }).click()
  await expect(page.getByRole('button', { name: 'Valider et envoyer' })).toHaveAttribute('aria-disabled', 'true')
  await page.getByRole('button', { name: /Vérifier ces/ }).click()
  await expect(field(page, 'Total HT')).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(field(page, 'Total TVA')).toBeFocused()
  await page.keyboard.press('F8')
  await page.keyboard.press('F8')
  await expect(field(page, 'Total TVA')).toBeFocused()
  await page.keyboard.press('Enter')
  // VAT by rate has its own button; after the last one the green light is open.
  await page.getByRole('button', { name: /C’est juste.*TVA par taux/ }).click()
  await expect(page.getByRole('button', { name: 'Valider et envoyer' })).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('status').filter({ hasText: 'FA-2026-0077' })).toContainText(
    'est arrivée sur le Chorus Pro de démonstration',
  )
})

test('a field and its box light each other up', async ({ page, folder }) => {
  await open(page, folder)
  await page.getByText('Que dit cette facture').click()
  await field(page, 'N° de facture').hover()
  await expect(box(page, 'number')).toHaveClass(/lit/)
  const { x, y } = await middle(box(page, 'grossTotal'))
  await page.mouse.move(x, y)
  await expect(page.locator('.field-lit')).toContainText('Total TTC')
  await page.mouse.click(x, y)
  await expect(field(page, 'Total TTC')).toBeFocused()
  // At any zoom: the page comes to where the value is.
  for (let times = 0; times < 4; times++) await page.getByRole('button', { name: 'Agrandir' }).click()
  await field(page, 'N° de facture').focus()
  await expect(box(page, 'number')).toBeInViewport()
  await field(page, 'Total TTC').focus()
  await expect(box(page, 'grossTotal')).toBeInViewport()
})

test('a click, a rectangle, a menu and the keyboard fill fields from the page; undone, it is as before', async ({
  page,
  folder,
}) => {
  const opened: string[] = []
  page.on('request', (request) => request.url().includes('/pieces/') && opened.push(request.url()))
  await open(page, folder)
  const before = opened.length
  const words = page.locator('article.page')
  // A click: all of the amount, wherever it is clicked.
  await page.getByText('Remise, acompte').click()
  await field(page, 'Déjà payé').focus()
  const [x, y] = await find(page, 'deposit')
  // Said until it was done once.
  const how = page.getByText(/^Cliquez une valeur\s: elle va dans le champ\.$/)
  await expect(how).toBeVisible()
  await page.mouse.move(x, y)
  await expect(words.getByText(/Déjà payé.*150,00/)).toBeVisible()
  await shoot(page, 'point-hover')
  await page.mouse.click(x, y)
  await expect(field(page, 'Déjà payé')).toHaveValue('150,00')
  await expect(field(page, 'Déjà payé')).toBeFocused()
  await expect(box(page, 'prepaid')).toBeVisible()
  await shoot(page, 'point-taken')
  await page.keyboard.press('Control+z')
  await expect(field(page, 'Déjà payé')).toHaveValue('')
  await expect(how).toHaveCount(0)
  const isKnown = () =>
    page.evaluate(async () => {
      const state = (await window.bridge.call('app.state', {})) as { value: { settings: { hasPointed: boolean } } }
      return state.value.settings.hasPointed
    })
  await expect.poll(isKnown).toBe(true)
  // Kept, and told of again: the same page is neither brought nor drawn anew.
  expect(opened.length).toBe(before)
  await expect(box(page, 'prepaid')).toHaveCount(0)

  // A rectangle over the label and its value.
  await field(page, 'N° de marché').focus()
  const [left, top] = await find(page, 'order')
  await page.mouse.move(left - 60, top - 5)
  await page.mouse.down()
  await page.mouse.move(left + 40, top + 5, { steps: 4 })
  await shoot(page, 'point-draw')
  await page.keyboard.press('Escape')
  await page.mouse.up()
  await expect(field(page, 'N° de marché')).toHaveValue('')
  await page.mouse.move(left - 60, top - 5)
  await page.mouse.down()
  await page.mouse.move(left + 40, top + 5, { steps: 4 })
  await page.mouse.up()
  await expect(field(page, 'N° de marché')).toHaveValue('4500012345')
  await page.getByRole('button', { name: 'Annuler' }).click()
  await expect(field(page, 'N° de marché')).toHaveValue('')

  // No field waits: the page asks which one.
  await page.getByText('Que dit cette facture').click()
  await page.mouse.click(left, top)
  await expect(page.getByRole('menuitem').first()).toBeFocused()
  await shoot(page, 'point-menu')
  expect(await axe(page)).toEqual([])
  await page.keyboard.press('Escape')
  await expect(page.getByRole('menu')).toHaveCount(0)
  await page.mouse.click(...(await find(page, 'order')))
  await page.getByRole('menuitem', { name: 'N° de marché' }).click()
  await expect(field(page, 'N° de marché')).toHaveValue('4500012345')
  await page.keyboard.press('Control+z')

  // The keyboard alone.
  await field(page, 'N° de marché').focus()
  await page.keyboard.press('F9')
  await expect(page.getByRole('application', { name: /Choisir sur la page/ })).toBeFocused()
  await page.keyboard.press('End')
  for (let steps = 0; steps < 200; steps++) {
    if ((await page.locator('.said [role=status]').textContent())?.startsWith('4500012345')) break
    await page.keyboard.press('ArrowLeft')
  }
  await shoot(page, 'point-keys')
  await page.keyboard.press('Enter')
  await expect(field(page, 'N° de marché')).toHaveValue('4500012345')
  await expect(field(page, 'N° de marché')).toBeFocused()
  await page.keyboard.press('F9')
  await page.keyboard.press('Shift+ArrowRight')
  await page.keyboard.press('Escape')
  await expect(field(page, 'N° de marché')).toBeFocused()
})

test('what is typed and printed once has its place; what was pointed at keeps it', async ({ page, folder }) => {
  await open(page, folder)
  await field(page, 'N° de marché').fill('4500012345')
  await field(page, 'N° de marché').press('Tab')
  await expect(box(page, 'contractNumber')).toBeVisible()
  await field(page, 'N° de marché').fill('M-9')
  await field(page, 'N° de marché').press('Tab')
  await expect(box(page, 'contractNumber')).toHaveCount(0)
  await field(page, 'N° de marché').fill('4500012345')
  await field(page, 'N° de marché').press('Tab')
  await expect(box(page, 'contractNumber')).toBeVisible()
  await expect(page.getByText(/^Enregistré à/)).toBeVisible()
  await toPage(page, 'À déposer')
  await page.getByRole('listitem').filter({ hasText: 'FA-2026-0077' }).getByRole('link').first().click()
  await expect(box(page, 'contractNumber')).toBeVisible()

  // In a field Ctrl Z is the field's own; beyond it the draft's, also of what was typed before it was left.
  const market = field(page, 'N° de marché')
  await market.focus()
  await page.keyboard.press('End')
  await page.keyboard.type('7')
  await page.keyboard.press('Control+z')
  await expect(market).toHaveValue('4500012345')
  await page.keyboard.press('Control+z')
  await expect(market).toHaveValue('')
  await expect(box(page, 'contractNumber')).toHaveCount(0)
  await expect(page.getByRole('status').filter({ hasText: 'Annulé\u00a0: N° de marché.' })).toBeVisible()
  await page.keyboard.press('Control+y')
  await expect(market).toHaveValue('4500012345')
  await expect(box(page, 'contractNumber')).toBeVisible()
  await shoot(page, 'point-undo')
  await page.getByRole('button', { name: 'Annuler' }).click()
  await expect(market).toHaveValue('')
  expect(await axe(page)).toEqual([])
})

test('is calm at every size, light and dark, and clean for axe', async ({ page, folder }) => {
  await open(page, folder)
  for (const scheme of ['light', 'dark'] as const)
    for (const [width, height] of [
      [1280, 800],
      [900, 640],
    ] as const) {
      await page.emulateMedia({ colorScheme: scheme })
      await page.setViewportSize({ width, height })
      expect(await axe(page)).toEqual([])
      await shoot(page, `point-${scheme}-${width}`)
    }
  await page.setViewportSize({ width: 1280, height: 800 })
  await page.getByRole('link', { name: 'Feu vert', exact: true }).click()
  await shoot(page, 'point-feu-vert')
})

/** Words of the page (labelsLeft), in fractions of it: what `cellsOf` says of this file. */
const printed = { order: { x: 0.325, y: 0.574 }, deposit: { x: 0.225, y: 0.588 } }

/** The middle of one of them on the screen, scrolled into view. */
async function find(page: Page, word: keyof typeof printed) {
  await page.locator('article.page').first().scrollIntoViewIfNeeded()
  const sheet = await middle(page.locator('article.page').first())
  return [sheet.x + (printed[word].x - 0.5) * sheet.width, sheet.y + (printed[word].y - 0.5) * sheet.height] as const
}
