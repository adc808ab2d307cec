import { rgb, type Color, type PDFDocument, type PDFFont, type PDFPage } from '@cantoo/pdf-lib'
import { drawable, type Fonts } from './fonts.ts'

/** Points in a millimetre. */
const MM = 72 / 25.4
export const mm = (millimetres: number): number => millimetres * MM

/** A4 with the margins of the mockup (a4.css), points: top 15 mm, sides 17 mm, bottom 20 mm. */
const PAGE = { width: mm(210), height: mm(297) }
export const LEFT = mm(17)
export const RIGHT = PAGE.width - mm(17)
const TOP = PAGE.height - mm(15)
const BOTTOM = mm(20)

export const BLACK = rgb(0, 0, 0)
export const HAIR = rgb(0x8a / 255, 0x8a / 255, 0x8a / 255)

/** How a text is set: its font, size and distance between lines in points, its colour. */
export type Style = { font: PDFFont; size: number; leading: number; color?: Color }
/** Text in a box: where it begins, how wide it may be, points. */
type Box = { x: number; width: number; y: number }

/** Sheets one draws on from top to bottom; `y` goes down, in points from the foot of the page. */
export class Paper {
  readonly pdf: PDFDocument
  readonly fonts: Fonts
  page: PDFPage
  y = TOP

  constructor(pdf: PDFDocument, fonts: Fonts) {
    this.pdf = pdf
    this.fonts = fonts
    this.page = pdf.addPage([PAGE.width, PAGE.height])
  }

  /** Points left above the foot. */
  get left(): number {
    return this.y - BOTTOM
  }

  turn(): void {
    this.page = this.pdf.addPage([PAGE.width, PAGE.height])
    this.y = TOP
  }

  /** Next page unless so many points are left; says whether it turned. */
  need(height: number): boolean {
    if (this.left >= height || this.y === TOP) return false
    this.turn()
    return true
  }

  /** Draws one line of text on its baseline, from `x` or up to it. */
  write(text: string, x: number, y: number, { font, size, color = BLACK }: Style, isEnd = false): void {
    const drawn = drawable(text, font)
    if (!drawn.trim()) return
    const from = isEnd ? x - font.widthOfTextAtSize(drawn, size) : x
    this.page.drawText(drawn, { x: from, y, font, size, color })
  }

  /** Draws lines under each other from the top of a box; gives the height they took. */
  block(lines: string[], { x, y }: Pick<Box, 'x' | 'y'>, style: Style, isEnd = false): number {
    const rise = (style.leading + style.size * 0.72) / 2
    lines.forEach((line, index) => this.write(line, x, y - index * style.leading - rise, style, isEnd))
    return lines.length * style.leading
  }

  rule(x: number, width: number, y: number, thickness: number, color = BLACK): void {
    this.page.drawLine({ start: { x, y }, end: { x: x + width, y }, thickness, color })
  }
}

/** Lines a text takes in a width, broken at spaces; a word that is too long alone is cut. */
export function wrap(text: string, width: number, { font, size }: Style): string[] {
  const fits = (line: string) => font.widthOfTextAtSize(drawable(line, font), size) <= width + 0.01
  const lines: string[] = []
  for (const paragraph of text.split('\n')) {
    let line = ''
    for (const word of paragraph.split(/[ \t]+/)) {
      const longer = line ? `${line} ${word}` : word
      if (fits(longer)) line = longer
      else {
        if (line) lines.push(line)
        const pieces = fits(word) ? [word] : cut(word, fits)
        lines.push(...pieces.slice(0, -1))
        line = pieces.at(-1) ?? ''
      }
    }
    lines.push(line)
  }
  return lines
}

function cut(word: string, fits: (line: string) => boolean): string[] {
  const pieces: string[] = []
  let piece = ''
  for (const letter of word) {
    if (piece && !fits(piece + letter)) {
      pieces.push(piece)
      piece = ''
    }
    piece += letter
  }
  return [...pieces, piece]
}
