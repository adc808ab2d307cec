import type { ElectronApplication } from '@playwright/test'
import { expect, pageOf, quit, test } from './app.ts'
import { start, toPage } from './steps.ts'

test('the size of text is set by keys and in Réglages, and kept', async ({ app, page, start: launch }) => {
  const sizeOf = (of: ElectronApplication) =>
    of.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]!.webContents.getZoomFactor())
  const size = () => sizeOf(app)
  await start(page)
  await page.keyboard.press('Control++')
  await expect.poll(size).toBeCloseTo(1.1)
  await page.keyboard.press('Control++')
  await expect.poll(size).toBeCloseTo(1.25)
  await page.keyboard.press('Control+-')
  await expect.poll(size).toBeCloseTo(1.1)
  await page.keyboard.press('Control+0')
  await expect.poll(size).toBe(1)
  await toPage(page, 'Réglages')
  await page.getByRole('radio', { name: 'Très grande', exact: true }).check()
  await expect.poll(size).toBe(1.5)
  await expect(page.getByText('maintenant 150 %')).toBeVisible()
  await quit(app)
  const again = await launch()
  await pageOf(again)
  await expect.poll(() => sizeOf(again)).toBe(1.5)
})

type Shown = { menu?: Electron.Menu }

test('a right click offers to cut, copy and paste, in French', async ({ app, page }) => {
  await start(page)
  await app.evaluate(({ Menu }) => {
    const build = Menu.buildFromTemplate
    Menu.buildFromTemplate = (template) => ((globalThis as Shown).menu = build(template))
  })
  const offered = (isEditable: boolean, selectionText: string) =>
    app.evaluate(
      ({ BrowserWindow }, params) => {
        delete (globalThis as Shown).menu
        const { webContents } = BrowserWindow.getAllWindows()[0]!
        webContents.emit('context-menu', {}, params)
        return (globalThis as Shown).menu?.items
          .map(({ label, enabled }) => (enabled ? label : `(${label})`))
          .filter(Boolean)
      },
      { isEditable, selectionText, editFlags: { canCut: true, canCopy: true, canPaste: false, canSelectAll: true } },
    )
  expect(await offered(true, '')).toEqual(['Couper', 'Copier', '(Coller)', 'Tout sélectionner'])
  expect(await offered(false, '2026-0130')).toEqual(['Copier'])
  expect(await offered(false, '')).toBeUndefined()
})
