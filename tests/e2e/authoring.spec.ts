import { expect, test } from './app.ts'
import { faults } from './geometry.ts'
import { axe } from './helpers.ts'
import { advance, start, toPage } from './steps.ts'

test('an invoice is written, issued and sent, then credited', async ({ page }) => {
  await start(page)
  await page.evaluate(async () => {
    const letterhead = {
      ...{ street: '14, rue des Tanneurs', postcode: '99410', city: 'Saint-Aubrac', vatNumber: 'FR14987654324' },
      ...{ email: '', phone: '', legal: '', bic: '', color: '#6d2aa0', logo: null },
      numbers: { invoice: '{AAAA}-{NNNN}', creditNote: 'AV-{AAAA}-{NNN}' },
    }
    const patch = { ibans: ['FR7630006000011234567890189'], letterhead }
    await window.bridge.call('company.patch', { at: 0, patch })
    const typed = { town: 'Saint-Aubrac', postcode: '99410', asks: { services: [] } }
    await window.bridge.call('buyer.add', { siret: '12345678200028', name: 'Commune de Saint-Aubrac', typed })
  })
  let actions = 0
  const click = async (name: string | RegExp, role: 'button' | 'link' | 'option' = 'button') => {
    actions++
    await page.getByRole(role, { name, exact: true }).first().click()
  }
  const type = async (name: string, text: string, role: 'textbox' | 'combobox' = 'textbox') => {
    actions++
    await page.getByRole(role, { name, exact: true }).fill(text)
  }
  await toPage(page, 'Accueil')
  await click('Nouvelle facture', 'link')
  await type('Client', 'Aubrac', 'combobox')
  await click(/Saint-Aubrac/, 'option')
  await expect(page.getByRole('heading', { name: /^Nouvelle facture 20\d\d-\d{4}$/ })).toBeVisible()
  // The one service it has is chosen by itself.
  await expect(page.getByLabel('Service', { exact: true })).toHaveValue('SERVICE_DEST_SERV_OBL')
  await type('N° d’engagement', '2026-00433')
  await type('Objet', 'Portes de l’école')
  const lines = [
    ['Bloc-porte intérieur, âme pleine, 83 × 204 cm', '4', '285'],
    ['Pose, réglage, joints anti-pince-doigts', '4', '130'],
    ['Déplacement et évacuation', '1', '95'],
  ] as const
  for (const [row, [what, quantity, price]] of lines.entries()) {
    await type(`Désignation, ligne ${row + 1}`, what, 'combobox')
    await type(`Quantité, ligne ${row + 1}`, quantity)
    await type(`Prix unitaire, ligne ${row + 1}`, price)
  }
  expect(await axe(page)).toEqual([])
  for (const width of [480, 900, 1280]) {
    await page.setViewportSize({ width, height: 800 })
    expect(await faults(page), String(width)).toEqual([])
  }
  await click('Émettre la facture')
  await expect(page.getByRole('heading', { name: /est prête à partir/ })).toBeVisible()
  await click('Valider et envoyer')
  expect(actions).toBeLessThanOrEqual(25)
  await advance(page, 1)
  await toPage(page, 'Suivi')
  const number = /20\d\d-0001 /
  await expect(page.getByRole('link', { name: number })).toContainText('Reçue')
  // A credit note on it, whole: three actions.
  actions = 0
  await page.getByRole('link', { name: number }).click()
  await click('Faire un avoir')
  await expect(page.getByRole('heading', { name: /^Nouvel avoir AV-20\d\d-001$/ })).toBeVisible()
  await click('Émettre l’avoir')
  await click('Valider et envoyer')
  expect(actions).toBe(3)
  await toPage(page, 'Suivi')
  await expect(page.getByRole('link', { name: /AV-20\d\d-001/ })).toContainText('Envoyée')
})
