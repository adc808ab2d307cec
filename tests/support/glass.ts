import { shrink, turnDegrees, turnQuarters, type Picture } from '../../electron/core/reading/scan/picture.ts'

export type Scanned = {
  /** Degrees the paper lies askew, clockwise. */
  askew?: number
  /** Quarters of a circle it was laid on the glass, clockwise. */
  quarters?: number
  dpi?: number
  /** Specks and grain: the share of pixels that are off. */
  noise?: number
  /** How dark the paper is: 255 white. */
  paper?: number
  /** Quality of the JPEG it went through, 1 to 100. */
  jpeg?: number
  /** Black and white, as a fax: what is darker than this is black. */
  fax?: number
  /** Pages kept as they are, with their text. */
  keep?: number[]
}

/** What a scanner makes of a sheet drawn at 300 dpi. */
export function onGlass(drawn: Picture, how: Scanned): Picture {
  const { askew = 0, quarters = 0, dpi = 300, noise = 0, paper = 255, jpeg, fax } = how
  const laid = turnQuarters(turnDegrees(drawn, askew).picture, quarters).picture
  const coarse = at(laid, dpi)
  const grain = grained(coarse.pixels, { noise, paper })
  const squeezed = jpeg === undefined ? grain : squeeze(grain, coarse.width, jpeg)
  // Rounded and bounded by the array itself, but for a fax.
  const pixels = new Uint8ClampedArray(squeezed)
  if (fax !== undefined) pixels.forEach((_, index) => (pixels[index] = squeezed[index]! < fax ? 0 : 255))
  return { ...coarse, pixels: new Uint8Array(pixels.buffer) }
}

/** As grey as its paper, with its grain: the same each time. */
function grained(pixels: Uint8Array, { noise, paper }: { noise: number; paper: number }): Float32Array {
  const greys = new Float32Array(pixels)
  let seed = 42
  const random = () => (seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648) / 2_147_483_648
  if (!noise && paper === 255) return greys
  for (let index = 0; index < greys.length; index++) {
    const grey = (greys[index]! * paper) / 255
    greys[index] = noise ? grey + (random() - 0.5) * 400 * (random() < noise ? 1 : noise) : grey
  }
  return greys
}

/** The mean of the pixels each coarser pixel covers. */
function at(picture: Picture, dpi: number): Picture {
  const factor = picture.dpi / dpi
  if (Number.isInteger(factor)) return shrink(picture, factor)
  const [width, height] = [Math.floor(picture.width / factor), Math.floor(picture.height / factor)]
  const pixels = new Uint8Array(width * height)
  const share = (start: number, index: number) =>
    Math.max(0, Math.min(index + 1, start + factor) - Math.max(index, start))
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      let sum = 0
      for (let row = Math.floor(y * factor); row < Math.min((y + 1) * factor, picture.height); row++)
        for (let column = Math.floor(x * factor); column < Math.min((x + 1) * factor, picture.width); column++)
          sum += picture.pixels[row * picture.width + column]! * share(y * factor, row) * share(x * factor, column)
      pixels[y * width + x] = sum / factor ** 2
    }
  }
  return { width, height, pixels, dpi }
}

/** The luminance table of the JPEG standard (ITU-T T.81, annex K.1). */
const STEPS = [
  ...[16, 11, 10, 16, 24, 40, 51, 61, 12, 12, 14, 19, 26, 58, 60, 55, 14, 13, 16, 24, 40, 57, 69, 56],
  ...[14, 17, 22, 29, 51, 87, 80, 62, 18, 22, 37, 56, 68, 109, 103, 77, 24, 35, 55, 64, 81, 104, 113, 92],
  ...[49, 64, 78, 87, 103, 121, 120, 101, 72, 92, 95, 98, 112, 100, 103, 99],
]
const WAVES = Float64Array.from({ length: 64 }, (_, index) => {
  const [wave, place] = [index >> 3, index & 7]
  return (wave ? 0.5 : Math.sqrt(1 / 8)) * Math.cos(((2 * place + 1) * wave * Math.PI) / 16)
})

/** The way back. */
const PLACES = WAVES.map((_, index) => WAVES[(index & 7) * 8 + (index >> 3)]!)

/** What JPEG loses: each block of 8 by 8 in waves, rounded to steps of the quality. */
function squeeze(pixels: Float32Array, width: number, quality: number): Float32Array {
  const scale = quality < 50 ? 50 / quality : 2 - quality / 50
  const steps = STEPS.map((step) => Math.max(1, Math.round(step * scale)))
  const [height, lost] = [pixels.length / width, Float32Array.from(pixels)]
  const [block, half] = [new Float32Array(64), new Float32Array(64)]
  for (let top = 0; top + 8 <= height; top += 8) {
    for (let left = 0; left + 8 <= width; left += 8) {
      for (let index = 0; index < 64; index++) block[index] = pixels[(top + (index >> 3)) * width + left + (index & 7)]!
      turnWaves(block, half, WAVES)
      for (let index = 0; index < 64; index++) block[index] = Math.round(block[index]! / steps[index]!) * steps[index]!
      turnWaves(block, half, PLACES)
      for (let index = 0; index < 64; index++) lost[(top + (index >> 3)) * width + left + (index & 7)] = block[index]!
    }
  }
  return lost
}

/** Along the lines, then along the columns; `factors` are those of each place to eight others. */
function turnWaves(block: Float32Array, half: Float32Array, factors: Float64Array) {
  for (let index = 0; index < 64; index++) {
    let sum = 0
    for (let from = 0; from < 8; from++) sum += block[(index & 56) + from]! * factors[(index & 7) * 8 + from]!
    half[index] = sum
  }
  for (let index = 0; index < 64; index++) {
    let sum = 0
    for (let from = 0; from < 8; from++) sum += half[from * 8 + (index & 7)]! * factors[(index >> 3) * 8 + from]!
    block[index] = sum
  }
}
