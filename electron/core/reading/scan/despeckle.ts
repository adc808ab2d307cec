import type { Picture } from './picture.ts'

/** Square inches a speck covers at most: the dot of an i in the smallest print has more. */
const SPECK = 10 / 300 ** 2
/** Fewer on a page are dots of letters and the grain of its paper. */
const MANY = 4000
/** Levels of grey between a speck and the paper around it. */
const STEP = 28

/** What paper is, once it has been whitened. */
const WHITE = 255

/** Wipes out the specks of a page that has many of them: what is darker than the paper, and smaller than any sign. */
export function despeckle(picture: Picture): Picture {
  const most = Math.round(SPECK * picture.dpi ** 2)
  const specks = specksOf(picture, { ink: WHITE - STEP, most })
  if (specks.count < MANY) return picture
  const pixels = picture.pixels.slice()
  for (const at of specks.pixels) pixels[at] = WHITE
  return { ...picture, pixels }
}

function specksOf({ width, pixels }: Picture, { ink, most }: { ink: number; most: number }) {
  const isSeen = new Uint8Array(pixels.length)
  const found: number[] = []
  let count = 0
  for (let start = width + 1; start < pixels.length - width - 1; start++) {
    if (isSeen[start] || pixels[start]! >= ink) continue
    const spot = spotAt(start)
    if (spot.length > most) continue
    count++
    found.push(...spot)
  }
  return { count, pixels: found }

  /** All that touches this pixel and is as dark. */
  function spotAt(start: number) {
    const spot = [start]
    isSeen[start] = 1
    for (let index = 0; index < spot.length; index++) {
      const at = spot[index]!
      for (let dy = -width; dy <= width; dy += width)
        for (let dx = -1; dx <= 1; dx++) {
          const next = at + dy + dx
          if (next < 0 || next >= pixels.length || isSeen[next] || pixels[next]! >= ink) continue
          isSeen[next] = 1
          spot.push(next)
        }
    }
    return spot
  }
}
