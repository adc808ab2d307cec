import limits from '../../../shared/tables/reading-limits.json' with { type: 'json' }
import type { Matrix } from '../../../shared/domain/document/page/runs.ts'
import { multiply } from '../../../shared/domain/document/page/runs.ts'
import type { PdfPage, Pdfjs } from './pdfjs.ts'

/** Text rendering modes that leave no ink: « neither fill nor stroke », with and without a clip (ISO 32000-1, table 106). */
const INVISIBLE = [3, 7]
/** And those that only fill: the others draw an outline in a colour of its own. */
const FILLED = [0, 4]
/** Fonts without a shape that recognisers lay over a scan: Tesseract’s, Acrobat’s. */
const RECOGNISERS = /GlyphLess|HiddenHorzOCR/i
/** Pictures that take this much of the page hide what was drawn before them: a scan leaves narrow margins. */
const FULL = 0.8
/** A picture that takes less of the page, one hundredth, is no strip of a scan. */
const STRIP = 0.01
/** Smaller letters are read by no one, in points: the smallest print of conditions has four. */
const TINY = 2
/** Steps of a colour, of 255, nobody sees between letters and their ground. */
const ALIKE = 16

type State = {
  mode: number
  alpha: number
  isPlain: boolean
  matrix: Matrix
  /** « #rrggbb »; undefined for a pattern. */
  color: string | undefined
  font: string
  size: number
  gaps: { char: number; word: number; scale: number; leading: number; rise: number }
}
/** A box in a frame whose y goes up. */
export type Box = { left: number; bottom: number; right: number; top: number }
/** What lies under letters: a colour, or something that has several. */
type Ground = { box: Box; color: string | undefined }

/** Letters that nobody sees, in the PDF’s own frame: where their baseline starts, and how many. */
export type Spot = { x: number; y: number; letters: number }
type Hidden = { isWhole: boolean; spots: Spot[] }

/** The matrix that moves nothing. */
export const identity: Matrix = [1, 0, 0, 1, 0, 0]

/**
 * The letters of a page that are seen by nobody: written without ink or in the colour of what is under them, fully
 * transparent, tiny, before a picture that fills the page or a box over them, or in a recogniser’s font. `isWhole` when
 * they are what the page says, as those a copier lays over its picture; a few may be marks for a machine.
 */
export async function hiddenOn(page: PdfPage, { OPS }: Pdfjs, hasLargePictures: boolean): Promise<Hidden> {
  const { fnArray, argsArray } = await page.getOperatorList()
  const [left = 0, bottom = 0, right = 0, top = 0] = page.view
  const whole = Math.abs((right - left) * (top - bottom))
  const fills = [OPS.fill, OPS.eoFill, OPS.fillStroke, OPS.eoFillStroke, OPS.closeFillStroke, OPS.closeEOFillStroke]
  const saved: State[] = []
  const gaps = { char: 0, word: 0, scale: 1, leading: 0, rise: 0 }
  let state: State = { mode: 0, alpha: 1, isPlain: true, matrix: identity, color: '#000000', font: '', size: 0, gaps }
  let [line, text] = [identity, identity]
  const [hidden, grounds]: [Spot[], Ground[]] = [[], []]
  let seen: Spot[] = []
  let covered = 0

  const set = (change: Partial<State>) => void (state = { ...state, ...change })
  const restore = () => void (state = saved.pop() ?? state)
  const space = (change: Partial<State['gaps']>) => set({ gaps: { ...state.gaps, ...change } })
  const start = (matrix: Matrix) => void ([line, text] = [matrix, matrix])
  const moveBy = (x: number, y: number) => start(multiply(line, [1, 0, 0, 1, x, y]))

  /** Pictures are left out where the PDF is opened: each fills the square of one unit, which nothing else makes so large. */
  function move(matrix: Matrix) {
    set({ matrix: multiply(state.matrix, matrix) })
    const [a, b, c, d] = state.matrix
    const share = Math.abs(a * d - b * c) / whole
    if (share <= STRIP) return
    grounds.push({ box: boxOf([0, 0, 1, 1], state.matrix), color: undefined })
    covered += Math.min(1, share)
    if (covered < FULL) return
    hidden.push(...seen)
    ;[seen, covered] = [[], 0]
  }
  function fill(path: Path | undefined, bounds: ArrayLike<number> | undefined) {
    if (!bounds || state.alpha === 0) return
    const box = boxOf(Array.from(bounds), state.matrix)
    const isOpaque = state.alpha === 1 && state.isPlain
    const isBox = isOpaque && path !== undefined && isRectangle(path, bounds)
    grounds.push({ box, color: isBox ? state.color : undefined })
    if (!isBox) return
    const isUnder = (spot: Spot) => isIn(spot, box)
    hidden.push(...seen.filter(isUnder))
    seen = seen.filter((spot) => !isUnder(spot))
  }
  function show(glyphs: (Glyph | number)[]) {
    const { size } = state
    const { char, word, scale, rise } = state.gaps
    const matrix = multiply(state.matrix, multiply(text, [1, 0, 0, 1, 0, rise]))
    const height = size * Math.hypot(matrix[2], matrix[3])
    const font = fontOf(page, state.font)
    const letters = glyphs.filter((glyph) => typeof glyph === 'object' && glyph.unicode?.trim()).length
    const spot = { x: matrix[4], y: matrix[5], letters }
    const middle = multiply(matrix, [1, 0, 0, 1, 0.2 * size, 0.3 * size])
    const ground = grounds.findLast(({ box }) => isIn({ x: middle[4], y: middle[5] }, box)) ?? { color: '#ffffff' }
    const isLaid =
      INVISIBLE.includes(state.mode) ||
      state.alpha === 0 ||
      RECOGNISERS.test(font?.name ?? '') ||
      (height < TINY && !font?.isType3Font) ||
      (FILLED.includes(state.mode) && isAlike(state.color, ground.color))
    if (letters > 0) (isLaid ? hidden : seen).push(spot)
    const width = glyphs.reduce<number>((sum, glyph) => {
      if (typeof glyph === 'number') return sum - (glyph * size) / 1000
      return sum + ((glyph.width ?? 0) * size) / 1000 + char + (glyph.isSpace ? word : 0)
    }, 0)
    text = multiply(text, [1, 0, 0, 1, width * scale, 0])
  }

  const acts: Record<number, (...args: never[]) => void> = {
    [OPS.save]: () => void saved.push(state),
    [OPS.restore]: restore,
    [OPS.paintFormXObjectEnd]: restore,
    [OPS.paintFormXObjectBegin](matrix: number[] | null) {
      saved.push(state)
      if (matrix) move([...matrix] as Matrix)
    },
    [OPS.transform]: (...matrix: number[]) => move(matrix as Matrix),
    [OPS.setTextRenderingMode]: (mode: number) => set({ mode }),
    [OPS.setFont]: (font: string, size: number) => set({ font, size }),
    [OPS.setCharSpacing]: (char: number) => space({ char }),
    [OPS.setWordSpacing]: (word: number) => space({ word }),
    [OPS.setHScale]: (percent: number) => space({ scale: percent / 100 }),
    [OPS.setLeading]: (leading: number) => space({ leading: -leading }),
    [OPS.setTextRise]: (rise: number) => space({ rise }),
    [OPS.beginText]: () => start(identity),
    [OPS.setTextMatrix]: (matrix: ArrayLike<number>) => start(Array.from(matrix) as Matrix),
    [OPS.moveText]: moveBy,
    [OPS.setLeadingMoveText](x: number, y: number) {
      space({ leading: y })
      moveBy(x, y)
    },
    [OPS.nextLine]: () => moveBy(0, state.gaps.leading),
    [OPS.showText]: show,
    [OPS.setFillRGBColor]: (color: string) => set({ color }),
    [OPS.setFillColorN]: () => set({ color: undefined }),
    [OPS.shadingFill]: () => void grounds.push({ box: { left, bottom, right, top }, color: undefined }),
    [OPS.constructPath](op: number, [path]: [Path?], bounds?: ArrayLike<number>) {
      if (fills.includes(op)) fill(path, bounds)
    },
    [OPS.setGState](settings: [string, unknown][]) {
      for (const [key, value] of settings) {
        if (key === 'ca') set({ alpha: value as number })
        else if (key === 'BM') set({ isPlain: value === 'source-over' })
      }
    },
  }
  for (const [index, op] of fnArray.entries()) acts[op]?.(...((argsArray[index] ?? []) as never[]))

  const [unseen, visible] = [sum(hidden), sum(seen)]
  return { isWhole: unseen > (hasLargePictures ? Math.min(visible, limits.scanLetters.value) : visible), spots: hidden }
}

type Glyph = { unicode?: string; width?: number; isSpace?: boolean }
/** Commands and coordinates one after the other. */
type Path = ArrayLike<number>

const sum = (spots: Spot[]) => spots.reduce((letters, spot) => letters + spot.letters, 0)
/** Whether a point lies in a box, or on its edge. */
export const isIn = ({ x, y }: { x: number; y: number }, { left, bottom, right, top }: Box) =>
  x >= left && x <= right && y >= bottom && y <= top

function boxOf([x1 = 0, y1 = 0, x2 = 0, y2 = 0]: number[], matrix: Matrix): Box {
  const corners = [[x1, y1], [x2, y1], [x1, y2], [x2, y2]].map(([x = 0, y = 0]) => multiply(matrix, [1, 0, 0, 1, x, y])) // prettier-ignore
  const [xs, ys] = [corners.map((corner) => corner[4]), corners.map((corner) => corner[5])]
  return { left: Math.min(...xs), bottom: Math.min(...ys), right: Math.max(...xs), top: Math.max(...ys) }
}

/** Straight lines from corner to corner, the last of them said or not: a move (0), lines (1), and the way back (4). */
function isRectangle(path: Path, { 0: x1, 1: y1, 2: x2, 3: y2 }: ArrayLike<number>): boolean {
  let corners = 0
  for (let at = 0; at < path.length; at += 3) {
    if (path[at] === 4) break
    if (path[at]! > 1) return false
    const [x, y] = [path[at + 1]!, path[at + 2]!]
    if ((x !== x1 && x !== x2) || (y !== y1 && y !== y2)) return false
    corners++
  }
  return corners === 4 || corners === 5
}

function isAlike(one: string | undefined, other: string | undefined) {
  if (!one || !other) return false
  const shades = (color: string) => [1, 3, 5].map((at) => Number.parseInt(color.slice(at, at + 2), 16))
  const others = shades(other)
  return shades(one).every((shade, index) => Math.abs(shade - others[index]!) <= ALIKE)
}

const fontOf = ({ commonObjs }: PdfPage, id: string) =>
  commonObjs.has(id) ? (commonObjs.get(id) as { name?: string; isType3Font?: boolean } | null) : null
