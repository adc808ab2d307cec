import { degrees, rgb, type PDFFont, type PDFPage } from '@cantoo/pdf-lib'

type Look = { size?: number; bold?: boolean; align?: 'left' | 'right' | 'center'; spread?: boolean; grey?: boolean }

/** A sheet of A4 on which things are placed from its top left corner, in points. */
export type Paper = {
  width: number
  height: number
  /** Writes one line; its baseline lies at y. */
  text: (text: string, x: number, y: number, look?: Look) => void
  /** Writes lines under each other; gives the y of the next one. */
  lines: (texts: string[], x: number, y: number, look?: Look) => number
  rule: (x: number, y: number, width: number) => void
  box: (x: number, y: number, width: number, height: number) => void
}

type Parts = { page: PDFPage; regular: PDFFont; bold: PDFFont; rotate: number }

/** Lays an upright sheet over the page, whichever way the page itself is turned. */
export function createPaper({ page, regular, bold, rotate }: Parts): Paper {
  page.setRotation(degrees(rotate))
  const { width: pageWidth, height: pageHeight } = page.getSize()
  const isTurned = rotate % 180 !== 0
  const [width, height] = isTurned ? [pageHeight, pageWidth] : [pageWidth, pageHeight]
  const at = (x: number, y: number) => {
    if (rotate === 90) return { x: y, y: x }
    if (rotate === 180) return { x: pageWidth - x, y }
    if (rotate === 270) return { x: pageWidth - y, y: pageHeight - x }
    return { x, y: pageHeight - y }
  }
  const text: Paper['text'] = (given, x, y, { size = 10, bold: isBold, align = 'left', spread, grey } = {}) => {
    const font = isBold ? bold : regular
    const written = printable(given)
    const spacing = spread ? size * 0.35 : 0
    const wide = font.widthOfTextAtSize(written, size) + spacing * written.length
    const left = align === 'right' ? x - wide : align === 'center' ? x - wide / 2 : x
    const color = grey ? rgb(0.35, 0.35, 0.4) : rgb(0.1, 0.1, 0.12)
    if (spread) {
      let next = left
      for (const letter of written) {
        page.drawText(letter, { ...at(next, y), size, font, color, rotate: degrees(rotate) })
        next += font.widthOfTextAtSize(letter, size) + spacing
      }
    } else page.drawText(written, { ...at(left, y), size, font, color, rotate: degrees(rotate) })
  }
  const line = (fromX: number, fromY: number, toX: number, toY: number) =>
    page.drawLine({ start: at(fromX, fromY), end: at(toX, toY), thickness: 0.6, color: rgb(0.7, 0.7, 0.75) })
  return {
    width,
    height,
    text,
    lines(texts, x, y, look) {
      const step = (look?.size ?? 10) * 1.28
      texts.forEach((one, index) => text(one, x, y + index * step, look))
      return y + texts.length * step
    },
    rule: (x, y, wide) => line(x, y, x + wide, y),
    box(x, y, wide, high) {
      line(x, y, x + wide, y)
      line(x, y + high, x + wide, y + high)
      line(x, y, x, y + high)
      line(x + wide, y, x + wide, y + high)
    },
  }
}

/** The standard fonts of PDF know no narrow no-break space. */
const printable = (text: string) => text.replaceAll('\u202f', '\u00a0').replaceAll('\u2011', '-')
