import { shrink, type Picture } from './picture.ts'

/** Darker is ink, or a dark ground. */
const DARK = 140
/** How far around a point is looked, in inches: more than half of it dark is a ground, not letters. */
const AROUND = 0.12
/** Ruled lines are longer than any stroke of a letter, in inches. */
const RULE = 0.45
/** And thinner, in inches. */
const THICK = 0.03
/** Pixels of a smaller copy the grounds are looked for on, in pixels of the picture. */
const COARSE = 4

/** Inches of a square in which some paper is seen between the letters. */
const SQUARE = 0.16
/** Of the shades of a square, so many are darker than its paper: ink, and grain. */
const PAPER = 0.85
/** Levels of grey by which the paper differs over a page before its light counts as uneven. */
const UNEVEN = 24
/** A square that much darker than the one beside it lies beyond an edge; a few of them are those of the sheet. */
const ABRUPT = 0.7
const EDGES = 4
/** Darker is no paper in however deep a shadow: a picture, a band, the table. */
const DARKEST = 60

/** Grey paper becomes white, and what lies in the shade as light as the rest. */
export function whiten(picture: Picture): Picture {
  const shades = shadesOf(picture)
  if (shades) return inEvenLight(picture, shades)
  const paper = paperOf(picture)
  if (paper > 250) return picture
  return { ...picture, pixels: picture.pixels.map((pixel) => Math.min(255, (pixel * 255) / paper)) }
}

type Shades = { across: number; down: number; side: number; papers: Float32Array }

/** How light the paper is, square by square; undefined where it is the same everywhere, as on a scanner. */
function shadesOf({ width, height, pixels, dpi }: Picture): Shades | undefined {
  const side = Math.round(SQUARE * dpi)
  const [across, down] = [Math.floor(width / side), Math.floor(height / side)]
  if (across < 4 || down < 4) return undefined
  const papers = new Float32Array(across * down)
  const counts = new Uint32Array(256)
  for (let row = 0; row < down; row++)
    for (let column = 0; column < across; column++) {
      counts.fill(0)
      let looked = 0
      for (let y = row * side; y < (row + 1) * side; y += 2)
        for (let x = column * side; x < (column + 1) * side; x += 2, looked++) counts[pixels[y * width + x]!]!++
      let [shade, below] = [0, counts[0]!]
      while (below < PAPER * looked) below += counts[++shade]!
      papers[row * across + column] = shade
    }
  const open = closed(closed(papers, across, down, Math.max), across, down, Math.min)
  if (hasEdges(open, across)) return undefined
  const filled = smooth(open, across, down)
  const sorted = filled.toSorted()
  const [dark, light] = [sorted[Math.floor(sorted.length * 0.04)]!, sorted[Math.floor(sorted.length * 0.9)]!]
  return light - dark > UNEVEN && light > 128 ? { across, down, side, papers: filled } : undefined
}

/** The lightest, or darkest, of each square and those up to two around it. */
function closed(papers: Float32Array, across: number, down: number, most: (...shades: number[]) => number) {
  const reach = 3
  const pass = (from: Float32Array, step: number, length: number, place: (at: number) => number) =>
    from.map((shade, at) => {
      const here = place(at)
      let best = shade
      for (let by = -Math.min(reach, here); by <= Math.min(reach, length - 1 - here); by++)
        best = most(best, from[at + by * step]!)
      return best
    })
  const rows = pass(papers, 1, across, (at) => at % across)
  return pass(rows, across, down, (at) => Math.floor(at / across))
}

/** A wide band or a picture is no shadow: it begins at once. */
function hasEdges(papers: Float32Array, across: number) {
  const isEdge = (one: number, other = one) => Math.min(one, other) < ABRUPT * Math.max(one, other)
  const edges = papers.reduce((sum, shade, at) => {
    const next = at % across < across - 1 ? papers[at + 1] : shade
    return sum + Number(isEdge(shade, next)) + Number(isEdge(shade, papers[at + across]))
  }, 0)
  return edges > EDGES
}

/** The mean of each square and those beside it. */
function smooth(papers: Float32Array, across: number, down: number) {
  return papers.map((_, at) => {
    const [column, row] = [at % across, Math.floor(at / across)]
    let [sum, many] = [0, 0]
    for (let y = Math.max(0, row - 1); y <= Math.min(down - 1, row + 1); y++)
      for (let x = Math.max(0, column - 1); x <= Math.min(across - 1, column + 1); x++, many++)
        sum += papers[y * across + x]!
    return sum / many
  })
}

/** Each pixel as if the paper around it were white. */
function inEvenLight(picture: Picture, { across, down, side, papers }: Shades): Picture {
  const { width, height } = picture
  const pixels = new Uint8Array(picture.pixels.length)
  const columns = Array.from({ length: width }, (_, x) => between(x, side, across))
  const lefts = Uint32Array.from(columns, ([left]) => left)
  const rights = Float64Array.from(columns, ([, right]) => right)
  for (let y = 0; y < height; y++) {
    const [top, below] = between(y, side, down)
    const under = top < down - 1 ? across : 0
    for (let x = 0; x < width; x++) {
      const [left, right] = [lefts[x]!, rights[x]!]
      const at = top * across + left
      const next = left < across - 1 ? 1 : 0
      const upper = papers[at]! * (1 - right) + papers[at + next]! * right
      const lower = papers[at + under]! * (1 - right) + papers[at + under + next]! * right
      const paper = Math.max(DARKEST, upper * (1 - below) + lower * below)
      pixels[y * width + x] = Math.min(255, (picture.pixels[y * width + x]! * 255) / paper)
    }
  }
  return { ...picture, pixels }
}

/** The square before a place, by its middle, and how far on to the next. */
function between(place: number, side: number, many: number): [number, number] {
  const at = Math.min(many - 1, Math.max(0, place / side - 0.5))
  return [Math.floor(at), at - Math.floor(at)]
}

/** The commonest of the light shades. */
function paperOf({ pixels }: Picture) {
  const counts = new Uint32Array(256)
  for (let at = 0; at < pixels.length; at += 7) counts[pixels[at]!]!++
  return counts.reduce((best, count, shade) => (shade >= 128 && count > counts[best]! ? shade : best), 255)
}

/** Light letters on a dark band become dark ones on white. */
export function lighten(picture: Picture): Picture {
  const { width, height, pixels } = picture
  const small = shrink(picture, COARSE)
  const grounds = groundsOf(small)
  if (!grounds.some((shade) => shade > 0)) return picture
  const turned = pixels.slice()
  for (let y = 0; y < height; y++) {
    const row = Math.floor(y / COARSE) * small.width
    for (let x = 0; x < width; x++) {
      const ground = grounds[row + Math.floor(x / COARSE)] ?? 0
      const at = y * width + x
      if (ground > 0) turned[at] = Math.min(255, Math.max(0, (255 * (255 - pixels[at]!)) / (255 - ground)))
    }
  }
  return { ...picture, pixels: turned }
}

/** Where most around is dark, how dark that is; elsewhere 0. Sums of all above and to the left tell it of any square. */
function groundsOf({ width, height, pixels, dpi }: Picture): Uint8Array {
  const reach = Math.max(2, Math.round(AROUND * dpi))
  const counts = new Uint32Array((width + 1) * (height + 1))
  const shades = new Uint32Array((width + 1) * (height + 1))
  const grounds = new Uint8Array(width * height)
  for (let y = 0; y < height; y++) {
    let [count, shade] = [0, 0]
    for (let x = 0; x < width; x++) {
      const pixel = pixels[y * width + x]!
      if (pixel < DARK) [count, shade] = [count + 1, shade + pixel]
      const at = (y + 1) * (width + 1) + x + 1
      counts[at] = counts[at - width - 1]! + count
      shades[at] = shades[at - width - 1]! + shade
    }
  }
  for (let y = 0; y < height; y++) {
    const [top, bottom] = [Math.max(0, y - reach) * (width + 1), Math.min(height, y + reach) * (width + 1)]
    for (let x = 0; x < width; x++) {
      const [left, right] = [Math.max(0, x - reach), Math.min(width, x + reach)]
      const within = (sums: Uint32Array) =>
        sums[bottom + right]! - sums[bottom + left]! - sums[top + right]! + sums[top + left]!
      const dark = within(counts)
      if (2 * dark > (2 * reach) ** 2) grounds[y * width + x] = Math.max(1, within(shades) / dark)
    }
  }
  return grounds
}

/** Wipes the ruled lines of tables out of a page that lies straight: letters between them are seen better. */
export function withoutRules(picture: Picture): Picture {
  const { width, height, dpi } = picture
  const pixels = picture.pixels.slice()
  const thick = Math.round(THICK * dpi)
  wipe({ lines: height, length: width, step: 1, across: width })
  wipe({ lines: width, length: height, step: width, across: 1 })
  return { ...picture, pixels }

  function wipe({ lines, length, step, across }: { lines: number; length: number; step: number; across: number }) {
    /** Of each line, where what is dark began. */
    const starts = new Uint32Array(lines)
    // Memory is read in its order, whichever way the lines run.
    if (step === 1)
      for (let line = 1; line < lines - 1; line++) for (let place = 0; place <= length; place++) look(line, place)
    else for (let place = 0; place <= length; place++) for (let line = 1; line < lines - 1; line++) look(line, place)

    function look(line: number, place: number) {
      if (place < length && picture.pixels[line * across + place * step]! < DARK + 40) return
      const start = starts[line]!
      starts[line] = place + 1
      if (place - start > RULE * dpi && isThin(line, start, place))
        for (let at = start; at < place; at++)
          for (const side of [-across, 0, across]) pixels[line * across + at * step + side] = 255
    }
    /** Light on both sides, nearly all along: not a line of a grey ground. */
    function isThin(line: number, from: number, to: number) {
      let thin = 0
      for (let at = from; at < to; at++) if (isLight(line - thick, at) && isLight(line + thick, at)) thin++
      return thin > 0.7 * (to - from)
    }
    function isLight(line: number, place: number) {
      return line < 0 || line >= lines || picture.pixels[line * across + place * step]! >= DARK + 40
    }
  }
}
