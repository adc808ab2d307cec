import { shrink, type Picture } from './picture.ts'

/** How the lines of a page lie: along its width or its height, and the degrees they slope down to the right. */
export type Slope = { axis: 'across' | 'along'; degrees: number }

/** Pages are fed askew by a few degrees; more is a photograph. */
const MOST = 8
const COARSE = 0.5
const FINE = 0.05
/** Pixels a smaller copy is wide, where letters still have edges. */
const WIDTH = 800
/** A step from light to dark as between paper and ink. */
const CONTRAST = 28
/** More edges in a row are a ruled line. */
const RULE = 200
/** Edges looked at. */
const ENOUGH = 40_000

/**
 * Finds the slope of the lines: the upper and lower edges of letters pile up on the lines they stand on, and only when looked
 * at along them.
 */
export function slopeOf(picture: Picture): Slope {
  const small = shrink(picture, Math.max(1, Math.round(Math.min(picture.width, picture.height) / WIDTH)))
  const across = steepest(edgesOf(small, 'across'))
  const along = steepest(edgesOf(small, 'along'))
  // Along the height, what counts as down lies to the left: the same angle the other way round.
  return along.order > across.order * 1.15
    ? { axis: 'along', degrees: -along.degrees }
    : { axis: 'across', degrees: across.degrees }
}

/** Where a line of letters may begin or end: how far along the lines, and how far down across them. */
type Edges = { along: number[]; down: number[]; extent: number }

function edgesOf({ width, height, pixels }: Picture, axis: Slope['axis']): Edges {
  const isAcross = axis === 'across'
  const edges: Edges = { along: [], down: [], extent: isAcross ? height : width }
  const step = isAcross ? width : 1
  for (let y = 2; y < height - 2; y++) {
    for (let x = 2; x < width - 2; x++) {
      const at = y * width + x
      if (Math.abs(pixels[at]! - pixels[at + step]!) < CONTRAST) continue
      edges.along.push(isAcross ? x : y)
      edges.down.push(isAcross ? y : x)
    }
  }
  return edges
}

function steepest(edges: Edges) {
  let best = { degrees: 0, order: orderAt(edges, 0) }
  const look = (degrees: number) => {
    const order = orderAt(edges, degrees)
    if (order > best.order) best = { degrees, order }
  }
  for (let step = -MOST / COARSE; step <= MOST / COARSE; step++) look(step * COARSE)
  const around = best.degrees
  for (let step = -COARSE / FINE; step <= COARSE / FINE; step++) look(around + step * FINE)
  // A ruled line shows the slope well, but must not outweigh all letters when it comes to which way they run.
  return { degrees: best.degrees, order: orderAt(edges, best.degrees, RULE) }
}

/** How much edges pile up, seen at this angle: 1 when they lie anywhere. No row counts for more than `most`. */
function orderAt({ along, down, extent }: Edges, degrees: number, most = Infinity) {
  const tan = Math.tan((degrees * Math.PI) / 180)
  const rows = new Uint32Array(3 * extent)
  const every = Math.ceil(along.length / ENOUGH)
  let looked = 0
  for (let index = 0; index < along.length; index += every) {
    const row = Math.round(down[index]! - along[index]! * tan) + extent
    rows[row] = (rows[row] ?? 0) + 1
    looked++
  }
  let sum = 0
  for (const count of rows) sum += Math.min(count, most / every) ** 2
  return looked ? (sum * extent) / looked ** 2 : 0
}
