import Database from 'better-sqlite3'
import { join } from 'node:path'
import { expect, pageOf, quit, test } from './app.ts'
import { axe, dropFiles, shoot } from './helpers.ts'
import { example, line, start, toPage } from './steps.ts'

test('what was sent once and waits to be sent again says so, and offers no withdrawal', async ({
  start: launch,
  data,
}) => {
  const app = await launch()
  const page = await pageOf(app)
  await start(page)
  await line(page, 'cut')
  await dropFiles(page, app, [example('2026-0130.pdf')])
  await expect(page.getByText('n’a pas encore pu être demandé', { exact: false })).toBeVisible()
  await page.getByRole('button', { name: 'Valider et envoyer' }).click()
  const rowIn = (window: typeof page) => window.getByRole('listitem').filter({ hasText: '2026-0130' })
  await expect(rowIn(page).getByRole('button', { name: /^Retirer/ })).toBeVisible()
  await quit(app)
  // It was sent again once, after a search that did not find it; its connection is not there for the moment.
  const db = new Database(join(data, 'demonstration/choriste.db'))
  const id = db.prepare(`SELECT id FROM invoices WHERE stage = 'leaving'`).pluck().get() as string
  for (const sql of [
    `UPDATE shipments SET body = json_set(body, '$.resends', 1)`,
    `UPDATE invoices SET body = json_set(body, '$.resends', 1) WHERE stage = 'leaving'`,
    `UPDATE jobs SET lane = 'ailleurs' WHERE kind = 'deposit'`,
  ])
    expect(db.prepare(sql).run().changes).toBe(1)
  db.close()

  const after = await pageOf(await launch())
  await toPage(after, 'À déposer')
  await expect(rowIn(after)).toContainText('elle ne peut plus être retirée')
  await expect(rowIn(after).getByRole('button', { name: /^Retirer/ })).toHaveCount(0)
  await shoot(after, 'renvoi-a-deposer', { width: 900, height: 640 })
  await after.goto(`${after.url().replace(/#.*/, '')}#/suivi/${id}`)
  await expect(after.getByText('elle ne peut plus être retirée', { exact: false })).toBeVisible()
  await expect(after.getByRole('button', { name: 'Retirer de la file' })).toHaveCount(0)
  for (const scheme of ['light', 'dark'] as const) {
    await after.emulateMedia({ colorScheme: scheme })
    expect(await axe(after), scheme).toEqual([])
    await shoot(after, `renvoi-en-file-${scheme}`)
  }
})
