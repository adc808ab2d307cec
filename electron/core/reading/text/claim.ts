import type { Cell, Span, TextDocument } from './document.ts'

/** An assigned claim: the sentence that says so, and its lines. */
export type Claim = { mention: string; at: Span; cells: Cell[] }

/** Affacturage (subrogation) and cession de créance (Dailly, art. L313-23 of the Code monétaire et financier). */
const ASSIGNED =
  /subrog|affactur|cession de (?:la |cette |notre )?creances?|creances? (?:a ete |est |sont )?cedees?|cedee? (?:a|au|par)\b.{0,60}creance|\bdailly\b|l\.? ?313-2[3-9]/
const LINES = 5

/** Whether the claim on the buyer belongs to somebody else, in the words of the page: its sentence, over all its lines. */
export function readClaim(document: TextDocument): Claim | undefined {
  const first = document.cells.find(({ plain }) => ASSIGNED.test(plain))
  if (!first) return undefined
  const cells = [...reach(document, first, 'above').toReversed(), first, ...reach(document, first, 'below')]
  const mention = cells.map(({ text }) => text).join(' ')
  return { mention, at: { cell: first, from: 0, to: first.text.length }, cells }
}

/** The lines of the same paragraph on one side: as large, right against each other, and no table. */
function reach(document: TextDocument, start: Cell, side: 'above' | 'below'): Cell[] {
  const found: Cell[] = []
  for (let cell = start; found.length < LINES;) {
    const next = document[side](cell, 0.7).find(({ left }) => Math.abs(left - start.left) < start.size)
    if (!next || Math.abs(next.size - start.size) > 0.5 || !isProse(next, side)) break
    found.push(next)
    cell = next
  }
  return found
}

/** What stands under a sentence may be its end or the account; over it only its start, which goes to the right edge. */
const isProse = ({ plain }: Cell, side: 'above' | 'below') =>
  side === 'below' ? !/^(?:siret|tva|sarl|sas\b|banque)/.test(plain) : plain.length > 60 && !/[.:;]$/.test(plain)
