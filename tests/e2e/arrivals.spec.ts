import { expect, test } from './app.ts'
import { dropFiles, shoot } from './helpers.ts'
import { example, start, toPage } from './steps.ts'

test('what is typed stays: a file opened from elsewhere is told of by a line that leads to it', async ({
  page,
  start: launch,
}) => {
  await start(page)
  await toPage(page, 'Destinataires')
  await page.getByRole('link', { name: 'Ajouter un client', exact: true }).click()
  const name = page.getByLabel('Nom', { exact: true })
  await name.fill('Mairie de Boisjoli')
  // It ends before Playwright can hold it: that is the point.
  const other = launch({ args: [example('2026-0130.pdf')] }).catch(() => undefined)
  const line = page.getByRole('status').filter({ hasText: /2026-0130\.pdf\s» est dans À déposer/ })
  await expect(line).toBeVisible()
  await expect(name).toHaveValue('Mairie de Boisjoli')
  await shoot(page, 'arrival-line')
  await line.getByRole('link', { name: 'Voir', exact: true }).click()
  await expect(page.getByRole('heading', { name: 'Facture 2026-0130', exact: true })).toBeVisible()
  await expect(line).toHaveCount(0)
  await other
})

test('whoever goes on while a drop is taken in stays where they went', async ({ app, page }) => {
  await start(page)
  // The main process takes its time: the answer comes when the person is elsewhere.
  const { promise, resolve } = Promise.withResolvers<undefined>()
  await page.exposeFunction('elsewhere', () => promise)
  await page.evaluate(() => {
    const file = new File([new Uint8Array([37, 80, 68, 70])], 'mail.pdf')
    Object.assign(file, {
      arrayBuffer: async () => {
        await (window as unknown as { elsewhere: () => Promise<unknown> }).elsewhere()
        return new TextEncoder().encode('%PDF-1.7 lent').buffer
      },
    })
    const data = new DataTransfer()
    const event = new DragEvent('drop', { bubbles: true, cancelable: true, dataTransfer: data })
    Object.defineProperty(event, 'dataTransfer', { value: { types: ['Files'], files: [file], items: [1] } })
    document.body.dispatchEvent(event)
  })
  await toPage(page, 'Suivi')
  resolve(undefined)
  const line = page.getByRole('status').filter({ hasText: /mail\.pdf\s» est dans À déposer/ })
  await expect(line).toBeVisible()
  await expect(page.getByRole('heading', { name: 'Suivi', exact: true })).toBeVisible()
  await line.getByRole('button', { name: 'Plus tard', exact: true }).click()
  await expect(line).toHaveCount(0)
  await dropFiles(page, app, [example('2026-0130.pdf')])
  await expect(page.getByRole('heading', { name: 'Facture 2026-0130', exact: true })).toBeVisible()
})
