import { through, type Quad } from '../../electron/core/reading/scan/perspective.ts'
import type { Picture, Point } from '../../electron/core/reading/scan/picture.ts'
import { createChance } from './corpus/random.ts'

export type Photographed = {
  seed?: number
  /** How far the corners of the sheet lie from those of the picture, as shares of its sides: the table is seen around it. */
  corners?: [Point, Point, Point, Point]
  /** How much light is left in the corner that has least, 0 to 1. */
  dim?: number
  /** How much light is left in the shadow of a hand across the sheet, 0 to 1. */
  shadow?: number
  /** Levels of grey the sensor adds or takes. */
  grain?: number
  /** The lens was not quite in focus: means of so many pixels around each. */
  blur?: number
}

/** The shade of the table the sheet lies on. */
const TABLE = 70

/** What a telephone makes of a sheet: seen from an angle, in the light of a lamp, with a shadow and the grain of the sensor. */
export function photographed(sheet: Picture, how: Photographed): Picture {
  const { seed = 1, dim = 1, shadow = 1, grain = 0, blur = 0 } = how
  const seen = blurred(how.corners ? askew(sheet, how.corners) : sheet, blur)
  const { width, height } = seen
  const chance = createChance(seed)
  const pixels = new Uint8Array(width * height)
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      const away = dim === 1 ? 0 : Math.hypot(x / width - 0.15, y / height - 0.1) / 1.25
      const across = (x / width) * 0.6 + y / height - 0.75
      const hand = shadow === 1 ? 1 : 1 - (1 - shadow) * smooth((0.16 - Math.abs(across)) / 0.05)
      const noise = grain ? grain * (chance.next() + chance.next() + chance.next() - 1.5) : 0
      const at = y * width + x
      pixels[at] = Math.min(255, Math.max(0, seen.pixels[at]! * (1 - (1 - dim) * Math.min(1, away)) * hand + noise))
    }
  return { ...seen, pixels }
}

const smooth = (share: number) => {
  const t = Math.min(1, Math.max(0, share))
  return t * t * (3 - 2 * t)
}

function askew(sheet: Picture, corners: [Point, Point, Point, Point]): Picture {
  const { width, height } = sheet
  const lies = corners.map(({ x, y }) => ({ x: x * width, y: y * height })) as Quad
  const { toSource } = through(lies, { width, height })
  const pixels = new Uint8Array(width * height).fill(TABLE)
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      const from = toSource({ x, y })
      const [left, top] = [Math.floor(from.x), Math.floor(from.y)]
      if (left < 0 || top < 0 || left >= width - 1 || top >= height - 1) continue
      const [right, below, at] = [from.x - left, from.y - top, top * width + left]
      const upper = sheet.pixels[at]! * (1 - right) + sheet.pixels[at + 1]! * right
      const lower = sheet.pixels[at + width]! * (1 - right) + sheet.pixels[at + width + 1]! * right
      pixels[y * width + x] = upper * (1 - below) + lower * below
    }
  return { ...sheet, pixels }
}

/** The mean of a square around each pixel, rows first. */
function blurred(picture: Picture, reach: number): Picture {
  if (reach === 0) return picture
  const { width, height } = picture
  const mean = (from: Uint8Array, step: number) => {
    const to = from.slice()
    for (let at = reach * step; at < from.length - reach * step; at++) {
      let sum = 0
      for (let by = -reach; by <= reach; by++) sum += from[at + by * step]!
      to[at] = sum / (2 * reach + 1)
    }
    return to
  }
  return { width, height, dpi: picture.dpi, pixels: mean(mean(picture.pixels, 1), width) }
}
