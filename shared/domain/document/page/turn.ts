import { z } from 'zod'
import type { Place } from './place.ts'

/** A page, from 1, and by how many quarters of a circle it is turned clockwise to stand upright. */
export const PageTurn = z.object({
  page: z.number().int().positive(),
  quarters: z.number().int().min(0).max(3),
  /** Degrees it slopes down to the right after that. */
  slope: z.number().optional(),
})
export type PageTurn = z.infer<typeof PageTurn>

/** How pages are shown: as a person has turned them, else as they were recognised; the others as the file has them. */
export const turnsShown = (seen: PageTurn[] = [], byHand: PageTurn[] = []): PageTurn[] => [
  ...seen.filter(({ page }) => !byHand.some((turn) => turn.page === page)),
  ...byHand,
]

/** The quarters of a page among these. */
export const quartersOf = (turns: PageTurn[], page: number): number =>
  turns.find((turn) => turn.page === page)?.quarters ?? 0

type Point = { x: number; y: number }
/** Where a point of a page lies once it is turned clockwise, both in fractions of its sides from the top left corner. */
export function turnedPoint({ x, y }: Point, quarters: number): Point {
  if (quarters === 1) return { x: 1 - y, y: x }
  if (quarters === 2) return { x: 1 - x, y: 1 - y }
  return quarters === 3 ? { x: y, y: 1 - x } : { x, y }
}
/** The way back. */
export const turnedBack = (point: Point, quarters: number): Point => turnedPoint(point, (4 - quarters) % 4)

type Rectangle = Omit<Place, 'page'>
/** The same of a rectangle. */
export function turnedPlace<T extends Rectangle>(place: T, quarters: number): T {
  const [a, b] = [place, { x: place.x + place.width, y: place.y + place.height }].map((p) => turnedPoint(p, quarters))
  const [x, y] = [Math.min(a!.x, b!.x), Math.min(a!.y, b!.y)]
  return { ...place, x, y, width: Math.abs(a!.x - b!.x), height: Math.abs(a!.y - b!.y) }
}
