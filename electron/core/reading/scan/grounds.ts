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

/** Grey paper becomes white. */
export function whiten(picture: Picture): Picture {
  const paper = paperOf(picture)
  if (paper > 250) return picture
  return { ...picture, pixels: picture.pixels.map((pixel) => Math.min(255, (pixel * 255) / paper)) }
}

/** The commonest of the light shades. */
function paperOf({ pixels }: Picture) {
  const counts = new Uint32Array(256)
  for (let at = 0; at < pixels.length; at += 7) counts[pixels[at]!]!++
  return counts.reduce((best, count, shade) => (shade >= 128 && count > counts[best]! ? shade : best), 255)
}

/** Light letters on a dark band become dark ones on white. */
export function lighten(picture: Picture): Picture {
  const { width, pixels } = picture
  const small = shrink(picture, COARSE)
  const grounds = groundsOf(small)
  if (!grounds.some((shade) => shade > 0)) return picture
  const turned = pixels.slice()
  for (let at = 0; at < pixels.length; at++) {
    const [x, y] = [Math.floor((at % width) / COARSE), Math.floor(at / width / COARSE)]
    const ground = grounds[y * small.width + x] ?? 0
    if (ground > 0) turned[at] = Math.min(255, Math.max(0, (255 * (255 - pixels[at]!)) / (255 - ground)))
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
  const { width, height } = picture
  const pixels = picture.pixels.slice()
  const thick = Math.round(THICK * picture.dpi)
  wipe({ lines: height, length: width, step: 1, across: width })
  wipe({ lines: width, length: height, step: width, across: 1 })
  return { ...picture, pixels }

  function wipe({ lines, length, step, across }: { lines: number; length: number; step: number; across: number }) {
    for (let line = 1; line < lines - 1; line++) {
      let start = 0
      for (let place = 0; place <= length; place++) {
        if (place < length && picture.pixels[line * across + place * step]! < DARK + 40) continue
        if (place - start > RULE * picture.dpi && isThin(line, start, place))
          for (let at = start; at < place; at++)
            for (const side of [-across, 0, across]) pixels[line * across + at * step + side] = 255
        start = place + 1
      }
    }

    /** Light on both sides, nearly all along: not a line of a grey ground. */
    function isThin(line: number, from: number, to: number) {
      let thin = 0
      for (let at = from; at < to; at++) if ([-thick, thick].every((away) => isLight(line + away, at))) thin++
      return thin > 0.7 * (to - from)
    }
    function isLight(line: number, place: number) {
      return line < 0 || line >= lines || picture.pixels[line * across + place * step]! >= DARK + 40
    }
  }
}
