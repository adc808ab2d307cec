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

type Edge = [along: number, over: number]

/** Points where a line of letters may begin or end, seen across the page or along it. */
function edgesOf({ width, height, pixels }: Picture, axis: Slope['axis']): Edge[] {
  const edges: Edge[] = []
  const step = axis === 'across' ? width : 1
  for (let y = 2; y < height - 2; y++) {
    for (let x = 2; x < width - 2; x++) {
      const at = y * width + x
      if (Math.abs(pixels[at]! - pixels[at + step]!) < CONTRAST) continue
      edges.push(axis === 'across' ? [x, y] : [y, x])
    }
  }
  const every = Math.ceil(edges.length / ENOUGH)
  return every > 1 ? edges.filter((_, index) => (index * 7919) % every === 0) : edges
}

function steepest(edges: Edge[]) {
  let best = { degrees: 0, order: orderAt(edges, 0) }
  const look = (degrees: number) => {
    const order = orderAt(edges, degrees)
    if (order > best.order) best = { degrees, order }
  }
  for (let degrees = -MOST; degrees <= MOST; degrees += COARSE) look(degrees)
  const around = best.degrees
  for (let degrees = around - COARSE; degrees <= around + COARSE; degrees += FINE) look(degrees)
  return best
}

/** How much edges pile up, seen at this angle: 1 when they lie anywhere. */
function orderAt(edges: Edge[], degrees: number) {
  if (edges.length === 0) return 0
  const tan = Math.tan((degrees * Math.PI) / 180)
  const bins = new Map<number, number>()
  for (const [along, over] of edges) {
    const bin = Math.round(over - along * tan)
    bins.set(bin, (bins.get(bin) ?? 0) + 1)
  }
  // A ruled line is one bin among many: it must not outweigh all letters.
  const most = (8 * edges.length) / bins.size
  let sum = 0
  for (const count of bins.values()) sum += Math.min(count, most) ** 2
  return (sum * bins.size) / edges.length ** 2
}
