import { inflateSync, constants } from 'node:zlib'
import { multiply, type Matrix } from '../../../shared/domain/document/page/runs.ts'
import limits from '../../../shared/tables/reading-limits.json' with { type: 'json' }
import { identity, isIn, type Box } from './hidden.ts'

/** No content of an invoice’s page unpacks to more, in bytes. */
const MOST = 2_000_000
/** Streams that draw nothing: pictures, fonts, tables, data. */
const OTHER =
  /\/Subtype\s*\/(?:Image|XML|Type1C|CIDFontType0C|OpenType)|\/Length1|\/N\s\d|\/Type\s*\/(?:XRef|Metadata|EmbeddedFile|ObjStm)/
/** Ways to write a stream other than zlib’s (ISO 32000-1 §7.4). */
const PACKED = /ASCII85Decode|ASCIIHexDecode|LZWDecode|RunLengthDecode/

/**
 * Whether letters of a PDF may leave no ink that shows: written in a mode without ink, or clear, light without a darker
 * box under them, or under a box. A quick look: what is meant by it is for hidden.ts to say, at twice the cost of a reading.
 */
export function mayHideInk(bytes: Uint8Array, latin1: string): boolean {
  if (/\/Encrypt\b/.test(latin1) || /\/ca\s+0(?:\.0*)?(?![.\d])/.test(latin1)) return true
  for (const { 0: word, index } of latin1.matchAll(/(?<!end)stream\r?\n/g)) {
    const facts = latin1.slice(Math.max(0, index - 300), index)
    const own = facts.slice(facts.lastIndexOf(' obj'))
    if (OTHER.test(own)) continue
    // Written in an old way: pdf.js undoes it.
    if (PACKED.test(own)) return true
    const start = index + word.length
    const end = latin1.indexOf('endstream', start)
    const content = own.includes('FlateDecode')
      ? unpacked(bytes.subarray(start, end))
      : latin1.slice(start, end).slice(0, MOST)
    if (LETTERS.test(content) && hidesInk(content)) return true
  }
  return false
}

type Point = { x: number; y: number }
type Ink = { matrix: Matrix; isLight: boolean }

/** Numbers, strings, names, arrays, operators: what a content stream is made of (ISO 32000-1 §7.8.2). */
const TOKENS =
  /[-+]?(?:\d+\.?\d*|\.\d+)|\((?:\\[^]|[^\\()]|\((?:\\[^]|[^\\()])*\))*\)|<[\da-fA-F\s]*>|\/[^\s/<>[\]()]*|[A-Za-z'"]+\*?/g
/** Shapes of a font’s letters, and pages of lines alone, show none. */
const LETTERS = /[)\]>]\s*(?:T[jJ]|['"])/
/** Components of a colour above this are not told from white paper; under what is left of it, for the four of print. */
const LIGHT = 0.94
/** No operator takes more numbers that are looked at; steps between letters come before theirs by the thousand. */
const OPERANDS = 6
const nowhere: Box = { left: Infinity, bottom: Infinity, right: -Infinity, top: -Infinity }

/**
 * Whether one content stream hides ink from the eye: letters in a mode without ink, in a light colour where no darker box
 * lies under them, or with a box drawn later over where they start. Operators by ISO 32000-1, annex A.
 */
function hidesInk(content: string): boolean {
  const saved: Ink[] = []
  const grounds: { box: Box; isLight: boolean }[] = []
  const letters: Point[] = []
  let ink: Ink = { matrix: identity, isLight: false }
  let path = nowhere
  let [line, size, leading] = [identity, 1, 0]
  let operands: number[] = []
  let hides = false as boolean

  const place = (x: number, y: number, from = identity): Point => {
    const [, , , , moved, up] = multiply(ink.matrix, multiply(from, [1, 0, 0, 1, x, y]))
    return { x: moved, y: up }
  }
  const moveBy = (x: number, y: number) => void (line = multiply(line, [1, 0, 0, 1, x, y]))
  const colour = (...parts: number[]) => void (ink = { ...ink, isLight: isLight(parts) })
  const draw = (...ends: number[]) => void (path = around(path, place(ends.at(-2) ?? 0, ends.at(-1) ?? 0)))
  const end = () => void (path = nowhere)
  function show() {
    const middle = place(0.2 * size, 0.3 * size, line)
    if (ink.isLight && (grounds.findLast(({ box }) => isIn(middle, box))?.isLight ?? true)) hides = true
    letters.push(place(0, 0, line))
  }
  function fill() {
    const box = path
    if (letters.some((letter) => isIn(letter, box))) hides = true
    grounds.push({ box, isLight: ink.isLight })
    end()
  }
  function nextLine() {
    moveBy(0, -leading)
  }
  const acts: Record<string, (...operands: number[]) => void> = {
    q: () => void saved.push(ink),
    Q: () => void (ink = saved.pop() ?? ink),
    cm: (...matrix) => void (ink = { ...ink, matrix: multiply(ink.matrix, matrix as Matrix) }),
    Tr: (mode) => void (hides ||= mode === 3 || mode === 7),
    Tf: (points = 1) => void (size = points),
    TL: (points = 0) => void (leading = points),
    BT: () => void (line = identity),
    Tm: (...matrix) => void (line = matrix as Matrix),
    Td: (x = 0, y = 0) => moveBy(x, y),
    TD(x = 0, y = 0) {
      leading = -y
      moveBy(x, y)
    },
    'T*': nextLine,
    re(x = 0, y = 0, width = 0, height = 0) {
      draw(x, y)
      draw(x + width, y + height)
    },
    ...each(['rg', 'g', 'k', 'sc', 'scn'], colour),
    ...each(['m', 'l', 'c', 'v', 'y'], draw),
    ...each(['f', 'F', 'f*', 'b', 'b*', 'B', 'B*'], fill),
    ...each(['n', 's', 'S'], end),
    ...each(['Tj', 'TJ'], show),
    ...each([`'`, '"'], () => {
      nextLine()
      show()
    }),
  }
  for (const token of content.match(TOKENS) ?? []) {
    const number = Number(token)
    if (Number.isNaN(number)) {
      if (Object.hasOwn(acts, token)) acts[token]!(...operands)
      if (hides) return true
      if (!/^[(<[/]/.test(token)) operands = []
    } else if (operands.push(number) > OPERANDS) operands.shift()
  }
  return false
}

const each = <T>(names: string[], one: T): Record<string, T> => Object.fromEntries(names.map((name) => [name, one]))
const isLight = (parts: number[]) =>
  parts.length === 4
    ? parts.every((part) => part <= 1 - LIGHT)
    : parts.length > 0 && parts.every((part) => part >= LIGHT)

const around = ({ left, bottom, right, top }: Box, { x, y }: Point): Box => ({
  left: Math.min(left, x),
  bottom: Math.min(bottom, y),
  right: Math.max(right, x),
  top: Math.max(top, y),
})

function unpacked(stream: Uint8Array) {
  try {
    return inflateSync(stream, { maxOutputLength: MOST, finishFlush: constants.Z_SYNC_FLUSH }).toString('latin1')
  } catch {
    return ''
  }
}

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
