import { ZipArchive } from 'archiver'
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { buffer } from 'node:stream/consumers'
import { addDays, dayOf } from '../../shared/base/dates.ts'
import { complete, numbered } from '../support/complete.ts'
import { ciiXml } from '../support/invoice-xml.ts'
import { invoicePdf } from '../support/invoice-pdf.ts'
import { printed } from '../support/complete.ts'
import { expect, test } from './app.ts'
import { axe, dropFiles, picture } from './helpers.ts'
import { advance, start } from './steps.ts'

const MANY = 20
const yesterday = addDays(dayOf(Date.now()), -1)
const fieldsOf = (n: number) => ({ ...complete, ...numbered(n), issueDate: yesterday })

async function archiveIn(place: string) {
  const archive = new ZipArchive()
  for (let n = 1; n <= MANY; n++) archive.append(ciiXml({ fields: fieldsOf(n) }), { name: `novembre/FA-${n}.xml` })
  for (const n of [901, 902]) {
    const pdf = await invoicePdf({ ...printed, fields: fieldsOf(n) })
    archive.append(Buffer.from(pdf), { name: `novembre/FA-${n}.pdf` })
  }
  archive.append('%PDF-1.7 bon', { name: 'novembre/FA-901-bon-de-livraison.pdf' })
  archive.append('words', { name: 'conditions-generales.docx' })
  const done = buffer(archive)
  await archive.finalize()
  const path = join(place, 'factures-novembre.zip')
  writeFileSync(path, await done)
  return path
}

test('an archive becomes drafts, twenty of them a lot in three actions, and the rest a lot for the portal', async ({
  app,
  page,
  place,
}) => {
  test.setTimeout(90_000)
  const shots = process.env['LOTS_PICTURES']
  const shoot = async (name: string, { isLooked = true } = {}) => {
    if (isLooked) expect(await axe(page), name).toEqual([])
    if (!shots) return
    for (const [size, width, height] of [
      ['1280', 1280, 800],
      ['900', 900, 640],
    ] as const)
      for (const scheme of ['light', 'dark'] as const)
        await picture(page, join(shots, `${name}-${size}-${scheme}.png`), { width, height, scheme })
  }
  await start(page)
  await page.getByRole('link', { name: 'Lots', exact: true }).click()
  await expect(page.getByRole('heading', { name: 'Aucun lot pour l’instant' })).toBeVisible()
  await shoot('vide', { isLooked: false })

  const path = await archiveIn(place)
  const before = readFileSync(path)
  await dropFiles(page, app, [path])
  await expect(page.getByRole('heading', { name: /^22 factures, 1 pièce, 1 fichier mis de côté$/u })).toBeVisible()
  await expect(page.getByText('Prête', { exact: false })).toHaveCount(22)
  await expect(page.getByText('Jointe à FA-901')).toBeVisible()
  await expect(page.getByText('Comparer')).toHaveCount(0)
  await shoot('archive')
  expect(readFileSync(path).equals(before)).toBe(true)

  // Three actions: Lots, « Préparer un lot », « Valider et envoyer le lot ».
  await page.getByRole('link', { name: 'Lots', exact: true }).first().click()
  await page.getByRole('link', { name: 'Préparer un lot', exact: true }).click()
  await expect(page.getByRole('status').filter({ hasText: '20' }).first()).toBeVisible()
  await shoot('nouveau')
  await page.getByRole('button', { name: 'Valider et envoyer le lot' }).click()
  await expect(page.getByRole('heading', { name: /^20\s/u })).toBeVisible()
  await advance(page, 1)
  await page.getByRole('link', { name: 'Lots', exact: true }).click()
  await page.getByRole('link', { name: /^Voir, Lot du/ }).click()
  await expect(page.getByRole('heading', { name: 'Les 20 factures sont arrivées' })).toBeVisible()
  await shoot('compte-rendu')

  // By the portal: the two plain PDFs, without the piece of one.
  await page.evaluate(async () => {
    await window.bridge.call('settings.patch', { way: 'portail' })
    const { value } = (await window.bridge.call('archives.list', {})) as { value: { id: string }[] }
    const [{ id }] = value as [{ id: string }]
    const view = (await window.bridge.call('archive.view', { id })) as { value: { joined: { place: number }[] } }
    await window.bridge.call('archive.detach', { id, place: view.value.joined[0]!.place })
    location.hash = '/lots/nouveau'
  })
  await page.getByRole('button', { name: 'Valider et préparer l’archive' }).click()
  await expect(page.getByRole('heading', { name: /^L’archive est prête/ })).toBeVisible()
  await shoot('portail')
  const folder = join(place, 'Lots à déposer')
  expect(readdirSync(folder).filter((name) => name.endsWith('.zip'))).toHaveLength(1)
  await page.getByLabel('Noter le numéro du lot').fill('CPP0011113000000000044750')
  await page.keyboard.press('Enter')
  await expect(page.getByText('CPP0011113000000000044750').first()).toBeVisible()
  expect(existsSync(folder) ? readdirSync(folder) : []).toEqual([])
  await page.getByText('Le portail a rejeté ce lot').click()
  await page.getByLabel('Ce que dit').fill('SIRET inconnu')
  await page.getByRole('button', { name: 'Noter le rejet' }).click()
  await expect(page.getByText('SIRET inconnu').first()).toBeVisible()
  await shoot('rejet', { isLooked: false })
  await page.getByRole('link', { name: 'Lots', exact: true }).first().click()
  await expect(page.getByRole('heading', { name: 'Deux factures d’un lot sont revenues' })).toBeVisible()
  await shoot('liste')
})
