/**
 * A piece of text as drawn. Lengths are points of the displayed page, its rotation applied, from its top left corner:
 * (x, y) is where the baseline starts, `width` runs along it, `size` is the height of the letters.
 */
export type Run = {
  text: string
  x: number
  y: number
  width: number
  size: number
  /** The font, by a name that means nothing outside its page. */
  font: string
  /** Degrees the baseline is turned clockwise: 0, 90, 180 or 270. Text at other angles is left out. */
  angle: number
}

/** A page: its number from 1, its displayed size in points, its text in the order it was drawn. */
export type Page = { number: number; width: number; height: number; runs: Run[] }

/** How a text lies on its page: a, b, c, d, x, y as in PDF. */
export type Matrix = [number, number, number, number, number, number]

/** A piece of text as pdf.js gives it. */
export type TextItem = { str: string; width: number; transform: unknown[]; fontName: string }

/** None when it is empty or askew. `viewport` is the transform of the page at scale 1. */
export function runOf(item: TextItem, viewport: Matrix): Run[] {
  if (item.str === '' || !item.transform.every(Number.isFinite)) return []
  const [a, b, c, d, x, y] = multiply(viewport, item.transform as Matrix)
  const turned = (Math.atan2(b, a) * 180) / Math.PI
  const angle = (Math.round(turned / 90) * 90 + 360) % 360
  if (Math.abs(((turned - angle + 540) % 360) - 180) > 3) return []
  return [{ text: item.str, x, y, width: item.width, size: Math.hypot(c, d), angle, font: item.fontName }]
}

/** First n, then m. */
export const multiply = (m: Matrix, n: Matrix): Matrix => [
  m[0] * n[0] + m[2] * n[1],
  m[1] * n[0] + m[3] * n[1],
  m[0] * n[2] + m[2] * n[3],
  m[1] * n[2] + m[3] * n[3],
  m[0] * n[4] + m[2] * n[5] + m[4],
  m[1] * n[4] + m[3] * n[5] + m[5],
]

/** What was typed into a box of a form: `rect` is left, bottom, right, top in the PDF’s own frame. */
export const runsInBox = (value: string, rect: number[], viewport: Matrix): Run[] =>
  runsOfLines(value.split(/\r\n?|\n/), boxOf(rect, viewport))

/** A note typed on a page, as pdf.js gives it: the lines its appearance shows, or what it was given to say. */
export type NoteBox = {
  subtype?: string
  annotationFlags?: number
  rect: number[]
  textContent?: string[]
  contentsObj?: { str: string }
  defaultAppearanceData?: { fontSize: number }
}

/** Hidden, or never on a screen (ISO 32000-1, table 165). */
const UNSEEN = 2 | 32

/** What a FreeText note shows: its lines begin at the top, as high as its letters are. */
export function runsOfNote({ rect, textContent, contentsObj, ...note }: NoteBox, viewport: Matrix): Run[] {
  if (note.subtype !== 'FreeText' || (note.annotationFlags ?? 0) & UNSEEN) return []
  const lines = (textContent ?? contentsObj?.str.split(/\r\n?|\n/) ?? []).filter((line) => line.trim() !== '')
  const box = boxOf(rect, viewport)
  const size = note.defaultAppearanceData?.fontSize
  if (lines.length === 0) return []
  const height = size ? Math.min(box.height, LEADING * size * lines.length) : box.height
  return runsOfLines(lines, { ...box, height })
}

/** From line to line, in sizes of letters. */
const LEADING = 1.4

function runsOfLines(lines: string[], { x, top, height }: ReturnType<typeof boxOf>): Run[] {
  const step = height / lines.length
  const size = Math.min(step * 0.7, 12)
  return lines.map((text, index) => ({
    text,
    x: x + 2,
    y: top + step * index + (step + size * 0.7) / 2,
    width: text.length * size * 0.5,
    size,
    angle: 0,
    font: '',
  }))
}

function boxOf([left = 0, bottom = 0, right = 0, top = 0]: number[], transform: Matrix) {
  const [, , , , x1, y1] = multiply(transform, [1, 0, 0, 1, left, bottom])
  const [, , , , x2, y2] = multiply(transform, [1, 0, 0, 1, right, top])
  return { x: Math.min(x1, x2), top: Math.min(y1, y2), height: Math.abs(y2 - y1) }
}
