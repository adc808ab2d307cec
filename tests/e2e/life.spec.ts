import type { Page } from '@playwright/test'
import { copyFileSync, renameSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { expect, quit, test } from './app.ts'
import { dropFiles } from './helpers.ts'
import { chooseInTray, example, holdTray, labelInTray, line, start, toPage } from './steps.ts'

test('offline: it waits in its queue, can be called back, and leaves once when the line is back', async ({
  app,
  page,
}) => {
  await start(page)
  await line(page, 'cut')
  await dropFiles(page, app, [example('2026-0130.pdf')])
  // What the buyer asks for cannot be had; that is said, and stops nothing.
  await expect(page.getByText('n’a pas encore pu être demandé', { exact: false })).toBeVisible()
  await page.getByRole('button', { name: 'Valider et envoyer' }).click()
  const row = page.getByRole('listitem').filter({ hasText: '2026-0130' })
  await expect(row).toContainText('Pas partie')
  await expect(page.getByRole('status').filter({ hasText: 'En attente de Chorus Pro' })).toBeVisible()
  // Too late while it is being tried, which is said; then it can be: a person presses again.
  await expect(async () => {
    if (!(await row.textContent())?.includes('Prête'))
      await row.getByRole('button', { name: /^Retirer/ }).click({ timeout: 1000 })
    await expect(row).toContainText('Prête', { timeout: 2000 })
  }).toPass({ timeout: 20_000 })
  await row.getByRole('link', { name: /^Relire et envoyer/ }).click()
  await page.getByRole('button', { name: 'Valider et envoyer' }).click()
  await expect(row).toContainText('Pas partie')
  await line(page, 'mend')
  await toPage(page, 'Suivi')
  await expect(page.getByRole('link', { name: /2026-0130/ })).toHaveCount(1)
  await expect(page.getByRole('status').filter({ hasText: 'En attente de Chorus Pro' })).toHaveCount(0)
})

test('second start: everything is still there, and what came meanwhile is found', async ({
  app,
  page,
  start: launch,
  folder,
}) => {
  await start(page)
  await dropFiles(page, app, [example('2026-0132.pdf')])
  await page.getByRole('link', { name: 'Destinataire', exact: true }).click()
  await page.getByLabel('Code service').fill('ST01')
  await page.getByRole('link', { name: 'Feu vert', exact: true }).click()
  await expect(page.getByRole('heading', { name: 'est prête à partir' })).toBeVisible()
  await page.setViewportSize({ width: 1000, height: 700 })
  await quit(app)
  copyFileSync(example('2026-0133.pdf'), join(folder, 'pendant.pdf'))
  const again = await launch()
  const second = await again.firstWindow()
  await toPage(second, 'À déposer')
  await second.getByRole('listitem').filter({ hasText: '2026-0133' }).waitFor()
  const kept = second.getByRole('listitem').filter({ hasText: '2026-0132' })
  await expect(kept).toContainText('Prête')
  await kept.getByRole('link').click()
  await second.getByRole('link', { name: 'Destinataire', exact: true }).click()
  await expect(second.getByLabel('Code service')).toHaveValue('ST01')
})

test('what was typed a moment before quitting is kept', async ({ app, page, start: launch }) => {
  await start(page)
  await dropFiles(page, app, [example('2026-0132.pdf')])
  await page.getByRole('link', { name: 'Destinataire', exact: true }).click()
  await page.getByLabel('Code service').fill('TOUT-JUSTE')
  await toPageByHash(page, '/a-deposer')
  await expect(page.getByRole('heading', { name: 'À déposer' })).toBeVisible()
  await quit(app)
  const second = await (await launch()).firstWindow()
  await toPage(second, 'À déposer')
  await second.getByRole('listitem').filter({ hasText: '2026-0132' }).getByRole('link').click()
  await second.getByRole('link', { name: 'Destinataire', exact: true }).click()
  await expect(second.getByLabel('Code service')).toHaveValue('TOUT-JUSTE')
})

test('a second instance hands its files to the first, and ends', async ({ app, page, start: launch }) => {
  await start(page)
  // It ends before Playwright can hold it: that is the point. A file manager hands over an address.
  const other = launch({ args: [pathToFileURL(example('2026-0130.pdf')).href] }).catch(() => undefined)
  await expect(page.getByRole('heading', { name: 'La facture 2026-0130 est prête à partir' })).toBeVisible()
  await other
  expect(await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)).toBe(1)
})

test('closing leaves it in the tray, said once; the tray opens, pauses and quits', async ({ app, page }) => {
  await holdTray(app)
  await start(page)
  const visible = () => app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]!.isVisible())
  await app.evaluate(({ Notification }) => {
    const shown: string[] = ((globalThis as { shown?: string[] }).shown = [])
    const show = Notification.prototype.show
    Notification.prototype.show = function (this: Electron.Notification) {
      shown.push(this.title)
      show.call(this)
    }
  })
  const close = () => app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]!.close())
  await close()
  expect(await visible()).toBe(false)
  await chooseInTray(app, 'open')
  expect(await visible()).toBe(true)
  await close()
  expect(await app.evaluate(() => (globalThis as { shown?: string[] }).shown)).toEqual(['Choriste reste ouvert'])
  await chooseInTray(app, 'open')
  await chooseInTray(app, 'pause')
  await expect(page.getByText('Surveillance suspendue', { exact: false }).first()).toBeVisible()
  await chooseInTray(app, 'pause')
  await expect(page.getByText('Dossier surveillé').first()).toBeVisible()
  const gone = new Promise<number | null>((end) => app.process().once('exit', end))
  await chooseInTray(app, 'quit').catch(() => undefined)
  expect(await gone).toBe(0)
})

test('the tray counts what waits, and a notification opens its invoice', async ({ app, page, folder }) => {
  await holdTray(app)
  await start(page)
  await app.evaluate(({ BrowserWindow, Notification }) => {
    const all: Electron.Notification[] = ((globalThis as { all?: Electron.Notification[] }).all = [])
    const show = Notification.prototype.show
    Notification.prototype.show = function (this: Electron.Notification) {
      all.push(this)
      show.call(this)
    }
    BrowserWindow.getAllWindows()[0]!.close()
  })
  copyFileSync(example('2026-0132.pdf'), join(folder, 'a.pdf'))
  const titles = () =>
    app.evaluate(() => (globalThis as { all?: Electron.Notification[] }).all!.map(({ title }) => title))
  await expect.poll(titles).toContain('Facture 2026-0132 lue')
  expect(await labelInTray(app, 'waiting')).toBe('Vous attendent : 1')
  await app.evaluate(() => {
    const { all } = globalThis as { all?: Electron.Notification[] }
    const one = all!.find(({ title }) => title.startsWith('Facture'))!
    // In a turn of its own, as a click comes: the inspector may speak in the midst of a query.
    setImmediate(() => one.emit('click'))
  })
  await expect(page.getByRole('heading', { name: 'Facture 2026-0132' })).toBeVisible()
})

test('the folder moved away is said, and watched again when it is back', async ({ page, folder }) => {
  await start(page)
  renameSync(folder, `${folder}-ailleurs`)
  await expect(page.getByText('est introuvable', { exact: false })).toBeVisible({ timeout: 15_000 })
  renameSync(`${folder}-ailleurs`, folder)
  await expect(page.getByText('est introuvable', { exact: false })).toBeHidden({ timeout: 15_000 })
  copyFileSync(example('2026-0130.pdf'), join(folder, 'retour.pdf'))
  await page.getByRole('listitem').filter({ hasText: '2026-0130' }).waitFor()
})

const toPageByHash = (page: Page, hash: string) =>
  page.evaluate((to) => {
    location.hash = to
  }, hash)
