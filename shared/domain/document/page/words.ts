import type { Word } from '../reading.ts'
import type { Place } from './place.ts'
import { boxOnPage, layOut, type Box } from './layout.ts'
import { plain } from './plain.ts'
import type { Page } from './runs.ts'

/** A word, and where it stands in the text of its cell. */
export type CellWord = Word & { from: number; to: number; cell: PageCell }

/** Words printed next to each other, as in one cell of a table, in reading order; `plain` as plain.ts makes it. */
export type PageCell = { text: string; plain: string; words: CellWord[] }

/** The words of a page, cell by cell, as the reader sees them. */
export const cellsOf = (page: Page): PageCell[] =>
  layOut([page]).map((segment) =>
    cellOf(
      [...segment.text.matchAll(/\S+/g)].map(({ 0: text, index }) => ({
        text,
        place: placeOn(page, boxOnPage(segment, index, index + text.length)),
      })),
    ),
  )

/** The cells of one page, from the words of all that were recognised, cell by cell. */
export const cellsOn = (page: number, recognised: Word[][]): PageCell[] =>
  recognised.filter(([word]) => word?.place.page === page).map(cellOf)

/** A cell from its words, in order. */
export function cellOf(words: Word[]): PageCell {
  const text = words.map((word) => word.text).join(' ')
  const cell: PageCell = { text, plain: plain(text), words: [] }
  let from = 0
  for (const word of words) {
    cell.words.push({ ...word, from, to: from + word.text.length, cell })
    from += word.text.length + 1
  }
  return cell
}

/** A box in points, as fractions of its page. */
export function placeOn(page: Pick<Page, 'number' | 'width' | 'height'>, { left, top, right, bottom }: Box): Place {
  const part = (value: number, whole: number) => Math.round(Math.min(1, Math.max(0, value / whole)) * 10_000) / 10_000
  const [x, y] = [part(left, page.width), part(top, page.height)]
  return { page: page.number, x, y, width: part(right, page.width) - x, height: part(bottom, page.height) - y }
}

/** The box around words of one page. */
export function around(words: Pick<Word, 'place'>[]): Place | undefined {
  const [first, ...others] = words.map(({ place }) => place)
  return others.reduce<Place | undefined>((all, place) => all && union(all, place), first)
}

function union(a: Place, b: Place): Place {
  const [x, y] = [Math.min(a.x, b.x), Math.min(a.y, b.y)]
  const right = Math.max(a.x + a.width, b.x + b.width)
  const bottom = Math.max(a.y + a.height, b.y + b.height)
  return { page: a.page, x, y, width: right - x, height: bottom - y }
}

/** The middle of one box lies in another, on the same page. */
export function isOn(a: Place, b: Place): boolean {
  const [x, y] = [a.x + a.width / 2, a.y + a.height / 2]
  return a.page === b.page && x >= b.x && x <= b.x + b.width && y >= b.y && y <= b.y + b.height
}

/** Words whose middle lies in a rectangle, in reading order. */
export const wordsIn = (cells: PageCell[], rectangle: Omit<Place, 'page'>): CellWord[] =>
  cells.flatMap(({ words }) => words.filter(({ place }) => isOn(place, { ...rectangle, page: place.page })))

/** The word under a point, with a little room around it. */
export const wordAt = (cells: PageCell[], x: number, y: number): CellWord | undefined =>
  cells
    .flatMap(({ words }) => words)
    .find(({ place }) => {
      const room = place.height / 4
      return (
        x >= place.x - room &&
        x <= place.x + place.width + room &&
        y >= place.y - room &&
        y <= place.y + place.height + room
      )
    })

/** What words say together: a line after the other; a line cut at a hyphen goes on without a space. */
export const textOf = (words: Word[]): string =>
  words.reduce((text, word) => `${text}${text === '' || /\p{L}-$|\d-$/u.test(text) ? '' : ' '}${word.text}`, '')
