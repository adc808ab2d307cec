import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { complete } from '../support/complete.ts'
import { ciiXml, invoicePdf } from '../support/invoice-pdf.ts'
import { expect, test } from './app.ts'
import { axe, dropFiles, shoot } from './helpers.ts'
import { start } from './steps.ts'

test('a Factur-X whose data are not what its page says is told apart before it leaves', async ({
  app,
  page,
  place,
}) => {
  const party = (name: string, siret: string) => ({ name, siret, address: ['1 rue du Port', '29200 Brest'] })
  const supplier = party(complete.supplierName, complete.supplierSiret)
  const buyer = party(complete.buyerName, complete.buyerSiret)
  const data = ciiXml({ fields: complete }).replace('<ram:TypeCode>380', '<ram:Couleur/>\n<ram:TypeCode>380')
  const file = join(place, 'deux-langages.pdf')
  const lines = [{ label: 'Pose de fenêtres', quantity: 1, price: 90_000, rate: 2000 }]
  const fields = { number: complete.number, issueDate: complete.issueDate }
  writeFileSync(file, await invoicePdf({ fields, supplier, buyer, lines, layout: 'labelsLeft', facturx: data }))

  await start(page)
  await dropFiles(page, app, [file])
  await expect(page.getByText('Si la page dit vrai, déposez le PDF simple.', { exact: false })).toBeVisible()
  await expect(page.getByText('Chorus Pro risque de rejeter ces données', { exact: false })).toBeVisible()
  await expect(page.getByRole('row', { name: /Total TTC/ })).toHaveText(/1\s080,00\s€.*1\s200,00\s€/)
  expect(await axe(page)).toEqual([])
  await expect(page.getByRole('button', { name: 'Déposer le PDF simple' })).toBeInViewport()
  await shoot(page, 'facturx-flux', { width: 1280, height: 800, scheme: 'light' })
  await shoot(page, 'facturx-flux-dark', { width: 900, height: 640, scheme: 'dark' })

  await page.getByRole('button', { name: 'Déposer le PDF simple' }).press('Enter')
  await expect(page.getByText('Chorus Pro risque de rejeter ces données', { exact: false })).toHaveCount(0)
  for (const what of ['Total HT', 'Total de TVA', 'Total TTC'])
    await page.getByRole('button', { name: `${what} sur la page` }).press('Enter')
  await expect(page.getByText('Ce que dit la page partira.')).toBeVisible()
  await expect(page.getByText('1 080,00 € TTC', { exact: false }).last()).toBeVisible()
  await expect(page.getByRole('heading', { name: /est prête à partir/ })).toBeVisible()
  await expect(page.getByRole('button', { name: 'Total TTC sur la page' })).toBeFocused()
  expect(await axe(page)).toEqual([])
  await shoot(page, 'facturx-form', { width: 1280, height: 800, scheme: 'light' })
  await shoot(page, 'facturx-form-dark', { width: 900, height: 640, scheme: 'dark' })
})
