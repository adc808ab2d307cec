import type { Page } from '@playwright/test'
import { expect, test } from './app.ts'
import { busyDay, toPage } from './steps.ts'

/** What cannot be told from its ground, as the page is drawn now: text, icons, edges, what is chosen, the paper. */
const unseen = (page: Page): Promise<string[]> => page.evaluate(look)

test('in forced colours every text and every control stands out, light and dark', async ({ page }) => {
  test.setTimeout(120_000)
  const wrong: string[] = []
  const here = async (where: string) => {
    await expect(page.locator('main').locator('h1, h2, h3').filter({ visible: true }).first()).toBeVisible()
    await expect(page.locator('main [aria-busy="true"]')).toHaveCount(0)
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ forcedColors: 'active', colorScheme, reducedMotion: 'reduce' })
      wrong.push(...(await unseen(page)).map((fault) => `${where}, ${colorScheme} : ${fault}`))
    }
    await page.emulateMedia({ forcedColors: null, colorScheme: null, reducedMotion: null })
  }
  const at = async (where: string, hash: string) => {
    await page.evaluate((to) => void (location.hash = to), hash)
    await here(where)
  }
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
  await here('bienvenue')
  await busyDay(page)
  await at('accueil', '/accueil')
  await at('à déposer', '/a-deposer')
  await toPage(page, 'Suivi')
  await page.getByRole('link', { name: /2026-0138/ }).click()
  await here('suivi')
  const { value } = (await page.evaluate(() => window.bridge.call('invoices.page', { list: 'all' }))) as {
    value: { rows: { id: string; number: string }[] }
  }
  const draft = value.rows.find(({ number }) => number === '2026-0132')!.id
  for (const step of ['destinataire', 'structure', 'references', 'feu-vert']) {
    await page.evaluate((to) => void (location.hash = to), `/facture/${draft}/${step}`)
    await expect(page.locator('.sheet canvas').first()).toBeVisible()
    await here(`facture, ${step}`)
  }
  for (const page of ['portail', 'destinataires', 'destinataires/annuaire', 'reglages', 'raccordement'])
    await at(page, `/${page}`)
  expect(wrong).toEqual([])
})

function look(): string[] {
  type Colour = [number, number, number, number]
  const found = new Set<string>()
  const nameOf = (element: Element) =>
    `<${element.localName} ${element.id || element.classList[0] || ''}> ${(element.getAttribute('aria-label') ?? element.textContent).trim().replace(/\s+/g, ' ').slice(0, 50)}`
  const pen = Object.assign(document.createElement('canvas'), { width: 1, height: 1 }).getContext('2d', {
    willReadFrequently: true,
  })!
  const known = new Map<string, Colour>()
  function colourOf(text: string): Colour {
    if (!known.has(text)) {
      pen.clearRect(0, 0, 1, 1)
      pen.fillStyle = text
      pen.fillRect(0, 0, 1, 1)
      known.set(text, [...pen.getImageData(0, 0, 1, 1).data] as unknown as Colour)
    }
    return known.get(text)!
  }
  const light = ([red, green, blue]: Colour) => {
    const [r, g, b] = [red, green, blue].map((part) => {
      const one = part / 255
      return one <= 0.04045 ? one / 12.92 : ((one + 0.055) / 1.055) ** 2.4
    }) as [number, number, number]
    return 0.2126 * r + 0.7152 * g + 0.0722 * b
  }
  /** Contrast ratio of WCAG 2.2, from 1 to 21. */
  const contrast = (a: Colour, b: Colour) => {
    const [more, less] = [light(a), light(b)].sort((x, y) => y - x) as [number, number]
    return (more + 0.05) / (less + 0.05)
  }
  /** What is behind: the nearest ground that is not seen through. */
  function groundOf(element: Element | null): Colour {
    for (let at = element; at; at = at.parentElement) {
      const ground = colourOf(getComputedStyle(at).backgroundColor)
      if (ground[3] > 200) return ground
    }
    return colourOf('Canvas')
  }
  const isShown = (element: Element) => {
    const box = element.getBoundingClientRect()
    return (
      box.width > 2 &&
      box.height > 2 &&
      element.checkVisibility({ visibilityProperty: true, opacityProperty: true }) &&
      !element.closest('.unseen')
    )
  }
  const isEdged = (style: CSSStyleDeclaration, ground: Colour) =>
    (parseFloat(style.borderTopWidth) > 0 && contrast(colourOf(style.borderTopColor), ground) >= 3) ||
    (parseFloat(style.outlineWidth) > 0 &&
      style.outlineStyle !== 'none' &&
      contrast(colourOf(style.outlineColor), ground) >= 3)

  for (const element of document.body.querySelectorAll('*')) {
    if (element.closest('svg') && element.localName !== 'svg') continue
    if (!isShown(element)) continue
    const style = getComputedStyle(element)
    const ground = groundOf(element)
    const behind = groundOf(element.parentElement)
    const isDisabled = element.closest('[aria-disabled="true"], :disabled') !== null
    const hasText = [...element.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.textContent!.trim())
    if (hasText && contrast(colourOf(style.color), ground) < (isDisabled ? 2 : 4.5))
      found.add(`texte : ${nameOf(element)}`)
    if (element.localName === 'svg' && element.classList.contains('icon')) {
      const ink = style.stroke === 'none' ? style.fill : style.stroke
      if (contrast(colourOf(ink), ground) < (isDisabled ? 2 : 3)) found.add(`icône : ${nameOf(element.parentElement!)}`)
    }
    if (element.matches('input:not([type=radio], [type=checkbox]), select, textarea') && !isEdged(style, behind))
      found.add(`champ sans bord : ${nameOf(element)}`)
    if (element.matches('.button') && !isEdged(style, behind) && contrast(ground, behind) < 3)
      found.add(`bouton sans bord : ${nameOf(element)}`)
    if (isDisabled && element.matches('.button') && contrast(colourOf(style.color), colourOf('GrayText')) > 1.2)
      found.add(`indisponible comme les autres : ${nameOf(element)}`)
    const isChosen = element.matches(
      ':is(a, button)[aria-current]:not([aria-current="false"]), [aria-pressed="true"], [aria-selected="true"]',
    )
    if (isChosen && !isEdged(style, behind)) found.add(`choisi sans marque : ${nameOf(element)}`)
    // A drawing made of grounds: each part has its own, or an edge.
    if (
      element.matches('[role="img"] > span, .swatch') &&
      !isEdged(style, behind) &&
      contrast(ground, behind) < 3 &&
      element.className
    )
      found.add(`partie d’un dessin : ${nameOf(element.parentElement!)}`)
    // Ink on paper: a page of a PDF is drawn without its ground.
    if (element instanceof HTMLCanvasElement && contrast([0, 0, 0, 255], ground) < 4.5)
      found.add(`encre noire sur fond noir : ${nameOf(element.parentElement!)}`)
  }
  return [...found]
}
