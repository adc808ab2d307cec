import type { Page } from '@playwright/test'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { createPlatform } from '../../electron/sim/platform.ts'
import { startServer } from '../../electron/sim/server.ts'
import { expect, pageOf, quit, test as base } from './app.ts'
import { axe, shoot } from './helpers.ts'
import { example, fillIn, start, toPage, toQualification } from './steps.ts'

/** A Chorus Pro of our own, at an address: what « qualification » is for a client that has set its addresses. */
const test = base.extend<{ chorus: { url: string; platform: ReturnType<typeof createPlatform> } }>({
  // eslint-disable-next-line no-empty-pattern -- Playwright reads the fixtures it needs from this pattern.
  chorus: async ({}, use) => {
    const platform = createPlatform({ now: Date.now })
    const { url, close } = await startServer({ platform, port: 0 })
    await use({ url, platform })
    await close()
  },
})

const result = (page: Page, label: string) =>
  page.getByRole('list', { name: 'Résultats' }).getByRole('listitem').filter({ hasText: label })

test('a firm gets its access, each piece tested, and deposits in qualification', async ({
  page,
  chorus,
  data,
  app,
  start: launch,
}) => {
  test.setTimeout(120_000)
  await start(page)
  await toQualification(page)
  // Nothing of the demonstration is here.
  await toPage(page, 'Réglages')
  await page.getByLabel('SIRET').fill('98765432400019')
  await page.getByLabel('SIRET').press('Tab')
  await page.getByRole('link', { name: 'Voir les accès', exact: true }).click()
  expect(await axe(page)).toEqual([])
  await shoot(page, 'raccordement')

  // What is missing is named, and has the cursor; each field is kept, whatever page one goes to.
  await page.getByLabel('Client ID', { exact: true }).fill('choriste-demo')
  await page.getByRole('button', { name: 'Enregistrer et tester' }).click()
  await expect(page.getByLabel('Client Secret', { exact: true })).toBeFocused()
  await expect(page.getByText('Il manque le Client Secret.')).toBeVisible()
  await page.getByLabel('Client Secret', { exact: true }).fill('SECRET-1')
  await page.getByRole('button', { name: 'Afficher' }).click()
  await expect(page.getByLabel('Client Secret', { exact: true })).toHaveAttribute('type', 'text')
  await page.getByRole('checkbox', { name: /^Fait.: Créez un compte.: mot de passe/ }).check()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(/^Accès à Chorus Pro.: 2 étapes sur 9$/)
  expect(await axe(page)).toEqual([])
  await toPage(page, 'Accueil')
  await toPage(page, 'Réglages')
  await page.getByRole('link', { name: 'Voir les accès', exact: true }).click()
  await expect(page.getByLabel('Client ID', { exact: true })).toHaveValue('choriste-demo')
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(/^Accès à Chorus Pro.: 2 étapes sur 9$/)

  await fillIn(page, chorus.url, { secret: 'faux' })
  await page.getByRole('button', { name: 'Enregistrer et tester' }).click()
  await expect(result(page, 'Application PISTE')).toContainText('ne reconnaît pas')
  await expect(result(page, 'Compte technique')).toContainText('Pas encore testé')

  await page.getByLabel('Client Secret', { exact: true }).fill('choriste-demo')
  await page.getByRole('button', { name: 'Enregistrer et tester' }).click()
  await expect(page.getByText('Tout répond')).toBeVisible({ timeout: 20_000 })
  await expect(result(page, 'Votre entreprise')).toContainText('peut déposer')
  await page.getByRole('button', { name: 'Déposer automatiquement' }).click()
  await expect(page.getByText('Vous déposez encore vous-même')).toHaveCount(0)
  for (const scheme of ['light', 'dark'] as const) {
    await page.setViewportSize({ width: 900, height: 640 })
    await page.emulateMedia({ colorScheme: scheme })
    expect(await axe(page), scheme).toEqual([])
    await shoot(page, `raccordement-teste-900-${scheme}`)
  }
  await page.emulateMedia({ colorScheme: null })
  await page.setViewportSize({ width: 1280, height: 800 })

  // No secret in clear anywhere on the disk.
  const kept = readFileSync(join(data, 'qualification/acces.json'), 'utf8')
  const { sealed, ...open } = JSON.parse(kept) as { sealed: string }
  expect(Object.keys(open).sort()).toEqual(['apiUrl', 'clientId', 'keptBy', 'login', 'tokenUrl'])
  expect(Buffer.from(sealed, 'base64').toString('latin1')).not.toContain('choriste')

  // A real invoice, sent over a real line to the platform at that address, and followed there.
  await toPage(page, 'À déposer')
  const path = example('2026-0130.pdf')
  await app.evaluate(({ app: main }, path) => void main.emit('second-instance', {}, ['', '', path], '/'), path)
  await page.getByRole('link', { name: 'Destinataire', exact: true }).click()
  await page.getByLabel('SIRET du destinataire').fill('12345678200051')
  await page.getByLabel('SIRET du destinataire').press('Tab')
  await page.getByRole('link', { name: 'Feu vert', exact: true }).click()
  await page.getByRole('button', { name: 'Valider et envoyer' }).click()
  await expect.poll(() => chorus.platform.invoices().length + chorus.platform.flows().length).toBe(1)
  await quit(app)

  // Opened again: the same environment; where a passphrase locks the accesses, it is asked for.
  const again = await pageOf(await launch())
  await expect(again.getByRole('button', { name: /^Qualification/ })).toBeVisible()
  const isLocked = (JSON.parse(kept) as { keptBy: string }).keptBy === 'passphrase'
  await toPage(again, 'Accueil')
  await expect(again.getByText('Les accès à Chorus Pro attendent votre phrase de passe.')).toHaveCount(isLocked ? 1 : 0)
  await toPage(again, 'Réglages')
  await again.getByRole('link', { name: 'Voir les accès', exact: true }).click()
  const phrase = again.getByRole('button', { name: 'Ouvrir', exact: true })
  if (isLocked) {
    await again.getByLabel('Phrase de passe').first().fill('pas la bonne')
    await phrase.click()
    await expect(again.getByText('Ce n’est pas la bonne phrase de passe.')).toBeVisible()
    await again.getByLabel('Phrase de passe').first().fill('une phrase assez longue')
    await phrase.click()
  }
  await expect(phrase).toHaveCount(0)
  await expect(again.getByLabel('Client ID', { exact: true })).toHaveValue('choriste-demo')
})

test('invoices of one environment are not seen in another', async ({ page, data }) => {
  await start(page, { withExamples: true })
  await toQualification(page)
  await toPage(page, 'À déposer')
  await expect(page.getByText('2026-0130')).toHaveCount(0)
  expect(existsSync(join(data, 'qualification/choriste.db'))).toBe(true)
  await toPage(page, 'Réglages')
  await page.getByRole('radio', { name: /^Pour essayer/ }).check()
  await page.getByRole('button', { name: 'Passer en démonstration' }).click()
  await expect(page.getByRole('button', { name: /^Démonstration/ })).toBeVisible()
  await toPage(page, 'À déposer')
  await expect(page.getByText('2026-0130').first()).toBeVisible()
})

test('the diagnosis says no name, number, amount or secret', async ({ page }) => {
  await start(page, { withExamples: true })
  await toPage(page, 'Réglages')
  await page.getByRole('button', { name: 'Copier le diagnostic' }).click()
  const text = await page.locator('pre').textContent()
  expect(text).toContain('Environnement : demonstration')
  expect(text).toMatch(/\/cpro\/structures\/v1\/rechercher 200 \d+ ms/)
  for (const word of ['2026-01', 'Aubrelle', '98765432400019', 'choriste-demo', ',00', 'FR76'])
    expect(text).not.toContain(word)
})
