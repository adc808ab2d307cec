import { PDFDocument } from '@cantoo/pdf-lib'
import { mkdirSync, renameSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from './app.ts'
import { dropFiles, shoot } from './helpers.ts'
import { example, start, toPage } from './steps.ts'
import { pagesPdf } from '../support/pages-pdf.ts'

const png = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
)
const bomb = `<?xml version="1.0"?><!DOCTYPE l [<!ENTITY a "aaaaaaaaaa">${Array.from({ length: 9 }, (_, n) => `<!ENTITY ${'bcdefghij'[n]!} "${`&${'abcdefghi'[n]!};`.repeat(10)}">`).join('')}]><l>&j;</l>`

async function encrypted() {
  const document = await PDFDocument.create()
  document.addPage()
  document.encrypt({ userPassword: 'secret' })
  return document.save()
}

test('each bad file gets its sentence, the good one is taken, the window goes on', async ({ app, page, place }) => {
  await start(page)
  const inbox = join(place, 'depot')
  mkdirSync(inbox)
  const put = (name: string, content: string | Uint8Array) => {
    const path = join(inbox, name)
    writeFileSync(path, content)
    return path
  }
  const huge = put('deux-cents-mega.pdf', '%PDF-1.7')
  truncateSync(huge, 200_000_000)
  const paths = [
    put('coupee.pdf', '%PDF-1.7\n1 0 obj\n<< /Type /Catalog'),
    put('vide.pdf', ''),
    put('photo.pdf', png),
    put('connexion.pdf', '<!doctype html><html><body>Connectez-vous</body></html>'),
    put('bombe.xml', bomb),
    put('secrete.pdf', await encrypted()),
    put('devis.docx', 'PK'),
    huge,
    example('2026-0130.pdf'),
  ]
  await dropFiles(page, app, paths)
  await expect(page.getByRole('heading', { name: 'À déposer' })).toBeVisible()
  const row = (name: string) => page.getByRole('listitem').filter({ hasText: name })
  await expect(row('2026-0130')).toContainText('Prête')
  await expect(row('vide.pdf')).toContainText('vide')
  await expect(row('devis.docx')).toContainText('Exportez-la en PDF')
  await expect(row('deux-cents-mega.pdf')).toContainText('120')
  await expect(row('photo.pdf')).toContainText('trop petite')
  for (const name of ['coupee.pdf', 'connexion.pdf', 'bombe.xml', 'secrete.pdf']) {
    await expect(row(name)).toContainText('À compléter')
    const sentence = await row(name).locator('p.small').textContent()
    expect(sentence!.length, name).toBeGreaterThan(20)
  }
  await expect(row('secrete.pdf')).toContainText('mot de passe')
  // A bad one can be looked at, and put aside.
  await row('connexion.pdf').getByRole('link').click()
  await page.getByRole('link', { name: 'Feu vert', exact: true }).click()
  await expect(page.getByRole('heading', { name: 'Un point empêche l’envoi' })).toBeVisible()
  await page.getByRole('button', { name: 'Écarter' }).click()
  await expect(row('connexion.pdf')).toHaveCount(0)
  await row('vide.pdf').getByRole('button', { name: 'Oublier' }).click()
  await expect(row('vide.pdf')).toHaveCount(0)
})

test('a file from a mail client, without a path, is taken as bytes', async ({ page }) => {
  await start(page)
  const { readFileSync } = await import('node:fs')
  const base64 = readFileSync(example('2026-0130.pdf')).toString('base64')
  await page.evaluate((text) => {
    const bytes = Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0))
    const transfer = new DataTransfer()
    transfer.items.add(new File([bytes], 'piece jointe.pdf', { type: 'application/pdf' }))
    for (const type of ['dragenter', 'dragover', 'drop'])
      window.dispatchEvent(new DragEvent(type, { dataTransfer: transfer, bubbles: true, cancelable: true }))
  }, base64)
  await expect(page.getByRole('heading', { name: 'La facture 2026-0130 est prête à partir' })).toBeVisible()
})

test('a document of 100,000 pages is shown at its start and its end, and the window goes on', async ({
  app,
  page,
  place,
}) => {
  await start(page)
  const path = join(place, 'cent-mille.pdf')
  writeFileSync(path, pagesPdf(100_000))
  await dropFiles(page, app, [path])
  await expect(page.getByText(/^99\D780 pages ne sont pas montrées ici/)).toBeAttached({ timeout: 60_000 })
  await expect(page.getByRole('article', { name: /^Page / })).toHaveCount(220)
  await expect(page.getByRole('article', { name: 'Page 100000', exact: true })).toBeAttached()
})

test('a page gets no file of the disk that nobody has brought', async ({ app, page, data, place }) => {
  await start(page)
  await toPage(page, 'À déposer')
  const secret = join(place, 'releve.pdf')
  writeFileSync(secret, '%PDF-1.7 secret')
  const asked = await page.evaluate(
    (path) =>
      Promise.all([window.bridge.call('files.add', { paths: [path] }), window.bridge.call('directory.take', { path })]),
    secret,
  )
  expect(asked).toEqual([
    { ok: false, failure: 'unexpected' },
    { ok: false, failure: 'unexpected' },
  ])
  // The same file is taken once it is brought.
  await dropFiles(page, app, [secret])
  await expect(page.getByText('releve.pdf').first()).toBeVisible()
  // What was refused was written down, and looked at.
  rmSync(join(data, 'journaux'), { recursive: true })
})

test('says that a setting is kept nowhere when the folder of data was deleted', async ({ page, data }) => {
  await start(page)
  await toPage(page, 'Réglages')
  const [folder, trash] = [join(data, 'demonstration'), join(data, 'corbeille')]
  renameSync(folder, trash)
  await page.getByRole('radio', { name: 'Sombre', exact: true }).click()
  await expect(page.getByRole('alert')).toContainText('Le dossier de données de Choriste a disparu.')
  await expect(page.getByRole('alert')).toBeInViewport({ ratio: 1 })
  await shoot(page, 'reglages-donnees-disparues')
  renameSync(trash, folder)
  await page.getByRole('radio', { name: 'Clair', exact: true }).check()
  await expect(page.getByRole('alert')).toHaveCount(0)
  // What was refused was written down, and looked at.
  rmSync(join(data, 'journaux'), { recursive: true })
})
