import { expect, type ElectronApplication, type Page } from '@playwright/test'
import { join } from 'node:path'
import { project } from './engine.ts'

/** The path of one of the demonstration's invoices. */
export const example = (name: string): string => join(project, 'resources/exemples', name)

/**
 * Past the welcome. Without examples the list starts empty: they are put aside again by their own button.
 */
export async function start(page: Page, { withExamples = false } = {}): Promise<void> {
  if (!withExamples) {
    // The welcome is a setting like any other: a person who has been here before does not see it.
    await expect(page.getByRole('button', { name: 'Essayer avec des exemples' })).toBeVisible()
    await page.evaluate(async () => {
      await window.bridge.call('company.add', { siret: '98765432400019', name: 'Menuiserie Aubrelle' })
      await window.bridge.call('settings.patch', { welcomed: true, rehearses: true })
    })
    await toPage(page, 'À déposer')
    return
  }
  await page.getByRole('button', { name: 'Essayer avec des exemples' }).click()
  await expect(page.getByRole('listitem').filter({ hasText: '2026-0139' })).toBeVisible()
  await expect(page.getByText('Détectée')).toHaveCount(0)
  // One’s own invoices are tried here as well, and it is known that they arrive nowhere.
  await page.evaluate(() => window.bridge.call('settings.patch', { rehearses: true }))
}

/** Sends an invoice of the list that is ready. */
export async function send(page: Page, number: string): Promise<void> {
  await toPage(page, 'À déposer')
  await page
    .getByRole('listitem')
    .filter({ hasText: number })
    .getByRole('link', { name: /^Relire et envoyer/ })
    .click()
  await page.getByRole('button', { name: 'Valider et envoyer' }).click()
  await expect(page.getByRole('heading', { name: 'À déposer' })).toBeVisible()
}

/** With the examples, and a firm that deposits on the portal itself. */
export async function byHand(page: Page): Promise<void> {
  await start(page, { withExamples: true })
  await toPage(page, 'Réglages')
  await page.getByRole('radio', { name: /^Moi-même, sur le portail/ }).check()
  await expect(page.getByRole('button', { name: /portail assisté/ })).toBeVisible()
  await toPage(page, 'À déposer')
}

/** Approves an invoice of the list and goes to a station of its way through the portal. */
export async function depositByHand(page: Page, number: string, { until }: { until: string }): Promise<void> {
  await toPage(page, 'À déposer')
  await page.getByRole('listitem').filter({ hasText: number }).getByRole('link').click()
  await page.getByRole('button', { name: 'Valider et déposer' }).click()
  await expect(page.getByRole('heading', { name: 'Ouvrez le portail Chorus Pro' })).toBeVisible()
  await page.evaluate((station) => (location.hash = `${location.hash}/${station}`), until)
}

/** Invoices at every turn of their lives: paid, held up by the buyer, rejected, just received. */
export async function busyDay(page: Page): Promise<void> {
  await start(page, { withExamples: true })
  for (const number of ['2026-0130', '2026-0137', '2026-0138', '2026-0139']) await send(page, number)
  await toPage(page, 'Suivi')
  await expect(page.getByRole('link', { name: /Reçue/ })).toHaveCount(4)
  await advance(page, 5)
  await toPage(page, 'Suivi')
  await expect(page.getByRole('link', { name: /2026-0130/ })).toContainText('Virement ordonné')
  await send(page, '2026-0135')
  await toPage(page, 'Suivi')
  await expect(page.getByRole('link', { name: /2026-0135/ })).toBeVisible()
}

/** To one of the screens of the side bar. */
export async function toPage(
  page: Page,
  name: 'Accueil' | 'À déposer' | 'Suivi' | 'Paiements' | 'Destinataires' | 'Réglages',
): Promise<void> {
  await page
    .getByRole('link', { name: new RegExp(`^${name}`) })
    .last()
    .click()
  await expect(page.getByRole('heading', { level: 1 }).first()).toBeVisible()
}

/** Lets the demonstration's time pass until the buyer has ordered the payment, and opens the invoice in Suivi. */
export async function paid(page: Page, number: string): Promise<void> {
  const row = page.getByRole('link', { name: new RegExp(number) })
  await advance(page, 5)
  await toPage(page, 'Suivi')
  await expect(row).toContainText('Virement ordonné')
  await row.click()
}

/** « Avancer le temps », so many times. */
export async function advance(page: Page, times: number): Promise<void> {
  await toPage(page, 'Réglages')
  for (let press = 0; press < times; press++) await page.getByRole('button', { name: 'Avancer le temps' }).click()
}

/** Cuts the line of the demonstration, or mends it, in Réglages. */
export async function line(page: Page, to: 'cut' | 'mend'): Promise<void> {
  await toPage(page, 'Réglages')
  await page.getByRole('button', { name: to === 'cut' ? 'Couper la ligne' : 'Rétablir la ligne' }).click()
  await expect(page.getByText('La ligne est coupée.')).toHaveCount(to === 'cut' ? 1 : 0)
}

type Held = { trayMenu?: Electron.Menu }

/** Keeps hold of the tray's menu, which is on no page: to be called before anything changes it. */
export async function holdTray(app: ElectronApplication): Promise<void> {
  await app.evaluate(({ Menu }) => {
    const build = Menu.buildFromTemplate
    Menu.buildFromTemplate = (template) => ((globalThis as Held).trayMenu = build(template))
  })
}
export async function chooseInTray(app: ElectronApplication, id: string): Promise<void> {
  await app.evaluate((_electron, which) => {
    const item = (globalThis as Held).trayMenu!.getMenuItemById(which)!
    Reflect.apply(item.click as () => void, item, [])
  }, id)
}
export const labelInTray = (app: ElectronApplication, id: string): Promise<string> =>
  app.evaluate((_electron, which) => (globalThis as Held).trayMenu!.getMenuItemById(which)!.label, id)

/** From the demonstration to the qualification: other invoices, other accesses. */
export async function toQualification(page: Page) {
  await toPage(page, 'Réglages')
  // By the keyboard: the sections above may still come, and move it from under the mouse.
  await page.getByText('Autres', { exact: true }).press('Enter')
  await page.getByRole('radio', { name: /^Essai de l’AIFE/ }).check()
  await page.getByRole('button', { name: 'Passer en qualification' }).click()
  await expect(page.getByRole('button', { name: /^Qualification/ })).toBeVisible()
}

/** The accesses of the pretend platform at this address. */
export async function fillIn(
  page: Page,
  url: string,
  {
    secret = 'choriste-demo',
    phrase = 'une phrase assez longue',
    login = 'TECH_1_98765432400019@cpro.fr',
    password = 'choriste-demo',
  } = {},
) {
  await page.getByLabel('Client ID', { exact: true }).fill('choriste-demo')
  await page.getByLabel('Client Secret', { exact: true }).fill(secret)
  await page.getByLabel('Compte technique', { exact: true }).fill(login)
  await page.getByLabel('Son mot de passe', { exact: true }).fill(password)
  // Only where the system has no safe key store, as on the stand-in.
  const passphrase = page.getByLabel('Phrase de passe', { exact: true })
  if (await passphrase.isVisible()) {
    await passphrase.fill(phrase)
    await page.getByLabel('La même, encore une fois', { exact: true }).fill(phrase)
  }
  // Leaving a field may say something about it, and move what lies below from under the mouse.
  const token = page.getByLabel('Adresse du jeton')
  await expect(async () => {
    if (!(await token.isVisible())) await page.getByText('Adresses (pour').click()
    await expect(token).toBeVisible({ timeout: 1000 })
  }).toPass()
  await token.fill(`${url}/api/oauth/token`)
  await page.getByLabel('Adresse de l’API').fill(`${url}/`)
}
