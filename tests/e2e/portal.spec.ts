import type { ElectronApplication, Page } from '@playwright/test'
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { expect, pageOf, quit, test } from './app.ts'
import { byHand, depositByHand, toPage } from './steps.ts'

const clipboard = (app: ElectronApplication) => app.evaluate(({ clipboard }) => clipboard.readText())
const heading = (page: Page, name: string) => expect(page.getByRole('heading', { name })).toBeVisible()

test('an invoice is deposited on the portal by hand, step by step, and followed by one click', async ({
  app,
  page,
  place,
}) => {
  await byHand(page)
  await page.getByRole('listitem').filter({ hasText: '2026-0130' }).getByRole('link').click()
  await expect(page.getByText(/^Vous déposez\s; Choriste guide\.$/u)).toBeVisible()
  await page.setViewportSize({ width: 1280, height: 800 })
  const boxOf = async (name: string) => (await page.getByRole('button', { name, exact: true }).boundingBox())!
  const [left, right] = [await boxOf('Enregistrer le brouillon'), await boxOf('Valider et déposer')]
  expect(right.y + right.height / 2, 'the foot bar has one line').toBeCloseTo(left.y + left.height / 2, 0)
  expect(right.x, 'its main button stands on the right').toBeGreaterThan(900)
  await page.getByRole('button', { name: 'Valider et déposer' }).click()

  await heading(page, 'Ouvrez le portail Chorus Pro')
  await page.getByRole('button', { name: 'Continuer' }).click()
  await heading(page, 'Choisissez ce fichier sur le portail')
  await expect(page.getByText('2026-0130.pdf').last()).toBeVisible()
  expect(readdirSync(join(place, 'À déposer sur le portail'))).toEqual(['2026-0130.pdf'])
  await page.getByRole('button', { name: 'Continuer' }).click()
  await heading(page, 'Choisissez le cadre et la structure')
  const isOnTop = () => app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]!.isAlwaysOnTop())
  await page.getByRole('button', { name: 'Garder devant' }).click()
  await expect.poll(isOnTop).toBe(true)
  await page.getByRole('button', { name: 'Continuer' }).click()

  // The keyboard alone: the value to copy has the cursor, Enter copies it and goes on to the next.
  await expect(page.locator('[data-next]')).toBeFocused()
  await page.getByRole('button', { name: 'Copier SIRET' }).focus()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('status')).toContainText('SIRET')
  await expect.poll(() => clipboard(app)).toMatch(/^\d{14}$/)
  await page.getByRole('button', { name: 'Copier Date de facture' }).click()
  await expect.poll(() => clipboard(app)).toMatch(/^\d{2}\/\d{2}\/\d{4}$/)
  await page.getByRole('button', { name: 'Copier Net à payer' }).click()
  await expect.poll(() => clipboard(app)).toMatch(/^\d+,\d{2}$/)
  await page.getByRole('button', { name: 'Tout copier' }).click()
  await expect.poll(() => clipboard(app)).toContain('N° de facture\t2026-0130')

  await page.getByRole('link', { name: /^Noter le numéro/ }).click()
  await page.getByRole('button', { name: 'Noter et suivre' }).click()
  await expect(page.getByText('Il manque le numéro.')).toBeVisible()
  await page.getByLabel('Numéro donné par le portail').fill('20260000000000000099')
  await expect(page.getByText('Ce numéro n’est pas celui de votre facture')).toBeVisible()
  await page.getByLabel('Choisir', { exact: true }).setInputFiles({
    name: 'certificat.pdf',
    mimeType: 'application/pdf',
    buffer: Buffer.from('%PDF-1.7 certificat'),
  })
  await expect(page.getByText('Certificat de dépôt gardé')).toBeVisible()
  await page.getByRole('button', { name: 'Noter et suivre' }).click()

  await heading(page, 'Suivi')
  await expect.poll(isOnTop).toBe(false)
  await expect(page.getByText('Chorus Pro lui a donné un autre numéro')).toContainText('20260000000000000099')
  await expect(page.getByText('certificat.pdf')).toBeVisible()
  expect(readdirSync(join(place, 'À déposer sur le portail'))).toEqual([])
  await page.getByRole('button', { name: 'Mise en paiement' }).click()
  await expect(page.getByRole('link', { name: /2026-0130/ })).toContainText('Virement ordonné')
})

test('a window that closes loses nothing of the way', async ({ app, page: first, start }) => {
  let page = first
  await byHand(page)
  await depositByHand(page, '2026-0130', { until: 'formulaire' })
  await page.getByRole('button', { name: 'Copier SIRET' }).click()
  await expect(page.getByText('1 champ copié sur')).toBeVisible()
  await quit(app)
  page = await pageOf(await start())
  await toPage(page, 'À déposer')
  await page
    .getByRole('listitem')
    .filter({ hasText: '2026-0130' })
    .getByRole('link', { name: /^Déposer/ })
    .click()
  await heading(page, 'Remplissez le formulaire du portail')
  await expect(page.getByText('1 champ copié sur')).toBeVisible()
  // And back to the draft, only after a second thought.
  await page.getByRole('button', { name: 'Revenir au brouillon' }).click()
  await page.getByRole('button', { name: 'Elle n’est pas envoyée' }).click()
  await expect(page.getByRole('button', { name: 'Valider et déposer' })).toBeVisible()
})

test('the portal’s list is pasted: what was understood is shown first, then noted', async ({ page }) => {
  await byHand(page)
  await depositByHand(page, '2026-0130', { until: 'numero' })
  // The portal mostly keeps one's own number: a press says so, and the button that notes it has the cursor.
  await page.getByRole('button', { name: /^C’est le même\s: 2026-0130$/u }).click()
  await expect(page.getByLabel('Numéro donné par le portail')).toHaveValue('2026-0130')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('region', { name: 'Suivi' })).toBeVisible()
  await depositByHand(page, '2026-0139', { until: 'numero' })
  await toPage(page, 'À déposer')
  await toPage(page, 'Suivi')
  await page.getByRole('link', { name: 'Coller la liste du portail', exact: true }).click()
  await page
    .getByLabel('Liste copiée du portail')
    .fill('N° facture\tStatut\n2026-0130\tMandatée\n2026-0139\tBrouillon\n2026-1\tDéposée')
  await expect(page.getByText('3 lignes, 2 reconnues, 1 inconnue')).toBeVisible()
  await expect(page.getByRole('listitem').filter({ hasText: '2026-0139' })).toContainText('encore à déposer')
  await toPage(page, 'Suivi')
  await expect(page.getByRole('link', { name: /2026-0130/ })).toContainText('Déposée')
  await page.getByRole('link', { name: 'Coller la liste du portail', exact: true }).click()

  // A file of an old spreadsheet says the same.
  await page.getByLabel('Choisir un fichier CSV').setInputFiles({
    name: 'export.csv',
    mimeType: 'text/csv',
    buffer: Buffer.from('Numéro;Statut\r\n2026-0130;Comptabilisée\r\n', 'latin1'),
  })
  await page.getByRole('button', { name: 'Noter 1 statut' }).click()
  await expect(page.getByText('statuts notés')).toBeVisible()
  await toPage(page, 'Suivi')
  await expect(page.getByRole('link', { name: /2026-0130/ })).toContainText('Comptabilisée')
})
