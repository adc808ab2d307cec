import type { ElectronApplication, Page } from '@playwright/test'
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { createPlatform, credentials } from '../../electron/sim/platform.ts'
import { startServer } from '../../electron/sim/server.ts'
import { expect, test as base } from './app.ts'
import { axe, shoot } from './helpers.ts'
import { example, fillIn, start, toPage, toQualification } from './steps.ts'

const MENUISERIE = '98765432400019'
const PLOMBERIE = '55566675900017'
const own = { login: 'TECH_2_55566675900017@cpro.fr', password: 'autre-compte' }

/** A Chorus Pro at an address, with a technical account for each of two firms. */
const test = base.extend<{ chorus: { url: string; platform: ReturnType<typeof createPlatform> } }>({
  // eslint-disable-next-line no-empty-pattern -- Playwright reads the fixtures it needs from this pattern.
  chorus: async ({}, use) => {
    const { login, password } = credentials
    const accounts = [
      { login, password, sirets: [MENUISERIE] },
      { ...own, sirets: [PLOMBERIE] },
    ]
    const platform = createPlatform({ now: Date.now, accounts })
    const { url, close } = await startServer({ platform, port: 0 })
    await use({ url, platform })
    await close()
  },
})

/** Saves and tests what was filled in, then lets it deposit by itself. */
async function connect(page: Page) {
  await page.getByRole('button', { name: 'Enregistrer et tester' }).click()
  await expect(page.getByText('Tout répond')).toBeVisible({ timeout: 20_000 })
  await page.getByRole('button', { name: 'Déposer automatiquement' }).click()
  await expect(page.getByText('Vous déposez encore vous-même')).toHaveCount(0)
}

/** Brings in an example, in the name of one of the firms, and sends it. */
async function deposit(page: Page, app: ElectronApplication, { file, firm }: { file: string; firm: string }) {
  await toPage(page, 'À déposer')
  await app.evaluate(({ app: main }, path) => void main.emit('second-instance', {}, ['', '', path], '/'), example(file))
  await page.getByRole('link', { name: 'Destinataire', exact: true }).click()
  await page.getByLabel('SIRET du destinataire').fill('12345678200051')
  await page.getByLabel('SIRET du destinataire').press('Tab')
  await page.getByRole('link', { name: 'Structure et cadre', exact: true }).click()
  await page.getByRole('group', { name: 'Mes entreprises' }).getByRole('button', { name: firm }).click()
  await page.getByRole('link', { name: 'Feu vert', exact: true }).click()
  await page.getByRole('button', { name: 'Valider et envoyer' }).click()
}

test('two firms, each with an access of its own, deposit and follow side by side', async ({
  page,
  chorus,
  data,
  app,
}) => {
  test.setTimeout(240_000)
  await start(page)
  await toQualification(page)
  await toPage(page, 'Réglages')
  await page.getByLabel('Nom').fill('Menuiserie Aubrelle')
  await page.getByLabel('Nom').press('Tab')
  await page.getByLabel('SIRET').fill(MENUISERIE)
  await page.getByLabel('SIRET').press('Tab')
  await page.getByRole('button', { name: 'Ajouter une entreprise' }).click()
  const second = page.getByRole('region', { name: /Autre entreprise|Plomberie Aubrelle/ })
  await second.getByLabel('Nom').fill('Plomberie Aubrelle')
  await second.getByLabel('Nom').press('Tab')
  await second.getByLabel('SIRET').fill(PLOMBERIE)
  await second.getByLabel('SIRET').press('Tab')
  await expect(second.getByText('Celui de toutes mes entreprises.')).toBeVisible()
  expect(await axe(page)).toEqual([])
  await shoot(page, 'acces-reglages-1280-light', { width: 1280, height: 800, scheme: 'light' })

  // The access of all firms first.
  await page.getByRole('link', { name: 'Voir les accès', exact: true }).click()
  await expect(page.getByLabel('Accès de', { exact: true })).toHaveValue('')
  await fillIn(page, chorus.url)
  await connect(page)

  // Then the plumber's own: nothing of the other is in its fields.
  await page.getByLabel('Accès de', { exact: true }).selectOption(PLOMBERIE)
  await expect(page.getByText('passe par l’accès de toutes vos entreprises')).toBeVisible()
  expect(await axe(page)).toEqual([])
  await shoot(page, 'acces-pas-encore-1280-light', { width: 1280, height: 800, scheme: 'light' })
  await page.getByRole('button', { name: 'Lui donner son propre accès' }).click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(/^Accès à Chorus Pro.: 0 étape sur 9$/)
  await expect(page.getByLabel('Compte technique', { exact: true })).toHaveValue('')
  await fillIn(page, chorus.url, own)
  await connect(page)
  expect(await axe(page)).toEqual([])
  await shoot(page, 'acces-le-sien-1280-light', { width: 1280, height: 800, scheme: 'light' })
  await shoot(page, 'acces-le-sien-900-dark', { width: 900, height: 640, scheme: 'dark' })
  await page.emulateMedia({ colorScheme: null })
  await page.setViewportSize({ width: 1280, height: 800 })
  const accessFiles = () => readdirSync(join(data, 'qualification')).filter((name) => /^acces.*\.json$/.test(name))
  expect(accessFiles()).toHaveLength(2)

  await deposit(page, app, { file: '2026-0137.pdf', firm: 'Menuiserie Aubrelle' })
  await deposit(page, app, { file: '2026-0138.pdf', firm: 'Plomberie Aubrelle' })
  const suppliers = () => chorus.platform.invoices().map(({ supplierSiret }) => supplierSiret)
  await expect.poll(() => suppliers().toSorted(), { timeout: 30_000 }).toEqual([PLOMBERIE, MENUISERIE])

  // What becomes of each is heard by its own account.
  for (const { id } of chorus.platform.invoices()) chorus.platform.move(id, 'SUSPENDUE', 'SIMULÉ : il manque le PV')
  await toPage(page, 'Suivi')
  await page.evaluate(() => window.bridge.call('platform.tryNow', {}))
  const suspended = async () => (await page.getByRole('main').innerText()).match(/Suspendue/g)?.length ?? 0
  await expect.poll(suspended, { timeout: 30_000 }).toBeGreaterThanOrEqual(2)

  // Taken away again, its firm goes by the access of all firms, and its secrets are gone.
  await toPage(page, 'Réglages')
  await second.getByRole('button', { name: 'Retirer son accès' }).click()
  await second.getByRole('button', { name: 'Oui, le retirer' }).click()
  await expect(second.getByText('Celui de toutes mes entreprises.')).toBeVisible()
  expect(accessFiles()).toEqual(['acces.json'])
})
