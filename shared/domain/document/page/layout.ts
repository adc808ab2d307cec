import type { Page, Run } from './runs.ts'
import { withAccents } from './accents.ts'
import { plain } from './plain.ts'

/** A box in points of the displayed page, from its top left corner. */
export type Box = { left: number; top: number; right: number; bottom: number }

/**
 * Words printed next to each other, as in one cell of a table: the unit everything is read from. Its box lies in the frame of
 * the text’s own direction, where reading goes to the right and lines go down, so that turned text is read like any other.
 */
export type Segment = Box & {
  /** Text as printed, one space between words, and the same made plain (plain.ts). */
  text: string
  plain: string
  /** Segments of one sheet can be neighbours: same page, same direction. */
  sheet: number
  page: number
  angle: number
  size: number
  /** Where each character starts, and where the last one ends. */
  edges: number[]
  /** Where, after a space, the letters change their look. */
  turns: number[]
  /** Number of the line on its sheet, from the top. */
  line: number
}

/** Two pieces of text further apart than this, in heights of letters, are two segments. */
const GAP = 0.68
/** The same for letters set apart, and where one of their words ends. */
const SPREAD_GAP = 1.6
const WORD_GAP = 0.7
/** Two pieces of text closer than this are one word. */
const SPACE = 0.14

/** Takes the pages of a PDF; gives their segments, line by line, each line from left to right. */
export function layOut(pages: Page[]): Segment[] {
  return pages.flatMap((page) =>
    [0, 90, 180, 270].flatMap((angle) => {
      const runs = withAccents(page.runs, widthOf)
        .filter((run) => run.angle === angle && run.text.trim() !== '')
        .map((run) => inItsFrame(run))
      return linesOf(runs).flatMap((line, index) => segmentsOf(line, { page: page.number, angle, line: index }))
    }),
  )
}

type Framed = { text: string; u: number; v: number; width: number; size: number; font: string }

/** Turns the page so that the text runs to the right: (u, v) are the coordinates of its start in that frame. */
function inItsFrame({ text, x, y, width, size, angle, font }: Run): Framed {
  const [cos, sin] = TURNS[angle] ?? [1, 0]
  return { text, u: x * cos + y * sin, v: y * cos - x * sin, width, size: size > 1 ? size : 10, font }
}

const TURNS: Record<number, [number, number]> = { 0: [1, 0], 90: [0, 1], 180: [-1, 0], 270: [0, -1] }

/** The box of a segment, or of part of its characters, back on the displayed page. */
export function boxOnPage(segment: Segment, from = 0, to = segment.text.length): Box {
  const [cos, sin] = TURNS[segment.angle] ?? [1, 0]
  const left = segment.edges[from] ?? segment.left
  const right = segment.edges[to] ?? segment.right
  const corners = [
    [left, segment.top],
    [right, segment.bottom],
  ].map(([u = 0, v = 0]) => [u * cos - v * sin, u * sin + v * cos] as const)
  const [[x1, y1], [x2, y2]] = corners as [readonly [number, number], readonly [number, number]]
  return { left: Math.min(x1, x2), top: Math.min(y1, y2), right: Math.max(x1, x2), bottom: Math.max(y1, y2) }
}

/** Runs whose baselines are as good as equal, from the top; each line from left to right. */
function linesOf(runs: Framed[]): Framed[][] {
  const lines: { v: number; size: number; runs: Framed[] }[] = []
  for (const run of runs.toSorted((a, b) => a.v - b.v || a.u - b.u)) {
    const line = lines.at(-1)
    if (line && run.v - line.v <= 0.35 * Math.min(run.size, line.size)) line.runs.push(run)
    else lines.push({ v: run.v, size: run.size, runs: [run] })
  }
  return lines.map((line) => line.runs.toSorted((a, b) => a.u - b.u))
}

type Where = { page: number; angle: number; line: number }

function segmentsOf(line: Framed[], where: Where): Segment[] {
  const segments: Segment[] = []
  let open: Draft | undefined
  for (const piece of line.flatMap(piecesOf)) {
    if (open && isSecondStroke(open, piece)) continue
    const gap = open ? (piece.u - open.right) / Math.min(piece.size, open.size) : 0
    const isSpread = open !== undefined && areSpread(open, piece)
    if (!open || gap > (isSpread || isTownNext(open, piece) ? SPREAD_GAP : GAP) || gap < -1.5) {
      if (open) segments.push(finish(open, where))
      open = {
        text: '',
        edges: [],
        turns: [],
        left: piece.u,
        right: piece.u,
        v: piece.v,
        size: piece.size,
        last: piece,
      }
    }
    append(open, piece, gap > (isSpread ? WORD_GAP : Infinity) ? '  ' : gap > SPACE ? ' ' : '')
  }
  if (open) segments.push(finish(open, where))
  return segments
}

/** Letters set apart one by one: « D A T E ». Between their words the gap is wider, but not that of another cell. */
const areSpread = ({ text }: Draft, piece: Framed) =>
  /^\p{Lu}/u.test(piece.text) &&
  [text, piece.text].every((letters) => letters.split(/ +/).every((word) => word.length === 1))

/** « 75008   PARIS » is one line of an address, however wide its blank. */
const isTownNext = ({ text }: Draft, piece: Framed) => /^(?:[A-Z]-)?\d{5}$/.test(text) && /^\p{L}{2}/u.test(piece.text)

type Draft = {
  text: string
  edges: number[]
  turns: number[]
  left: number
  right: number
  v: number
  size: number
  last: Framed
}

/** Letters drawn twice, a hair apart, to look bold. */
const isSecondStroke = ({ last }: Draft, piece: Framed) =>
  piece.text === last.text && Math.abs(piece.u - last.u) < 0.25 * piece.size

/** Columns made with blanks: two spaces or more separate, each piece keeps its share of the width. */
function piecesOf(run: Framed): Framed[] {
  const characters = Array.from(run.text.normalize('NFC'))
  const weights = characters.map(weightOf)
  const unit = run.width / Math.max(0.001, sum(weights))
  const pieces: Framed[] = []
  let at = run.u
  let current: { text: string; u: number; width: number; blanks: number } | undefined
  characters.forEach((character, index) => {
    const width = (weights[index] ?? 0) * unit
    const isBlank = character.trim() === ''
    if (current && isBlank) current.blanks += width
    else if (!isBlank && (!current || current.blanks > 0.75 * run.size)) {
      if (current) pieces.push({ ...run, text: current.text, u: current.u, width: current.width })
      current = { text: character, u: at, width, blanks: 0 }
    } else if (current) {
      current.text += (current.blanks > 0 ? ' ' : '') + character
      current.width += current.blanks + width
      current.blanks = 0
    }
    at += width
  })
  if (current) pieces.push({ ...run, text: current.text, u: current.u, width: current.width })
  return pieces
}

function append(draft: Draft, piece: Framed, space: string) {
  if (draft.text !== '') {
    if (space !== '' && piece.font !== draft.last.font) draft.turns.push(draft.text.length)
    draft.text += space
    draft.edges.push(...Array<number>(space.length).fill(draft.right))
  }
  const characters = Array.from(piece.text)
  const weights = characters.map(weightOf)
  const unit = piece.width / Math.max(0.001, sum(weights))
  let at = piece.u
  characters.forEach((character, index) => {
    // An edge for each UTF-16 unit, as the regular expressions count.
    for (let unitIndex = 0; unitIndex < character.length; unitIndex++) draft.edges.push(at)
    at += (weights[index] ?? 0) * unit
  })
  draft.text += piece.text
  draft.right = Math.max(draft.right, piece.u + piece.width)
  draft.size = Math.max(draft.size, piece.size)
  draft.last = piece
}

const finish = (draft: Draft, where: Where): Segment => ({
  ...where,
  ...together(draft),
  sheet: where.page * 4 + where.angle / 90,
  turns: draft.turns,
  size: draft.size,
  left: draft.left,
  right: draft.right,
  top: draft.v - 0.78 * draft.size,
  bottom: draft.v + 0.22 * draft.size,
})

/** Letters set apart for effect, « F A C T U R E », are put together again; where one word ends may be lost with it. */
function together(draft: Draft) {
  const isSpread = isSpreadOut(draft.text.split(/ +/))
  const kept = isSpread ? [...draft.text.matchAll(/\S|(?<= ) /g)].map(({ index }) => index) : undefined
  const text = kept ? kept.map((index) => draft.text.charAt(index)).join('') : draft.text
  const edges = kept ? kept.map((index) => draft.edges[index] ?? draft.left) : draft.edges
  return { text, plain: plain(text), edges: [...edges, draft.right] }
}

/** Most words are single letters; « DAT E » too, for kerning keeps some pairs together. */
function isSpreadOut(words: string[]) {
  const letters = words.filter((word) => /^\p{L}$/u.test(word)).length
  if (words.length === 2) return letters > 0 && words.every((word) => /^\p{Lu}{1,3}$/u.test(word))
  const singles = words.filter((word) => word.length === 1).length
  return letters >= 3 && singles >= 0.6 * words.length && words.every((word) => word.length <= 4)
}

/** How wide a character is beside the others, as in most fonts: a PDF gives the width of a whole run, not of its letters. */
function weightOf(character: string) {
  if (/[\siljI.,:;'’|!]/.test(character)) return 0.26
  if (/[()[\]ftr°/-]/.test(character)) return 0.33
  if (/[mMW@%—]/.test(character)) return 0.88
  return /[A-ZÀ-Þw]/.test(character) ? 0.69 : 0.55
}

const widthOf = (text: string) => sum(Array.from(text, weightOf))

const sum = (numbers: number[]) => numbers.reduce((total, number) => total + number, 0)
