import limits from '../../../shared/tables/reading-limits.json' with { type: 'json' }
import type { Matrix } from '../../../shared/domain/page/runs.ts'
import { multiply } from '../../../shared/domain/page/runs.ts'
import type { PdfPage, Pdfjs } from './pdfjs.ts'

/** Text rendering modes that leave no ink: « neither fill nor stroke », with and without a clip (ISO 32000-1, table 106). */
const INVISIBLE = [3, 7]
/** Fonts without a shape that recognisers lay over a scan: Tesseract’s, Acrobat’s. */
const RECOGNISERS = /GlyphLess|HiddenHorzOCR/i
/** Pictures that take this much of the page hide what was drawn before them: a scan leaves narrow margins. */
const FULL = 0.8
/** A picture that takes less of the page, one hundredth, is no strip of a scan. */
const STRIP = 0.01

type State = { mode: number; isClear: boolean; matrix: Matrix; font: string }

/**
 * Whether the letters of a page are seen by nobody, as those a copier lays under or over its picture: written without ink,
 * fully transparent, before a picture that fills the page, or in a recogniser’s font. A few may be marks for a machine.
 */
export async function isHidden(page: PdfPage, { OPS }: Pdfjs): Promise<boolean> {
  const { fnArray, argsArray } = await page.getOperatorList()
  const [left = 0, bottom = 0, right = 0, top = 0] = page.view
  const whole = Math.abs((right - left) * (top - bottom))
  const saved: State[] = []
  let state: State = { mode: 0, isClear: false, matrix: [1, 0, 0, 1, 0, 0], font: '' }
  let [seen, hidden, covered] = [0, 0, 0]

  const move = (matrix: Matrix) => {
    state = { ...state, matrix: multiply(state.matrix, matrix) }
    // Pictures are left out where the PDF is opened: each fills the square of one unit, which nothing else makes so large.
    const [a, b, c, d] = state.matrix
    const share = Math.abs(a * d - b * c) / whole
    if (share > STRIP) covered += Math.min(1, share)
    if (covered < FULL) return
    hidden += seen
    ;[seen, covered] = [0, 0]
  }
  const show = (glyphs: unknown) => {
    const letters = (glyphs as ({ unicode?: string } | number)[]).filter(
      (glyph) => typeof glyph === 'object' && glyph.unicode?.trim(),
    ).length
    const isLaid = INVISIBLE.includes(state.mode) || state.isClear || RECOGNISERS.test(fontName(page, state.font))
    if (isLaid) hidden += letters
    else seen += letters
  }
  for (const [index, op] of fnArray.entries()) {
    const args = (argsArray[index] ?? []) as unknown[]
    if (op === OPS.save) saved.push(state)
    else if (op === OPS.restore || op === OPS.paintFormXObjectEnd) state = saved.pop() ?? state
    else if (op === OPS.transform) move([...args] as Matrix)
    else if (op === OPS.paintFormXObjectBegin) {
      saved.push(state)
      if (args[0]) move([...(args[0] as number[])] as Matrix)
    } else if (op === OPS.setTextRenderingMode) state = { ...state, mode: args[0] as number }
    else if (op === OPS.setFont) state = { ...state, font: args[0] as string }
    else if (op === OPS.setGState) {
      const alpha = (args[0] as [string, unknown][]).find(([key]) => key === 'ca')?.[1]
      if (alpha !== undefined) state = { ...state, isClear: alpha === 0 }
    } else if (op === OPS.showText) show(args[0])
  }
  return hidden > Math.min(seen, limits.scanLetters.value)
}

const fontName = ({ commonObjs }: PdfPage, id: string) =>
  commonObjs.has(id) ? ((commonObjs.get(id) as { name?: string } | null)?.name ?? '') : ''

/** Whether the pictures of a PDF could fill a page with letters one can read: what they are made of is written in the open. */
export function hasLargePictures(latin1: string): boolean {
  let pixels = 0
  for (const { index } of latin1.matchAll(/\/Subtype\s*\/Image\b/g)) {
    const around = latin1.slice(Math.max(0, index - WINDOW), index + WINDOW)
    const [width, height] = [/\/Width\s+(\d+)/, /\/Height\s+(\d+)/].map((side) =>
      Number(side.exec(around)?.[1] ?? Infinity),
    )
    pixels += width! * height!
    if (pixels >= limits.scanLeastPixels.value) return true
  }
  return false
}

/** Characters around « /Subtype /Image » its sides stand in; a picture whose sides stand elsewhere counts as large. */
const WINDOW = 400
