import type { Place } from '../../../../shared/domain/document/page/place.ts'
import type { Page } from '../../../../shared/domain/document/page/runs.ts'
import type { PageTurn } from '../../../../shared/domain/document/page/turn.ts'
import { despeckle } from './despeckle.ts'
import { lighten, whiten, withoutRules } from './grounds.ts'
import { flattened } from './perspective.ts'
import { turnDegrees, turnQuarters, type Picture, type Point, type Turned } from './picture.ts'
import { repair } from './repair.ts'
import { runsOf } from './runs.ts'
import { slopeOf } from './skew.ts'
import type { Seen } from './tesseract.ts'

/** A recognised page: upright, as if it had been written so, and the way from there to the page as it is displayed. */
export type ScannedPage = { page: Page; toDisplayed: (place: Place) => Place; turn: PageTurn }

/** Below this mean confidence a page may stand on its head; a page that does stays below. */
const DOUBTFUL = 65
/** Straighter than this, in degrees, it is left alone. */
const STRAIGHT = 0.1

/** Recognises a drawn page, however it was laid on the scanner. `number` is that of the page, from 1. */
type Given = { number: number; see: (picture: Picture) => Seen[] }

export function recognisePage(page: Picture, { number, see }: Given): ScannedPage {
  const flat = flattened(page) ?? { picture: page, back: (point: Point) => point }
  const drawn = despeckle(lighten(whiten(flat.picture)))
  const { axis, degrees } = slopeOf(drawn)
  const first = attempt(axis === 'across' ? 0 : 1)
  const other = first.confidence < DOUBTFUL ? attempt(axis === 'across' ? 2 : 3) : first
  const { quarters, turned, seen } = other.confidence > first.confidence ? other : first
  const slope = Math.abs(degrees) < STRAIGHT ? undefined : degrees
  return { ...pageOf({ number, drawn: page, turned, seen }), turn: { page: number, quarters, ...(slope && { slope }) } }

  function attempt(quarters: number) {
    const { picture, back } = upright(drawn, quarters, degrees)
    const turned = { picture, back: (point: Point) => flat.back(back(point)) }
    const seen = see(withoutRules(turned.picture))
    return { quarters, turned, seen, confidence: confidenceOf(seen) }
  }
}

function upright(drawn: Picture, quarters: number, degrees: number): Turned {
  const onFeet = turnQuarters(drawn, quarters)
  const straight = turnDegrees(onFeet.picture, Math.abs(degrees) < STRAIGHT ? 0 : -degrees)
  return { picture: straight.picture, back: (point) => onFeet.back(straight.back(point)) }
}

/** Mean over the letters. */
function confidenceOf(seen: Seen[]) {
  const letters = seen.reduce((sum, { text }) => sum + text.length, 0)
  return letters ? seen.reduce((sum, { text, confidence }) => sum + confidence * text.length, 0) / letters : 0
}

type Found = { number: number; drawn: Picture; turned: Turned; seen: Seen[] }

function pageOf({ number, drawn, turned: { picture, back }, seen }: Found): Omit<ScannedPage, 'turn'> {
  const points = 72 / picture.dpi
  const page = {
    number,
    width: picture.width * points,
    height: picture.height * points,
    runs: runsOf(repair(seen), points),
  }
  const toDisplayed = (place: Place): Place => {
    const corners = [
      [place.x, place.y],
      [place.x + place.width, place.y],
      [place.x, place.y + place.height],
      [place.x + place.width, place.y + place.height],
    ].map(([x = 0, y = 0]) => back({ x: x * picture.width, y: y * picture.height }))
    const [left, right] = boundsOf(corners.map(({ x }) => x / drawn.width))
    const [top, bottom] = boundsOf(corners.map(({ y }) => y / drawn.height))
    return { page: place.page, x: left, y: top, width: round(right - left), height: round(bottom - top) }
  }
  return { page, toDisplayed }
}

const boundsOf = (values: number[]): [number, number] => [
  round(Math.max(0, Math.min(...values))),
  round(Math.min(1, Math.max(...values))),
]
const round = (value: number) => Math.round(value * 10_000) / 10_000
