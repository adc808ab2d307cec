import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { oddPdf, type Odd } from '../support/odd-invoice.ts'
import { expect, test } from './app.ts'
import { axe, dropFiles, shoot } from './helpers.ts'
import { start, toPage } from './steps.ts'

const first: Odd = {
  number: 'VK-0311',
  date: '12/11/2026',
  engagement: '4500012345',
  service: 'BATIMENT',
  articles: [['Double vitrage', '1 000,00']],
  net: '1 000,00',
  tax: '200,00',
  gross: '1 200,00',
  market: '26M0042',
}
const second: Odd = {
  ...first,
  number: 'VK-0399',
  engagement: '4500098761',
  articles: [...first.articles, ['Pose', '0,00']],
}

test('what was corrected once is read the next time, shown in Réglages, and forgotten there', async ({
  app,
  page,
  place,
}) => {
  test.setTimeout(120_000)
  await start(page)
  const file = async (name: string, odd: Odd) => {
    const path = join(place, name)
    writeFileSync(path, await oddPdf(odd))
    return path
  }
  await dropFiles(page, app, [await file('un.pdf', first)])
  await page.getByRole('link', { name: 'Destinataire', exact: true }).click()
  await page.getByLabel('Numéro d’engagement').fill(first.engagement)
  await page.getByRole('link', { name: 'Références et montants', exact: true }).click()
  await page.getByLabel('N° de facture', { exact: true }).fill(first.number)
  await page.getByRole('link', { name: 'Feu vert', exact: true }).click()
  await page.getByRole('button', { name: 'Valider et envoyer' }).click()
  await expect(page.getByRole('heading', { name: 'À déposer' })).toBeVisible()

  await toPage(page, 'Réglages')
  const section = page.getByRole('region', { name: 'Ce que Choriste a appris' })
  await expect(section.getByText('Numéro d’engagement sous « Nos prestations vitrage »')).toBeVisible()
  await expect(section.getByText('N° de facture après « Pièce comptable »')).toBeVisible()

  await toPage(page, 'À déposer')
  await dropFiles(page, app, [await file('deux.pdf', second)])
  await expect(page.getByRole('heading', { name: /La facture VK-0399/ })).toBeVisible()
  await page.getByRole('link', { name: 'Destinataire', exact: true }).click()
  await expect(page.getByRole('textbox', { name: 'Numéro d’engagement' })).toHaveValue(second.engagement)

  await toPage(page, 'À déposer')
  await toPage(page, 'Réglages')
  await section.scrollIntoViewIfNeeded()
  for (const [width, height] of [
    [1280, 800],
    [900, 640],
  ] as const)
    for (const scheme of ['light', 'dark'] as const) {
      await page.setViewportSize({ width, height })
      await page.emulateMedia({ colorScheme: scheme })
      await section.scrollIntoViewIfNeeded()
      expect(await axe(page), `${width} ${scheme}`).toEqual([])
      await shoot(page, `appris-${width}-${scheme}`)
    }
  await section.getByRole('button', { name: /^Oublier : N° de facture/ }).click()
  await expect(section.getByText('N° de facture après')).toHaveCount(0)
  await expect(section.getByRole('heading', { name: 'Ce que Choriste a appris' })).toBeFocused()
  await section.getByRole('button', { name: 'Tout oublier' }).click()
  await shoot(page, 'appris-oublier')
  await section.getByRole('button', { name: 'Tout oublier' }).click()
  await expect(section.getByText('Rien pour l’instant.')).toBeVisible()
})
