import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { ElectronApplication, Locator, Page } from '@playwright/test'
import { PDFDocument } from '@cantoo/pdf-lib'
import { scanOf } from '../support/scan-pdf.ts'
import { expect, test } from './app.ts'
import { dropFiles } from './helpers.ts'
import { invoicePage } from './papers.ts'
import { advance, send as sendReady, start, toPage } from './steps.ts'

/**
 * From the file to « Envoyée », as the person counts: one action for the drop, one for each press of a button or choice in
 * a list, one for each field typed, however many signs it has and however the cursor came into it. Nothing is prepared
 * behind the person's back: every press and every value goes through this counter.
 */
function counting(page: Page) {
  let count = 0
  const typed: string[] = []
  return {
    drop: async (app: ElectronApplication, path: string) => {
      count++
      await dropFiles(page, app, [path])
    },
    press: async (target: Locator) => {
      count++
      await target.click()
    },
    type: async (target: Locator, value: string) => {
      count++
      typed.push(value)
      await target.fill(value)
    },
    /** A file chosen, or dropped on a place of the page. */
    choose: async (target: Locator, path: string) => {
      count++
      await target.setInputFiles(path)
    },
    /** So many at most, without what is typed if the promise leaves it out. */
    within: (most: number, { isTypingCounted = true } = {}) => {
      const actions = isTypingCounted ? count : count - typed.length
      test.info().annotations.push({ type: 'actions', description: String(count) })
      expect(actions, 'actions').toBeLessThanOrEqual(most)
    },
    /** Sent, with so many actions at most, and no value typed twice. */
    sent: async (number: string, most: number) => {
      await expect(page.getByRole('status').filter({ hasText: number })).toContainText(
        'est arrivée sur le Chorus Pro de démonstration',
      )
      test.info().annotations.push({ type: 'actions', description: String(count) })
      expect(count, 'actions from the drop to the deposit').toBeLessThanOrEqual(most)
      expect(new Set(typed).size, `typed twice: ${typed.join(', ')}`).toBe(typed.length)
    },
  }
}

const button = (page: Page, name: string | RegExp) => page.getByRole('button', { name })
const send = (page: Page) => button(page, 'Valider et envoyer')
const field = (page: Page, name: string) => page.getByLabel(name, { exact: true })

test('a client that is known takes two actions, though the page does not name its service', async ({
  app,
  page,
  place,
}) => {
  const hospital = { name: 'CH Varescourt', siret: '12345678200077' }
  await start(page)
  for (const [number, serviceCode] of [
    ['AC-101', 'ACHATS'],
    ['AC-102', ''],
  ] as const) {
    const actions = counting(page)
    const path = join(place, `${number}.pdf`)
    writeFileSync(path, await invoicePage({ number, serviceCode }, hospital))
    await actions.drop(app, path)
    await actions.press(send(page))
    await actions.sent(number, 2)
  }
})

test('a client that is known takes two actions, though the page bears no SIRET of it', async ({ app, page, place }) => {
  const hospital = { name: 'Centre hospitalier de Varescourt', siret: '12345678200077' }
  await start(page)
  for (const [number, siret, most] of [
    ['AC-111', hospital.siret, 2],
    ['AC-112', '', 2],
  ] as const) {
    const actions = counting(page)
    const path = join(place, `${number}.pdf`)
    writeFileSync(path, await invoicePage({ number, serviceCode: 'ACHATS', buyerSiret: siret }, { ...hospital, siret }))
    await actions.drop(app, path)
    await actions.press(send(page))
    await actions.sent(number, most)
  }
})

test('a new client found by its name, who asks for an engagement, takes five actions at most', async ({
  app,
  page,
  place,
}) => {
  const actions = counting(page)
  const path = join(place, 'nouveau.pdf')
  // Chorus Pro holds it as « Commune de Vaucrolles ».
  writeFileSync(
    path,
    await invoicePage({ number: 'AC-121', buyerSiret: '' }, { name: 'Mairie de Vaucrolles', siret: '' }),
  )
  await start(page)
  await actions.drop(app, path)
  await actions.press(page.getByRole('button', { name: /^Commune de Vaucrolles/ }))
  await expect(field(page, 'Numéro d’engagement')).toBeFocused()
  await actions.type(field(page, 'Numéro d’engagement'), '4500012345')
  await actions.press(page.getByRole('button', { name: 'Continuer', exact: true }))
  await actions.press(send(page))
  await actions.sent('AC-121', 5)
})

test('a new client whose service and engagement are on the page takes five actions at most', async ({
  app,
  page,
  place,
}) => {
  const actions = counting(page)
  const codes = { serviceCode: 'SERVICE_DEST_SERV_OBL', engagementNumber: '4500012345' }
  const path = join(place, 'nouveau.pdf')
  const town = { name: 'Commune de Boisjoli-sur-Vesle', siret: '12345678200044' }
  writeFileSync(path, await invoicePage({ number: 'AC-201', ...codes }, town))
  await start(page)
  await actions.drop(app, path)
  await actions.press(send(page))
  await actions.sent('AC-201', 5)
})

test('a page of which nothing can be read takes twelve actions at most, and nothing is typed twice', async ({
  app,
  page,
  place,
}) => {
  const bare = await PDFDocument.create()
  bare.addPage().drawRectangle({ x: 100, y: 600, width: 200, height: 80 })
  const path = join(place, 'illisible.pdf')
  writeFileSync(path, await scanOf(await bare.save(), { dpi: 150 }))
  await start(page)
  const actions = counting(page)
  await actions.drop(app, path)
  const client = page.getByRole('combobox', { name: 'Chercher le client' })
  await expect(client).toBeVisible({ timeout: 60_000 })
  await actions.type(client, 'boisjoli')
  await actions.press(page.getByRole('option', { name: /^Commune de Boisjoli-sur-Vesle/ }))
  await actions.press(button(page, 'Prendre SERVICE_DEST_SERV_OBL'))
  await actions.type(field(page, 'Numéro d’engagement'), '4500012346')
  await actions.press(button(page, 'Continuer'))
  await actions.type(field(page, 'N° de facture'), 'AC-301')
  await actions.type(field(page, 'Date de facture'), '20/11/2026')
  await actions.type(field(page, 'Total TTC'), '2 496,00')
  await actions.press(button(page, '20 %'))
  await expect(field(page, 'Total HT')).toHaveValue(/^2\s080,00$/)
  await expect(field(page, 'Net à payer')).toHaveValue(/^2\s496,00$/)
  await actions.press(button(page, 'Continuer'))
  await actions.press(send(page))
  await actions.sent('AC-301', 12)
  await toPage(page, 'Suivi')
  await expect(page.getByRole('link', { name: /AC-301/ })).toContainText('2 496,00')
})

test('a returned invoice takes four actions at most from Accueil', async ({ page }) => {
  await start(page, { withExamples: true })
  await sendReady(page, '2026-0138')
  await advance(page, 1)
  await toPage(page, 'Accueil')
  const actions = counting(page)
  await actions.press(page.getByRole('link', { name: /^Corriger et renvoyer/ }))
  // The cursor is there: what is typed goes into the field the client speaks of.
  await expect(field(page, 'Numéro d’engagement')).toBeFocused()
  await actions.type(field(page, 'Numéro d’engagement'), '2026-EJ-0138')
  await actions.press(button(page, 'Renvoyer au bon endroit'))
  await expect(page.getByRole('link', { name: /2026-0138/ })).toContainText(/Réponse reçue|Reçue/)
  actions.within(4)
})

test('a rejected invoice is replaced in four actions at most, and what is typed; both stay linked', async ({
  page,
  place,
}) => {
  const path = join(place, '2026-0150.pdf')
  // Nothing on the page says whom it is for, but the name.
  writeFileSync(path, await invoicePage({ number: '2026-0150' }, { name: 'Collège Jeanne-Merlin', siret: '' }))
  await start(page, { withExamples: true })
  await sendReady(page, '2026-0139')
  await advance(page, 1)
  await toPage(page, 'Accueil')
  const actions = counting(page)
  await actions.press(page.getByRole('link', { name: /^Refaire cette facture/ }))
  await actions.choose(page.getByLabel('Choisir le PDF', { exact: true }), path)
  await expect(page.getByText('Remplace 2026-0139, rejetée', { exact: true })).toBeVisible()
  await actions.press(send(page))
  await expect(page.getByRole('status').filter({ hasText: '2026-0150' })).toContainText(
    'est arrivée sur le Chorus Pro de démonstration',
  )
  actions.within(4, { isTypingCounted: false })

  await toPage(page, 'Suivi')
  const old = page.getByRole('link', { name: /^2026-0139/ })
  await expect(old.first()).toContainText('Refaite')
  await old.first().click()
  const chain = page.getByRole('region', { name: /^Ce qu’elle remplace/ })
  await expect(chain).toContainText('2026-0139, celle-ci')
  await chain.getByRole('link', { name: /^2026-0150/ }).click()
  await expect(chain).toContainText('2026-0150, celle-ci')
  await expect(page.getByText('Reprise de 2026-0139', { exact: true })).toBeVisible()
  await toPage(page, 'Accueil')
  await expect(page.getByRole('listitem').filter({ hasText: 'Refaire cette facture' })).toHaveCount(0)
})
