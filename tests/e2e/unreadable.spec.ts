import Database from 'better-sqlite3'
import { join } from 'node:path'
import { expect, pageOf, quit, test } from './app.ts'
import { axe, shoot } from './helpers.ts'
import { start, toPage } from './steps.ts'

test('rows that cannot be read are counted in Réglages, and stop nothing', async ({ start: launch, data }) => {
  const app = await launch()
  const page = await pageOf(app)
  await start(page, { withExamples: true })
  await toPage(page, 'À déposer')
  await expect(page.getByText('2026-0130').first()).toBeVisible()
  await quit(app)
  const db = new Database(join(data, 'demonstration/choriste.db'))
  const harm = db.prepare(`UPDATE invoices SET body = substr(body, 1, 100) WHERE body LIKE '%"number":"2026-0130"%'`)
  expect(harm.run().changes).toBe(1)
  expect(db.prepare(`UPDATE journal SET event = '{' WHERE id = (SELECT max(id) FROM journal)`).run().changes).toBe(1)
  db.close()

  const again = await launch()
  const after = await pageOf(again)
  await toPage(after, 'À déposer')
  await expect(after.getByText('2026-0137').first()).toBeVisible()
  await expect(after.getByText('2026-0130')).toHaveCount(0)
  await toPage(after, 'Réglages')
  await expect(after.getByText(/illisibles? mises? à part/)).toBeVisible()
  await expect(after.getByText(/Une facture manque ainsi à vos listes/)).toBeVisible()
  for (const scheme of ['light', 'dark'] as const) {
    await after.emulateMedia({ colorScheme: scheme })
    expect(await axe(after), scheme).toEqual([])
    await after.getByText(/illisibles? mises? à part/).scrollIntoViewIfNeeded()
    await shoot(after, `reglages-illisibles-${scheme}`)
  }
  await after.getByRole('button', { name: 'Copier pour l’assistance', exact: true }).click()
  await expect(after.locator('pre')).toContainText(/invoices [0-9a-f-]+ : not JSON/)
})
