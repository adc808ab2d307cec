/** Shades of grey, 0 black to 255 white, one byte a pixel, line by line from the top left corner. */
export type Picture = { width: number; height: number; pixels: Uint8Array; dpi: number }

/** A point in pixels. */
export type Point = { x: number; y: number }

/** How a picture was turned, and the way back: from a point of the turned picture to the same point of the first one. */
export type Turned = { picture: Picture; back: (point: Point) => Point }

const WHITE = 255

/** Turns by so many quarters of a circle, clockwise: 0 to 3. */
export function turnQuarters(picture: Picture, quarters: number): Turned {
  const { width, height, pixels, dpi } = picture
  const [w, h] = quarters % 2 === 0 ? [width, height] : [height, width]
  const back = ({ x, y }: Point): Point => {
    if (quarters === 1) return { x: y, y: height - x }
    if (quarters === 2) return { x: width - x, y: height - y }
    return quarters === 3 ? { x: width - y, y: x } : { x, y }
  }
  if (quarters === 0) return { picture, back }
  const turned = new Uint8Array(pixels.length)
  // Where the first pixel of a line comes from, and how far on the next one does.
  const step = quarters === 2 ? -1 : quarters === 1 ? -width : width
  for (let y = 0; y < h; y++) {
    let from = quarters === 1 ? (height - 1) * width + y : quarters === 2 ? (height - y) * width - 1 : width - 1 - y
    for (let at = y * w; at < (y + 1) * w; at++, from += step) turned[at] = pixels[from]!
  }
  return { picture: { width: w, height: h, pixels: turned, dpi }, back }
}

/** Turns by a few degrees, clockwise, on a sheet big enough for all of it. */
export function turnDegrees(picture: Picture, degrees: number): Turned {
  if (degrees === 0) return { picture, back: (point) => point }
  const { width, height, pixels, dpi } = picture
  const [cos, sin] = [Math.cos((degrees * Math.PI) / 180), Math.sin((degrees * Math.PI) / 180)]
  const w = Math.ceil(width * Math.abs(cos) + height * Math.abs(sin))
  const h = Math.ceil(height * Math.abs(cos) + width * Math.abs(sin))
  const back = ({ x, y }: Point): Point => ({
    x: (x - w / 2) * cos + (y - h / 2) * sin + width / 2,
    y: (y - h / 2) * cos - (x - w / 2) * sin + height / 2,
  })
  const turned = new Uint8Array(w * h).fill(WHITE)
  for (let y = 0; y < h; y++) {
    const start = back({ x: 0, y })
    // Ten million times a page: no pairs, no lists in here.
    for (let x = 0; x < w; x++) {
      const fromX = start.x + x * cos
      const fromY = start.y - x * sin
      const left = Math.floor(fromX)
      const top = Math.floor(fromY)
      if (left < 0 || top < 0 || left >= width - 1 || top >= height - 1) continue
      const right = fromX - left
      const below = fromY - top
      const at = top * width + left
      const upper = pixels[at]! * (1 - right) + pixels[at + 1]! * right
      const lower = pixels[at + width]! * (1 - right) + pixels[at + width + 1]! * right
      turned[y * w + x] = upper * (1 - below) + lower * below
    }
  }
  return { picture: { width: w, height: h, pixels: turned, dpi }, back }
}

/** A smaller picture: each pixel the mean of `factor` by `factor` of them. */
export function shrink({ width, height, pixels, dpi }: Picture, factor: number): Picture {
  if (factor <= 1) return { width, height, pixels, dpi }
  const [w, h] = [Math.floor(width / factor), Math.floor(height / factor)]
  const small = new Uint8Array(w * h)
  for (let y = 0; y < h; y++) {
    for (let x = 0; x < w; x++) {
      let sum = 0
      for (let dy = 0; dy < factor; dy++) {
        const from = (y * factor + dy) * width + x * factor
        for (let dx = 0; dx < factor; dx++) sum += pixels[from + dx]!
      }
      small[y * w + x] = sum / (factor * factor)
    }
  }
  return { width: w, height: h, pixels: small, dpi: dpi / factor }
}
