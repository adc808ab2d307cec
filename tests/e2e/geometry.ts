import type { Page } from '@playwright/test'

/** What is wrong with the layout as it is now, one line each: runs in the page, in one go. */
export const faults = (page: Page): Promise<string[]> => page.evaluate(look)

function look(): string[] {
  type Box = { left: number; top: number; right: number; bottom: number }
  type Piece = Box & { element: Element; words: string; layer: Element | null; isControl: boolean }
  const found = new Set<string>()
  const nameOf = (element: Element) =>
    `<${element.localName} ${element.id || element.classList[0] || ''}> ${(element.getAttribute('aria-label') ?? element.textContent).trim().replace(/\s+/g, ' ').slice(0, 50)}`

  // Horizontal scrolling, of the window or of anything in it that is not meant to.
  const mayScroll = '.table-scroll, pre, textarea, input, .sheet, [data-scrolls]'
  const wide = document.documentElement.scrollWidth - innerWidth
  if (wide > 0) found.add(`la fenêtre défile de ${wide} px en largeur`)

  type Clip = Box & { element: Element | null; isAllowed: boolean }
  const clips = new Map<Element | null, Clip>()
  const layers = new Map<Element | null, Element | null>()
  /** The part of the window an element may show itself in: what its ancestors leave. */
  function clipOf(element: Element | null): Clip {
    const known = clips.get(element)
    if (known) return known
    let clip: Clip
    if (!element) clip = { left: 0, top: -1e6, right: innerWidth, bottom: 1e6, element: null, isAllowed: false }
    else {
      const above = clipOf(element.parentElement)
      const style = getComputedStyle(element)
      const isCut = style.overflowX !== 'visible' || style.overflowY !== 'visible'
      if (!isCut) clip = above
      else {
        const box = element.getBoundingClientRect()
        clip = {
          left: Math.max(above.left, box.left),
          top: Math.max(above.top, box.top),
          right: Math.min(above.right, box.right),
          bottom: Math.min(above.bottom, box.bottom),
          element,
          isAllowed: above.isAllowed || element.matches(mayScroll),
        }
        const scrolls = ['auto', 'scroll'].includes(style.overflowX)
        if (scrolls && element.scrollWidth > element.clientWidth + 1 && !clip.isAllowed)
          found.add(`${nameOf(element)} défile de ${element.scrollWidth - element.clientWidth} px en largeur`)
      }
    }
    clips.set(element, clip)
    return clip
  }
  function layerOf(element: Element | null): Element | null {
    if (!element) return null
    if (!layers.has(element)) {
      const { position } = getComputedStyle(element)
      layers.set(element, ['static', 'relative'].includes(position) ? layerOf(element.parentElement) : element)
    }
    return layers.get(element)!
  }

  const pieces: Piece[] = []
  const controls = 'a[href], button, input, select, textarea, summary'
  const skipped = '.sheet, svg, option, script, style, li:nth-child(n + 40)'
  /** Keeps what can be seen of a box; tells what is cut off at a side. */
  function keep(element: Element, box: DOMRect, words: string, isControl: boolean) {
    const clip = clipOf(isControl ? element.parentElement : element)
    const isOut = box.right > clip.right + 1 || box.left < clip.left - 1
    if (isOut && !clip.isAllowed && box.bottom > clip.top && box.top < clip.bottom) {
      const isTold = !isControl && clip.element !== null && cutsWell(clip.element)
      if (!isTold)
        found.add(
          `${isControl ? 'commande' : 'texte'} hors de ${clip.element ? nameOf(clip.element).slice(0, 24) : 'la fenêtre'} : ${nameOf(element)}`,
        )
    }
    const seen = {
      left: Math.max(box.left, clip.left),
      top: Math.max(box.top, clip.top),
      right: Math.min(box.right, clip.right),
      bottom: Math.min(box.bottom, clip.bottom),
    }
    if (seen.right - seen.left > 1 && seen.bottom - seen.top > 1)
      pieces.push({ ...seen, element, words, layer: layerOf(element), isControl })
  }
  /** Cut with an ellipsis, and the whole of it to be read: in a title, or with the cursor in its box. */
  function cutsWell(element: Element): boolean {
    const style = getComputedStyle(element)
    const isMarked = style.textOverflow === 'ellipsis' || style.webkitLineClamp !== 'none'
    return isMarked && element.closest('[title], [aria-label], input') !== null
  }

  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT, (node) => {
    const element = node instanceof Element ? node : node.parentElement!
    if (node instanceof Element)
      return element.matches(skipped) ||
        getComputedStyle(element).clipPath !== 'none' ||
        !element.checkVisibility({ visibilityProperty: true, contentVisibilityAuto: true })
        ? NodeFilter.FILTER_REJECT
        : NodeFilter.FILTER_ACCEPT
    return node.textContent!.trim() ? NodeFilter.FILTER_ACCEPT : NodeFilter.FILTER_REJECT
  })
  const range = document.createRange()
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    if (node instanceof Element) {
      if (node.matches(controls)) keep(node, node.getBoundingClientRect(), nameOf(node), true)
      const style = getComputedStyle(node)
      const isCut = ['hidden', 'clip'].includes(style.overflowX) && node.scrollWidth > node.clientWidth + 1
      if (isCut && node.clientWidth > 1 && !cutsWell(node)) found.add(`coupé sans le dire : ${nameOf(node)}`)
      const isShort = ['hidden', 'clip'].includes(style.overflowY) && node.scrollHeight > node.clientHeight + 2
      if (isShort && node.clientHeight > 1 && !cutsWell(node)) found.add(`coupé en hauteur : ${nameOf(node)}`)
      continue
    }
    range.selectNodeContents(node)
    for (const box of range.getClientRects())
      keep(node.parentElement!, box, node.textContent!.trim().slice(0, 40), false)
  }

  // Two things at one place, in one layer.
  pieces.sort((a, b) => a.top - b.top)
  for (let i = 0; i < pieces.length; i++)
    for (let j = i + 1; j < pieces.length && pieces[j]!.top < pieces[i]!.bottom - 3; j++) {
      const [a, b] = [pieces[i]!, pieces[j]!]
      if (a.element === b.element || a.layer !== b.layer) continue
      if (Math.min(a.right, b.right) - Math.max(a.left, b.left) < 2) continue
      if (Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) < 4) continue
      if (a.element.contains(b.element) || b.element.contains(a.element)) continue
      found.add(`« ${a.words} » sur « ${b.words} »`)
    }
  return [...found]
}
