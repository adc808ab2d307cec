import type { CDPSession, Page } from '@playwright/test'
import { expect, test } from './app.ts'
import { faults } from './geometry.ts'
import { addMany } from './many.ts'
import { start } from './steps.ts'

const steps = (from: number, to: number, by: number) =>
  Array.from({ length: Math.floor((to - from) / by) + 1 }, (_, n) => from + n * by)
/** A window from 480 to 1,920 px, at 100, 200 and 400 %: what the page has of it, down to the 320 px of WCAG 1.4.10. */
const windows = [100, 200, 400]
  .flatMap((zoom) =>
    steps(480, 1920, 40).map((width) => ({ width: (width * 100) / zoom, height: (800 * 100) / zoom, zoom })),
  )
  .filter(({ width }, index, all) => width >= 320 && all.findIndex((other) => other.width === width) === index)

/** The page at each of these sizes: resized, never loaded again. */
async function sweep(page: Page, cdp: CDPSession, where: string) {
  const wrong = []
  for (const { width, height, zoom } of windows) {
    await cdp.send('Emulation.setDeviceMetricsOverride', { width, height, deviceScaleFactor: 1, mobile: false })
    const found = await faults(page)
    wrong.push(...found.map((fault) => ({ where, fault, width, zoom })))
  }
  await cdp.send('Emulation.clearDeviceMetricsOverride')
  return wrong
}

/** The same fault at many widths is one line, with the widths it is at. */
function told(wrong: { where: string; fault: string; width: number; zoom: number }[]): string[] {
  const by = Map.groupBy(wrong, ({ where, fault }) => `${where} : ${fault}`)
  return [...by].map(
    ([what, all]) => `${what} (${all.map(({ width, zoom }) => `${width}${zoom > 100 ? `/${zoom} %` : ''}`).join(' ')})`,
  )
}

test('every screen holds at every width, with long names, long states and 300 rows', async ({ page, data }) => {
  test.setTimeout(240_000)
  const cdp = await page.context().newCDPSession(page)
  const wrong: Parameters<typeof told>[0] = []
  const here = async (where: string) => {
    wrong.push(...(await sweep(page, cdp, where)))
  }
  const at = async (where: string, hash: string) => {
    await page.evaluate((to) => void (location.hash = to), hash)
    await expect(page.locator('main').locator('h1, h2, h3').filter({ visible: true }).first()).toBeVisible()
    await expect(page.locator('main [aria-busy="true"]')).toHaveCount(0)
    await here(where)
  }
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
  await here('bienvenue')
  await start(page, { withExamples: true })
  const idOf = async (number: string) => {
    const { value } = (await page.evaluate(() => window.bridge.call('invoices.page', { list: 'all' }))) as {
      value: { rows: { id: string; number: string }[] }
    }
    return value.rows.find((row) => row.number === number)!.id
  }
  const draft = await idOf('2026-0132')
  for (const step of ['destinataire', 'structure', 'references', 'feu-vert'])
    await at(`facture, ${step}`, `/facture/${draft}/${step}`)
  await at('feu vert', `/facture/${await idOf('2026-0130')}/feu-vert`)
  await addMany(page, data, 300)
  for (const [where, hash] of [
    ['accueil', '/accueil'],
    ['à déposer', '/a-deposer'],
    ['suivi', '/suivi'],
    ['suivi, une facture', '/suivi/many-17'],
    ['suivi, à la main', '/suivi/many-202'],
    ['statuts du portail', '/portail'],
    ['portail, ouvrir', '/portail/many-4/ouvrir'],
    ['portail, formulaire', '/portail/many-4/formulaire'],
    ['portail, numéro', '/portail/many-4/numero'],
    ['destinataires', '/destinataires'],
    ['réglages', '/reglages'],
    ['nouvelle facture', '/nouvelle'],
    ['importer', '/importer'],
    ['lots', '/lots'],
    ['lot, nouveau', '/lots/nouveau'],
    ['paiements', '/paiements'],
    ['paiements, clients', '/paiements/clients'],
    ['paiements, retards', '/paiements/retards'],
    ['aide', '/aide'],
    ['aide, statuts', '/aide/statuts'],
    ['aide, 2027', '/aide/2027'],
    ['raccordement', '/raccordement'],
  ] as const)
    await at(where, hash)
  // The long lines of a directory that was taken in, and the forms that answer a client.
  await page.evaluate(() => void (location.hash = '/destinataires/annuaire'))
  await page.getByRole('button', { name: 'Télécharger l’annuaire de Chorus Pro', exact: true }).click()
  await expect(page.getByRole('status').filter({ hasText: 'dans l’annuaire' })).toBeVisible()
  await here('annuaire')
  for (const [status, id] of [
    ['suspendue', 'many-123'],
    ['à recycler', 'many-17'],
    ['rejetée', 'many-99'],
  ]) {
    await page.evaluate((to) => void (location.hash = to), `/suivi/${id}`)
    await page.locator('.panel').getByRole('button').first().click()
    await here(`réponse, ${status}`)
  }
  expect(told(wrong)).toEqual([])
})
