import { best, type Candidate } from './document.ts'

/** A claim this much weaker, in points, is still one: the label says as much, only the place is less good. */
const COMPARABLE = 6

/**
 * The best candidate, and the others that have as good a claim to be it: a choice between them is for a person. Takes how two
 * values are told apart.
 */
export function choose(
  candidates: Candidate<string>[],
  keyOf: (value: string) => string = (value) => value.replace(/[^\p{L}\d]/gu, '').toUpperCase(),
): { chosen?: Candidate<string>; rivals: Candidate<string>[] } {
  const chosen = best(candidates)
  if (!chosen) return { rivals: [] }
  const others = candidates.filter(
    ({ value, score }) => score >= chosen.score - COMPARABLE && keyOf(value) !== keyOf(chosen.value),
  )
  const rivals = [...new Map(others.map((one) => [keyOf(one.value), one])).values()]
  return { chosen, rivals: rivals.toSorted((a, b) => b.score - a.score).slice(0, 2) }
}

/** The reason of a choice, with what casts doubt on it said after it. */
export function withDoubts<T>(
  chosen: Candidate<T>,
  rivals: Candidate<string>[],
  show = (value: string) => value,
): Candidate<T> {
  const doubts = [
    ...(chosen.doubt ? [chosen.doubt] : []),
    ...(rivals.length > 0
      ? [`la page porte aussi ${rivals.map(({ value }) => `« ${show(value)} »`).join(' et ')}`]
      : []),
  ]
  if (doubts.length === 0) return chosen
  const others = [...rivals, ...(chosen.rivals ?? [])]
  return { ...chosen, rivals: others, reason: [chosen.reason, ...doubts].filter(Boolean).join(', ') }
}
