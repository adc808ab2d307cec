import type { Page } from '../../../../shared/domain/document/page/runs.ts'
import type { Segment } from '../../../../shared/domain/document/page/layout.ts'
import { plain } from '../../../../shared/domain/document/page/plain.ts'

/** Less than this is chance. */
const SHARED = 3

/**
 * Spreadsheets print what is wider than the paper on two pages, cut in the middle of a letter: « … du Pays de Mont » at the
 * edge of one, « u Pays de Montbrison » at the same height of the next. Gives the segments with such texts whole again.
 */
export function joinOverflow(segments: Segment[], pages: Page[]): Segment[] {
  return segments.map((segment) => {
    const width = pages.find(({ number }) => number === segment.page)?.width ?? Infinity
    if (segment.angle !== 0 || segment.right < width - 1) return segment
    const rest = segments.find((other) => other.page === segment.page + 1 && isRestOf(segment, other))
    if (!rest) return segment
    const text = segment.text + rest.text.slice(sharedBy(segment.text, rest.text))
    const edges = [...segment.edges, ...Array<number>(text.length - segment.text.length).fill(segment.right)]
    return { ...segment, text, plain: plain(text), edges }
  })
}

const isRestOf = (segment: Segment, other: Segment) =>
  Math.abs(other.top - segment.top) < 2 && other.left < 20 && sharedBy(segment.text, other.text) >= SHARED

/** How many letters the end of one text and the start of the other have in common. */
function sharedBy(text: string, next: string) {
  for (let length = Math.min(text.length, next.length); length > 0; length--) {
    if (text.endsWith(next.slice(0, length))) return length
  }
  return 0
}
