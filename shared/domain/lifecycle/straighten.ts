import type { Known } from './invoice.ts'
import { turnsShown, type PageTurn } from '../document/page/turn.ts'

type Shown = Pick<Known, 'document' | 'circuit' | 'turns'>

/**
 * How the pages of a PDF would be turned if they left as they are shown; empty when nothing would change, or nothing may: a
 * signature breaks with any change, the data of a Factur-X or of an XML are the invoice.
 */
export function straightening({ document, circuit, turns }: Shown): PageTurn[] {
  if (document.kind !== 'pdf' || circuit !== 'pdf' || document.isSigned) return []
  return turnsShown(document.scan?.turns, turns).filter(({ quarters, slope }) => quarters > 0 || slope)
}
