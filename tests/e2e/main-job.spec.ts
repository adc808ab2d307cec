import { copyFileSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from './app.ts'
import { dropFiles } from './helpers.ts'
import { advance, example, paid, send, start, toPage } from './steps.ts'

test('first start: what it is, then the examples', async ({ page }) => {
  await expect(page.getByRole('heading', { name: 'Vos factures à la mairie, au collège, à l’hôpital' })).toBeVisible()
  await expect(page.getByText('Rien ne part à votre insu')).toBeVisible()
  await page.getByRole('button', { name: 'Essayer avec des exemples' }).click()
  await expect(page.getByRole('heading', { name: 'À déposer' })).toBeVisible()
  await expect(page.getByText('2026-0130', { exact: false })).toBeVisible()
  await expect(page.getByText('Démonstration', { exact: true })).toBeVisible()
})

test('a file dropped on the welcome is taken, read and opened', async ({ app, page }) => {
  await expect(page.getByRole('heading', { name: 'Vos factures à la mairie, au collège, à l’hôpital' })).toBeVisible()
  await dropFiles(page, app, [example('2026-0130.pdf')])
  await expect(page.getByRole('heading', { name: 'La facture 2026-0130 est prête à partir' })).toBeVisible()
})

test('the examples are taken out, wherever they are, and nothing else', async ({ app, page, place }) => {
  await start(page, { withExamples: true })
  await send(page, '2026-0137')
  // One's own invoice, under a name of the examples: other bytes, so it is not one.
  const own = join(place, '2026-0130.pdf')
  writeFileSync(own, Buffer.concat([readFileSync(example('2026-0130.pdf')), Buffer.from('\n%\n')]))
  await dropFiles(page, app, [own])
  await toPage(page, 'À déposer')
  await toPage(page, 'Réglages')
  await page.getByRole('button', { name: 'Retirer les exemples' }).click()
  await expect(page.getByText('Les exemples sont retirés.')).toBeFocused()
  await expect(page.getByLabel('Nom')).toHaveValue('')
  await toPage(page, 'Suivi')
  await expect(page.getByText('Les factures envoyées apparaîtront ici', { exact: false })).toBeVisible()
  await toPage(page, 'À déposer')
  await expect(page.getByRole('listitem').filter({ hasText: '2026-01' })).toHaveCount(1)
  await expect(page.getByRole('listitem').filter({ hasText: '2026-0130' })).toBeVisible()
})

test('the main job by mouse: two actions from drop to sent, then to paid and cashed', async ({ app, page, folder }) => {
  await start(page)
  const file = join(folder, '..', 'a-moi.pdf')
  copyFileSync(example('2026-0130.pdf'), file)
  // One: drop. The page opens by itself, filled, at the green light.
  await dropFiles(page, app, [file])
  await expect(page.getByRole('heading', { name: 'La facture 2026-0130 est prête à partir' })).toBeVisible()
  await expect(page.getByText('3 228,00 € TTC').last()).toBeVisible()
  // Two: send.
  await page.getByRole('button', { name: 'Valider et envoyer' }).click()
  await expect(page.getByRole('heading', { name: 'À déposer' })).toBeVisible()
  await toPage(page, 'Suivi')
  await expect(page.getByRole('link', { name: /2026-0130/ })).toContainText('Reçue')
  await paid(page, '2026-0130')
  // The day is asked for, never assumed without a word.
  await expect(page.getByLabel('Encaissée le')).toBeVisible()
  await page.getByRole('button', { name: 'Noter encaissée' }).click()
  await expect(page.getByRole('heading', { name: /^Encaissée le \d+.* 20\d\d$/ })).toBeFocused()
  await expect(page.getByRole('link', { name: /2026-0130/ })).toContainText('Encaissée')
})

test('the main job by keyboard alone', async ({ page, folder }) => {
  await expect(page.getByRole('button', { name: 'Essayer avec des exemples' })).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { name: 'À déposer' })).toBeVisible()
  await expect(page.getByText('2026-0132', { exact: false })).toBeVisible()
  // Complete the one that lacks its code service.
  const complete = page
    .getByRole('listitem')
    .filter({ hasText: '2026-0132' })
    .getByRole('link', { name: /^Compléter/ })
  await tabTo(page, complete)
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { name: 'À qui va cette facture' })).toBeVisible()
  await tabTo(page, page.getByLabel('Code service'))
  await page.keyboard.type('ST01')
  await tabTo(page, page.getByRole('button', { name: 'Continuer' }))
  await page.keyboard.press('Enter')
  // Nothing is left to ask: the pages in between are passed over. The button that sends has the cursor when all is well.
  await expect(page.getByRole('button', { name: 'Valider et envoyer' })).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { name: 'À déposer' })).toBeVisible()
  // What became of it is said, and has the cursor: the next thing one can do is one key away.
  const said = page.getByRole('status').filter({ hasText: '2026-0132' })
  await expect(said).toBeFocused()
  await expect(said).toContainText(/est arrivée sur le Chorus Pro de démonstration à \d/)
  await page.keyboard.press('Tab')
  await expect(page.getByRole('link', { name: 'Suivre', exact: true }).first()).toBeFocused()
  await page.keyboard.press('Control+k')
  await expect(page.getByLabel('Chercher dans le suivi')).toBeFocused()
  await page.keyboard.type('0132')
  await expect(page.getByRole('link', { name: /2026-0132/ })).toBeVisible()
  expect(folder).toBeTruthy()
})

test('a file saved in the watched folder is found, read and listed', async ({ page, folder }) => {
  await start(page)
  copyFileSync(example('2026-0133.pdf'), join(folder, 'depuis-mon-logiciel.pdf'))
  await page.getByRole('listitem').filter({ hasText: '2026-0133' }).waitFor()
})

test('what is missing is said before sending, where it is, and nothing leaves meanwhile', async ({ page }) => {
  await start(page, { withExamples: true })
  await page
    .getByRole('listitem')
    .filter({ hasText: '2026-0132' })
    .getByRole('link', { name: /^Compléter/ })
    .click()
  await page.getByRole('link', { name: 'Feu vert', exact: true }).click()
  await expect(page.getByRole('heading', { name: 'Un point empêche l’envoi' })).toBeVisible()
  const send = page.getByRole('button', { name: 'Valider et envoyer' })
  await expect(send).toHaveAttribute('aria-disabled', 'true')
  await send.click({ force: true })
  await expect(page.getByText('Il manque le code service.')).toBeVisible()
  // « Choisir le service » leads to the field itself.
  await page.getByRole('button', { name: 'Choisir le service' }).click()
  await expect(page.getByLabel('Code service')).toBeFocused()
  await page.getByLabel('Code service').fill('ST01')
  await expect(page.getByText('Il manque le code service.')).toBeHidden()
  await page.getByRole('link', { name: 'Feu vert', exact: true }).click()
  await expect(page.getByRole('heading', { name: 'La facture 2026-0132 est prête à partir' })).toBeVisible()
})

test('a draft put aside is said to be, and taken back with what was typed', async ({ page }) => {
  await start(page, { withExamples: true })
  await page
    .getByRole('listitem')
    .filter({ hasText: '2026-0132' })
    .getByRole('link', { name: /^Compléter/ })
    .click()
  await page.getByLabel('Code service').fill('ST01')
  await page.getByRole('link', { name: 'Feu vert', exact: true }).click()
  await page.getByRole('button', { name: 'Écarter' }).click()
  await expect(page.getByRole('status').filter({ hasText: '2026-0132 est écartée.' })).toBeFocused()
  await page.getByRole('button', { name: 'Reprendre' }).click()
  await page.getByRole('link', { name: 'Destinataire', exact: true }).click()
  await expect(page.getByLabel('Code service')).toHaveValue('ST01')
})

test('a service read with a letter for a digit is put right in one click', async ({ page }) => {
  await start(page, { withExamples: true })
  await page
    .getByRole('listitem')
    .filter({ hasText: '2026-0131' })
    .getByRole('link', { name: /^Compléter/ })
    .click()
  await page.getByRole('button', { name: 'Prendre MF01' }).click()
  await expect(page.getByLabel('Code service')).toHaveValue('MF01')
  await page.getByRole('button', { name: 'Voir ses 12 services' }).click()
  await expect(page.getByRole('button', { name: /MF12/ })).toBeVisible()
})

test('a refusal of the buyer is shown in their words, with what to do', async ({ page }) => {
  await start(page, { withExamples: true })
  await page
    .getByRole('listitem')
    .filter({ hasText: '2026-0139' })
    .getByRole('link', { name: /^Relire et envoyer/ })
    .click()
  await page.getByRole('button', { name: 'Valider et envoyer' }).click()
  await toPage(page, 'Suivi')
  await expect(page.getByRole('link', { name: /2026-0139/ })).toContainText('Reçue')
  await advance(page, 5)
  await toPage(page, 'Suivi')
  await expect(page.getByRole('link', { name: /2026-0139/ })).toContainText('Refusée, à refaire')
  await page.getByRole('link', { name: /2026-0139/ }).click()
  await expect(page.getByText('Le total ne correspond pas').first()).toBeVisible()
  await expect(page.getByText('statut joué ici, personne n’a rien reçu.')).toBeVisible()
  await expect(page.getByText('Arrivée sur le Chorus Pro de démonstration', { exact: true })).toBeVisible()
  await expect(page.getByRole('link', { name: /^Refaire cette facture/ })).toBeVisible()
  await page.getByRole('button', { name: 'Classer sans la refaire', exact: true }).click()
  await expect(page.getByRole('link', { name: /2026-0139/ })).toContainText('Rejet traité')
})

/** Goes to an element with the Tab key, as a person without a mouse does. */
async function tabTo(page: Parameters<typeof start>[0], target: ReturnType<Parameters<typeof start>[0]['locator']>) {
  for (let presses = 0; presses < 80; presses++) {
    if (await target.evaluate((element) => element === document.activeElement)) return
    await page.keyboard.press('Tab')
  }
  await expect(target).toBeFocused()
}
