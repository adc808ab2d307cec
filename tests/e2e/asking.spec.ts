import { test, expect } from './app.ts'
import { shoot } from './helpers.ts'
import { start, toPage } from './steps.ts'

const MISSING = '2026-0140'

test('what the client alone can tell is asked by letter; the invoice waits for it, and is done waiting once it is typed', async ({
  page,
  app,
}) => {
  await app.evaluate(({ shell }) => {
    const opened: string[] = []
    Object.assign(globalThis, { opened })
    shell.openExternal = (url: string) => Promise.resolve(void opened.push(url))
  })
  await start(page, { withExamples: true })
  await toPage(page, 'À déposer')
  const row = page.getByRole('listitem').filter({ hasText: 'Il manque' }).first()
  const number = (await row.innerText()).match(/\d{4}-\d{4}/)?.[0] ?? MISSING
  await row.getByRole('link').first().click()
  await page.evaluate(() => (location.hash = location.hash.replace(/(#\/facture\/[^/]+).*/, '$1/feu-vert')))

  await page.getByRole('button', { name: 'Le demander au client' }).first().focus()
  await page.keyboard.press('Enter')
  await expect(page.getByText(`notre facture ${number}`)).toBeVisible()
  await shoot(page, 'asking-letter')
  await page.getByRole('button', { name: 'Ouvrir ma messagerie' }).click()
  await expect(page.getByText(/La facture attend le client/)).toBeVisible()
  const opened = await app.evaluate(() => (globalThis as unknown as { opened: string[] }).opened)
  expect(opened).toEqual([expect.stringContaining(encodeURIComponent(number))])
  expect(opened[0]).toMatch(/^mailto:\?subject=/)
  await page.getByText('En attente du client.').scrollIntoViewIfNeeded()
  await shoot(page, 'asking-waits')

  await toPage(page, 'À déposer')
  await expect(page.getByRole('listitem').filter({ hasText: number })).toContainText('En attente du client')
  await toPage(page, 'Accueil')
  await expect(page.getByText('Une facture attend une réponse de son client.')).toBeVisible()
  await page.emulateMedia({ colorScheme: 'dark' })
  await shoot(page, 'asking-home')

  // The client answers: any place of the row leads to the field, where the answer is typed.
  await page.emulateMedia({ colorScheme: null })
  await toPage(page, 'À déposer')
  const waiting = page.getByRole('listitem').filter({ hasText: number })
  await expect(waiting.getByRole('link', { name: `Saisir la réponse ${number}`, exact: true })).toBeVisible()
  await waiting.click({ position: { x: 200, y: 20 } })
  await expect(page.getByLabel('Code service', { exact: true })).toBeFocused()
  await page.keyboard.type('ST01')
  await page.getByRole('button', { name: 'Continuer', exact: true }).click()
  await expect(page.getByRole('button', { name: 'Valider et envoyer', exact: true })).toBeFocused()
})
