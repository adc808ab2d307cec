import type { ElectronApplication, Page } from '@playwright/test'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Fields } from '../../shared/domain/fields/fields.ts'
import { invoicePdf } from '../support/invoice-pdf.ts'
import { siretOf, structures } from '../support/structures.ts'
import { expect, test } from './app.ts'
import { dropFiles, inspect } from './helpers.ts'
import { advance, start, toPage } from './steps.ts'

/** An invoice whose page names its client, with or without a SIRET. */
async function bringIn(
  page: Page,
  app: ElectronApplication,
  place: string,
  number: string,
  more: Partial<Fields> = {},
) {
  const bytes = await invoicePdf({
    layout: 'labelsLeft',
    fields: { number, issueDate: '2026-11-20', supplierSiret: '98765432400019', ...more },
    supplier: {
      name: 'Menuiserie Aubrelle',
      address: ['14, rue des Tanneurs', '99410 Saint-Aubrac'],
      siret: '98765432400019',
    },
    buyer: {
      name: 'CH Varescourt',
      address: ['3, route de Sorel', '99200 Varescourt'],
      ...(more.buyerSiret && { siret: more.buyerSiret }),
    },
    lines: [{ label: 'Fenêtre bois deux vantaux', quantity: 4, price: 52_000, rate: 2000 }],
  })
  const path = join(place, `${number}.pdf`)
  writeFileSync(path, bytes)
  await dropFiles(page, app, [path])
  await expect(page.getByRole('heading', { name: `Facture ${number}`, exact: true })).toBeVisible()
}
const combobox = (page: Page) => page.getByRole('combobox', { name: 'Chercher le client' })
const siret = (page: Page) => page.getByLabel('SIRET du destinataire')

test('finds a client by name, here or on Chorus Pro, and shows what it asks for', async ({ page }) => {
  await start(page)
  await toPage(page, 'Destinataires')
  await inspect(page, 'destinataires-vide')
  await page.getByRole('searchbox').fill('préfecture')
  await expect(page.getByRole('link', { name: /Services de l’État/ })).toBeVisible()
  // Nobody has heard of it here: Chorus Pro is asked.
  await page.getByRole('searchbox').fill('hôpital varescourt')
  await page.getByRole('link', { name: /Centre hospitalier de Varescourt/ }).click()
  await expect(page.getByText('Ce qu’il exige n’est pas encore connu.')).toBeVisible()
  await page.getByRole('button', { name: 'Actualiser' }).click()
  await expect(page.getByText('Un code service.', { exact: true })).toBeVisible()
  await expect(page.getByText(/Demandé à Chorus Pro, vu le/)).toBeVisible()
  await expect(page.getByRole('listitem').filter({ hasText: 'Ancien service' })).toContainText('fermé')
  await inspect(page, 'destinataires-client')
})

test('brings a directory in while one goes on working, and says what was not taken', async ({ app, page, place }) => {
  await start(page)
  const path = join(place, 'annuaire.csv')
  const lines = structures(3000).map(({ siret, name, postcode, town }) => `${siret};${name};${postcode};${town}`)
  writeFileSync(path, ['SIRET;Nom;Code postal;Ville', ...lines, ';Sans numéro;;', '2,1E+13;Abîmée;;'].join('\n'))
  await app.evaluate(({ dialog }, chosen) => {
    dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [chosen] })
  }, path)
  await toPage(page, 'Destinataires')
  await page.getByRole('link', { name: 'Annuaire', exact: true }).click()
  await page.getByRole('button', { name: 'Choisir un fichier' }).click()
  await expect(page.getByText(/annuaire.csv.*3.000 structures/)).toBeVisible({ timeout: 30_000 })
  await expect(page.getByText(/le tableur a arrondi le SIRET/)).toBeVisible()
  await page.getByText('Ce qui a été compris du fichier').click()
  await inspect(page, 'destinataires-annuaire')
  const some = structures(3000)[777]!
  await page.getByRole('searchbox').fill(some.name.toLowerCase())
  await page.getByRole('link', { name: some.name }).first().click()
  await expect(page.getByRole('heading', { level: 2 })).toHaveText(some.name)

  // What Chorus Pro gives is taken too.
  await page.getByRole('link', { name: 'Annuaire', exact: true }).click()
  await page.getByRole('button', { name: 'Télécharger l’annuaire de Chorus Pro' }).click()
  await expect(page.getByText(/Annuaire de Chorus Pro.*dans l’annuaire/)).toBeVisible()
  await page.getByRole('button', { name: 'C’est vu' }).click()
  await expect(page.getByText(/Annuaire de Chorus Pro.*dans l’annuaire/)).toHaveCount(0)
})

test('keeps a client typed by hand', async ({ page }) => {
  await start(page)
  await toPage(page, 'Destinataires')
  await page.getByRole('link', { name: 'Ajouter un client', exact: true }).click()
  await expect(page.getByLabel('SIRET de facturation')).toBeFocused()
  await page.getByRole('link', { name: 'Annuler', exact: true }).click()
  await expect(page.getByLabel('SIRET de facturation')).toHaveCount(0)
  await page.getByRole('link', { name: 'Ajouter un client', exact: true }).click()
  await page.getByRole('button', { name: 'Ajouter au carnet' }).click()
  await expect(page.getByLabel('SIRET de facturation')).toBeFocused()
  await inspect(page, 'destinataires-nouveau')
  await page.getByLabel('SIRET de facturation').fill(siretOf(42))
  await page.getByLabel('Nom', { exact: true }).fill('Syndicat des eaux de Hautval')
  await page.getByLabel('Ville').fill('Hautval')
  await page.getByLabel('Ce qu’il exige').selectOption('Les deux')
  await page.getByLabel('Ses codes service').fill('EAU01\nEAU02')
  await page.getByRole('button', { name: 'Ajouter au carnet' }).click()
  await expect(page.getByRole('heading', { name: 'Syndicat des eaux de Hautval' })).toBeVisible()
  await expect(page.getByText('Un code service et un numéro d’engagement.')).toBeVisible()
  await expect(page.getByText(/Saisi par vous le/)).toBeVisible()
  await page.getByRole('searchbox').fill('eaux hautvla')
  await expect(page.getByRole('link', { name: /Syndicat des eaux de Hautval/ })).toContainText('Carnet')
})

test('proposes the client the page names, and takes it in one press or from the keyboard', async ({
  app,
  page,
  place,
}) => {
  await start(page)
  await bringIn(page, app, place, 'BU-101')
  await page.evaluate(() => (location.hash = `${location.hash}/destinataire`))
  await expect(page.getByText(/La page dit .*CH Varescourt/)).toBeVisible()
  await inspect(page, 'destinataires-guide-propose')
  // By the keyboard, from the search box.
  await combobox(page).focus()
  await page.keyboard.type('varesc')
  await expect(page.getByRole('option')).toHaveCount(1)
  await inspect(page, 'destinataires-guide-cherche')
  await combobox(page).focus()
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')
  await expect(siret(page)).toHaveValue(/123.456.782.00077/)
  await expect(page.getByText('obligatoire pour ce client').first()).toBeVisible()
  // Another one, then back by the proposal.
  await siret(page).fill('')
  await page.getByRole('button', { name: /Centre hospitalier de Varescourt/ }).click()
  await expect(siret(page)).toHaveValue(/123.456.782.00077/)
})

test('does the same as last time in one press, and leads to the engagement', async ({ app, page, place }) => {
  const known = {
    buyerSiret: '12345678200077',
    serviceCode: 'ACHATS',
    engagementNumber: 'BC-2026-118',
    contractNumber: '2025-07',
  }
  await start(page)
  await bringIn(page, app, place, 'BU-201', known)
  await page.getByRole('button', { name: 'Valider et envoyer' }).click()
  await advance(page, 5)
  await bringIn(page, app, place, 'BU-202', { buyerSiret: '12345678200077' })
  await page.evaluate(() => (location.hash = `${location.hash.split('/').slice(0, 3).join('/')}/destinataire`))
  await expect(page.getByLabel('Code service', { exact: true })).toHaveValue('ACHATS')
  await expect(page.getByText(/BC-####-###/)).toBeVisible()
  await expect(page.getByText(/Une facture payée/)).toBeVisible()
  await inspect(page, 'destinataires-guide-dernier')
  await page.getByRole('button', { name: 'Même chose que la dernière fois' }).click()
  await expect(page.getByLabel('Numéro d’engagement', { exact: true })).toBeFocused()
  await expect(page.getByLabel('Numéro d’engagement', { exact: true })).toHaveValue('')
  await expect(page.getByRole('button', { name: 'Même chose que la dernière fois' })).toHaveCount(0)
  await page.getByRole('link', { name: 'Références et montants', exact: true }).click()
  await expect(page.getByLabel('N° de marché', { exact: true })).toHaveValue('2025-07')
  await page.evaluate(() => (location.hash = '/destinataires'))
  await page.getByRole('link', { name: /Centre hospitalier de Varescourt/ }).click()
  await expect(page.getByText(/service ACHATS, marché 2025-07, cadre A1/)).toBeVisible()
  await inspect(page, 'destinataires-connu')
})
