import { shrink, type Picture, type Point, type Turned } from './picture.ts'

/** Four corners: left above, right above, right below, left below. */
export type Quad = [Point, Point, Point, Point]

/** Pixels the smaller copy is wide on which the sheet is looked for. */
const WIDTH = 300
/** The sheet fills at least so much of a picture on which the table is seen around it. */
const LEAST = 0.3
/** A sheet whose corners lie so near to those of the picture, as a share of its width, was laid on a scanner. */
const NEAR = 0.012
/** Levels of grey the paper is lighter than the table. */
const LIGHTER = 40
/** Of the points found on an edge, so many lie on one line, within so many pixels. */
const AGREE = 0.7
const OFF = 1.5

/** Maps between a sheet of this size and a quadrilateral it is seen as: `toSeen` from the sheet, `toSource` back onto it. */
export function through(quad: Quad, { width, height }: { width: number; height: number }) {
  const [p0, p1, p2, p3] = quad
  // The projective map of the unit square onto the quadrilateral (Heckbert, 1989).
  const [sx, sy] = [p0.x - p1.x + p2.x - p3.x, p0.y - p1.y + p2.y - p3.y]
  const [dx1, dx2, dy1, dy2] = [p1.x - p2.x, p3.x - p2.x, p1.y - p2.y, p3.y - p2.y]
  const whole = dx1 * dy2 - dx2 * dy1
  const [g, h] = [(sx * dy2 - dx2 * sy) / whole, (dx1 * sy - sx * dy1) / whole]
  const [a, b, c] = [p1.x - p0.x + g * p1.x, p3.x - p0.x + h * p3.x, p0.x]
  const [d, e, f] = [p1.y - p0.y + g * p1.y, p3.y - p0.y + h * p3.y, p0.y]
  const toSeen = ({ x, y }: Point): Point => {
    const [u, v] = [x / width, y / height]
    const w = g * u + h * v + 1
    return { x: (a * u + b * v + c) / w, y: (d * u + e * v + f) / w }
  }
  const [A, B, C] = [e - f * h, c * h - b, b * f - c * e]
  const [D, E, F] = [f * g - d, a - c * g, c * d - a * f]
  const [G, H, I] = [d * h - e * g, b * g - a * h, a * e - b * d]
  const toSource = ({ x, y }: Point): Point => {
    const w = G * x + H * y + I
    return { x: ((A * x + B * y + C) / w) * width, y: ((D * x + E * y + F) / w) * height }
  }
  return { toSeen, toSource }
}

/** A sheet photographed from an angle on a darker table, as it would lie on a scanner; undefined when no such sheet is seen. */
export function flattened(picture: Picture): Turned | undefined {
  const quad = sheetIn(picture)
  if (!quad) return undefined
  const side = (from: Point, to: Point) => Math.hypot(from.x - to.x, from.y - to.y)
  const width = Math.round(Math.max(side(quad[0], quad[1]), side(quad[3], quad[2])))
  const height = Math.round(Math.max(side(quad[0], quad[3]), side(quad[1], quad[2])))
  const { toSeen } = through(quad, { width, height })
  const pixels = new Uint8Array(width * height)
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      const from = toSeen({ x, y })
      const left = Math.min(picture.width - 2, Math.max(0, Math.floor(from.x)))
      const top = Math.min(picture.height - 2, Math.max(0, Math.floor(from.y)))
      const [right, below] = [Math.min(1, Math.max(0, from.x - left)), Math.min(1, Math.max(0, from.y - top))]
      const at = top * picture.width + left
      const upper = picture.pixels[at]! * (1 - right) + picture.pixels[at + 1]! * right
      const lower = picture.pixels[at + picture.width]! * (1 - right) + picture.pixels[at + picture.width + 1]! * right
      pixels[y * width + x] = upper * (1 - below) + lower * below
    }
  return { picture: { width, height, pixels, dpi: picture.dpi }, back: toSeen }
}

/** The corners of the one light sheet; undefined when its edges are not four straight lines within the picture. */
function sheetIn(picture: Picture): Quad | undefined {
  const factor = Math.max(1, Math.round(picture.width / WIDTH))
  const small = shrink(picture, factor)
  const { width, height } = small
  const isSheet = lightIn(small)
  if (!isSheet) return undefined
  const left: Point[] = []
  const right: Point[] = []
  for (let y = 0; y < height; y++) {
    const row = isSheet.subarray(y * width, (y + 1) * width)
    const [from, to] = [row.indexOf(1), row.lastIndexOf(1)]
    if (to - from < width / 4) continue
    if (from > 0) left.push({ x: y, y: from })
    if (to < width - 1) right.push({ x: y, y: to + 1 })
  }
  const above: Point[] = []
  const below: Point[] = []
  for (let x = 0; x < width; x++) {
    let [from, to] = [0, height - 1]
    while (from < height && !isSheet[from * width + x]) from++
    while (to > from && !isSheet[to * width + x]) to--
    if (to - from < height / 4) continue
    if (from > 0) above.push({ x, y: from })
    if (to < height - 1) below.push({ x, y: to + 1 })
  }
  const lines = [left, right, above, below].map((points, index) => lineOf(points, index < 2 ? height : width))
  const [l, r, a, b] = lines
  if (!l || !r || !a || !b) return undefined
  const corner = (side: Line, end: Line): Point => {
    const y = (end.slope * side.start + end.start) / (1 - end.slope * side.slope)
    return { x: (side.slope * y + side.start) * factor, y: y * factor }
  }
  const quad: Quad = [corner(l, a), corner(r, a), corner(r, b), corner(l, b)]
  const near = NEAR * picture.width
  const isWhole = quad.every(
    ({ x, y }, index) =>
      Math.abs(x - (index === 0 || index === 3 ? 0 : picture.width)) < near &&
      Math.abs(y - (index < 2 ? 0 : picture.height)) < near,
  )
  return isWhole ? undefined : quad
}

/** 1 where the sheet is: all that is lighter than the table and touches its middle; undefined without a darker table around. */
function lightIn({ width, height, pixels }: Picture): Uint8Array | undefined {
  const border: number[] = []
  for (let x = 0; x < width; x++) border.push(pixels[x]!, pixels[(height - 1) * width + x]!)
  for (let y = 0; y < height; y++) border.push(pixels[y * width]!, pixels[y * width + width - 1]!)
  border.sort((one, other) => one - other)
  const inside = pixels.toSorted()
  const [table, paper] = [border[Math.floor(border.length / 2)]!, inside[Math.floor(inside.length * 0.7)]!]
  if (paper - table < LIGHTER) return undefined
  const shade = table + (paper - table) / 3
  const isSheet = new Uint8Array(width * height)
  const start = Math.floor(height / 2) * width
  const first = pixels.subarray(start, start + width).findIndex((pixel, x) => x > width / 3 && pixel > shade)
  if (first < 0) return undefined
  const spot = [start + first]
  isSheet[spot[0]!] = 1
  for (let index = 0; index < spot.length; index++) {
    const at = spot[index]!
    const x = at % width
    for (const next of [x > 0 ? at - 1 : -1, x < width - 1 ? at + 1 : -1, at - width, at + width]) {
      if (next < 0 || next >= pixels.length || isSheet[next] || pixels[next]! <= shade) continue
      isSheet[next] = 1
      spot.push(next)
    }
  }
  return spot.length > LEAST * pixels.length ? isSheet : undefined
}

/** y = slope · x + start */
type Line = { slope: number; start: number }

/** The line most of these points lie on; undefined when there is none that is nearly straight along the side. */
function lineOf(points: Point[], length: number): Line | undefined {
  if (points.length < length / 3) return undefined
  let best: { line: Line; near: Point[] } | undefined
  const step = Math.max(1, Math.floor(points.length / 24))
  for (let i = 0; i < points.length; i += step)
    for (let j = i + 6 * step; j < points.length; j += step) {
      const [from, to] = [points[i]!, points[j]!]
      const slope = (to.y - from.y) / (to.x - from.x)
      const line = { slope, start: from.y - slope * from.x }
      const near = points.filter(({ x, y }) => Math.abs(slope * x + line.start - y) < OFF)
      if (!best || near.length > best.near.length) best = { line, near }
    }
  return best && best.near.length > AGREE * points.length && Math.abs(best.line.slope) < 0.35
    ? fit(best.near)
    : undefined
}

/** Least squares. */
function fit(points: Point[]): Line {
  const many = points.length
  const [mx, my] = [points.reduce((sum, { x }) => sum + x, 0) / many, points.reduce((sum, { y }) => sum + y, 0) / many]
  const across = points.reduce((sum, { x }) => sum + (x - mx) ** 2, 0)
  const slope = points.reduce((sum, { x, y }) => sum + (x - mx) * (y - my), 0) / Math.max(1, across)
  return { slope, start: my - slope * mx }
}
