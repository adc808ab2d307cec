import { expect, test } from './app.ts'
import { axe, inspect } from './helpers.ts'
import { busyDay, byHand, depositByHand, start, toPage } from './steps.ts'

test('axe finds nothing on any screen, light or dark, wide or narrow', async ({ page }) => {
  test.setTimeout(240_000)
  await inspect(page, 'bienvenue')
  await start(page, { withExamples: true })
  await inspect(page, 'a-deposer')
  await toPage(page, 'Accueil')
  await inspect(page, 'accueil')
  await toPage(page, 'Réglages')
  await inspect(page, 'reglages')
  await page.keyboard.press('F1')
  await page.getByRole('searchbox', { name: 'Que cherchez-vous ?' }).fill('engagement')
  await inspect(page, 'aide')
  await page.getByRole('link', { name: '1er septembre 2027', exact: true }).click()
  await inspect(page, 'aide-2027')

  await toPage(page, 'À déposer')
  await page.getByRole('listitem').filter({ hasText: '2026-0132' }).getByRole('link').click()
  await inspect(page, 'guide-destinataire')
  await page.getByRole('link', { name: 'Structure et cadre', exact: true }).click()
  await inspect(page, 'guide-structure')
  await page.getByRole('link', { name: 'Références et montants', exact: true }).click()
  await inspect(page, 'guide-references')
  await page.getByRole('link', { name: 'Feu vert', exact: true }).click()
  await inspect(page, 'feu-vert-a-corriger')

  await toPage(page, 'À déposer')
  await page.getByRole('listitem').filter({ hasText: '2026-0130' }).getByRole('link').click()
  await inspect(page, 'feu-vert')
})

test('axe finds nothing once invoices have left, wherever they are', async ({ page }) => {
  test.setTimeout(240_000)
  await busyDay(page)
  await toPage(page, 'Accueil')
  await inspect(page, 'accueil-suivi')
  await toPage(page, 'Suivi')
  await page.getByRole('link', { name: /2026-0138/ }).click()
  await inspect(page, 'suivi')
  await page.getByRole('link', { name: 'Voir la page', exact: true }).click()
  await inspect(page, 'facture-suivie')
})

test('axe finds nothing in the answers to a buyer', async ({ page }) => {
  await busyDay(page)
  for (const [number, button] of [
    ['2026-0137', 'Compléter'],
    ['2026-0138', 'Corriger et renvoyer'],
  ] as const) {
    await toPage(page, 'Suivi')
    await page.getByRole('link', { name: new RegExp(number) }).click()
    await page.getByRole('button', { name: button }).click()
    if (button === 'Compléter') await page.getByRole('button', { name: 'Envoyer la réponse' }).click()
    await inspect(page, `reponse-${number}`)
  }
  await toPage(page, 'Suivi')
  await page.getByRole('link', { name: /2026-0139/ }).click()
  await page.getByRole('link', { name: /^Refaire cette facture/ }).click()
  await inspect(page, 'refaire')
})

test('axe finds nothing on the way through the portal, nor afterwards', async ({ page }) => {
  test.setTimeout(240_000)
  await byHand(page)
  await depositByHand(page, '2026-0130', { until: 'ouvrir' })
  for (const station of ['ouvrir', 'fichier', 'cadre', 'formulaire', 'pieces', 'envoyer', 'numero']) {
    await page.evaluate((name) => (location.hash = location.hash.replace(/[^/]*$/, name)), station)
    await expect(page.locator('[aria-current="step"]')).toHaveAttribute('href', new RegExp(`${station}$`))
    await inspect(page, `portail-${station}`)
  }
  await page.getByLabel('Numéro donné par le portail').fill('2026-9')
  await page.getByRole('button', { name: 'Noter et suivre' }).click()
  await expect(page.getByRole('heading', { name: 'Sur le portail' })).toBeVisible()
  await inspect(page, 'suivi-par-vous')
  await toPage(page, 'Suivi')
  await page.getByRole('link', { name: 'Coller la liste du portail', exact: true }).click()
  await page.getByLabel('Liste copiée du portail').fill('Numéro;Statut\n2026-0130;Mandatée\n2026-7;Déposée\n;Déposée')
  await expect(page.getByText('3 lignes, 1 reconnue, 1 inconnue')).toBeVisible()
  await inspect(page, 'statuts-du-portail')
})

test('nothing is lost at 200 %: a window of 640 by 400', async ({ page }) => {
  await start(page, { withExamples: true })
  await page.setViewportSize({ width: 640, height: 400 })
  for (const name of ['Accueil', 'Suivi', 'Réglages', 'À déposer'] as const) {
    await toPage(page, name)
    expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth), name).toBeLessThanOrEqual(0)
    expect(await axe(page), name).toEqual([])
  }
})

test('the window is sealed: no Node, no inline script, nothing from elsewhere', async ({ app, page }) => {
  await start(page)
  const seen = await page.evaluate(async () => {
    const violated = new Promise<string>((heard) => {
      document.addEventListener('securitypolicyviolation', (event) => heard(event.effectiveDirective))
    })
    const script = document.createElement('script')
    script.textContent = 'window.pwned = 1'
    document.head.append(script)
    const fetched = await fetch('https://example.invalid/').then(
      () => 'ok',
      () => 'refused',
    )
    return {
      fetched,
      pwned: 'pwned' in window,
      violated: await violated,
      leaks: ['require', 'process', 'ipcRenderer', '__host'].filter((name) => name in globalThis),
      bridge: Object.keys(window.bridge).sort(),
      frozen: Object.isFrozen(window.bridge),
    }
  })
  expect(seen).toMatchObject({
    fetched: 'refused',
    violated: 'script-src-elem',
    pwned: false,
    leaks: [],
    bridge: ['call', 'onChange', 'pathOf'],
    frozen: true,
  })
  await page.evaluate(() => void (location.href = 'https://example.invalid/'))
  await page.evaluate(() => void window.open('https://example.invalid/'))
  const url = () => app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]!.webContents.getURL())
  await expect.poll(url).toMatch(/^app:\/\/app\/index\.html/)
  expect(app.windows()).toHaveLength(1)
})
