import type { Segment } from '../../../../shared/domain/document/page/layout.ts'
import { plain } from '../../../../shared/domain/document/page/plain.ts'

const SIGN = /^(?:€|eur(?:os?)?\.?|\$|£)$/
const FIGURE = /(?<!\d)\d{1,3}(?:[ .]?\d{3})*[.,](?:\d\d|--?)$/

/** « € » in a cell of its own, beside its figure or wrapped under it, belongs to the figure. Gives the segments joined. */
export function joinCurrency(segments: Segment[]): Segment[] {
  const signs = segments.filter((segment) => SIGN.test(segment.plain))
  if (signs.length === 0) return segments
  const joined = new Map<Segment, string>()
  const taken = new Set<Segment>()
  for (const sign of signs) {
    const owner = segments.find((other) => isOwner(other, sign) && !joined.has(other))
    if (!owner) continue
    joined.set(owner, sign.text)
    taken.add(sign)
  }
  return segments.flatMap((segment) => {
    if (taken.has(segment)) return []
    const sign = joined.get(segment)
    return [sign ? withSign(segment, sign) : segment]
  })
}

function isOwner(figure: Segment, sign: Segment) {
  if (figure.sheet !== sign.sheet || !FIGURE.test(figure.plain)) return false
  const isBeside = Math.abs(figure.top - sign.top) < 0.4 * sign.size && sign.left >= figure.right - 1
  const isUnder =
    sign.top > figure.top + 0.5 * figure.size &&
    sign.top - figure.bottom < 0.6 * figure.size &&
    sign.left >= figure.left - sign.size &&
    sign.right <= figure.right + sign.size
  return isUnder || (isBeside && sign.left - figure.right < 2.5 * figure.size)
}

const withSign = (segment: Segment, sign: string): Segment => {
  const text = `${segment.text} ${sign}`
  const edges = [...segment.edges, ...Array<number>(sign.length + 1).fill(segment.right)]
  return { ...segment, text, plain: plain(text), edges }
}
