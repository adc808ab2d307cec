/** Max pages shown from the start of a document, and from its end, where totals are: more than the reader reads of either. */
const FIRST = 200
const LAST = 20

/** The numbers of the pages that are shown, from 1: all of them, but for a document beyond any invoice. */
export function shownPages(count: number): number[] {
  const isLong = count > FIRST + LAST
  const shown = Array.from({ length: isLong ? FIRST + LAST : count }, (_, index) => index + 1)
  return shown.map((number) => (isLong && number > FIRST ? number + count - FIRST - LAST : number))
}
