import type { Fields } from '../../../../shared/domain/fields.ts'
import limits from '../../../../shared/tables/reading-limits.json' with { type: 'json' }
import { missingIn } from '../outcome.ts'
import type { Page } from '../../../../shared/domain/page/runs.ts'
import type { OpenPdf } from '../pdf.ts'

/**
 * The numbers of the pages that must be recognised: those without text, with letters of no meaning, or with a stamp over a
 * picture. None where the text of the others says what an invoice must say: what is left are annexes.
 */
export function pagesToRecognise({ pages, hasPictures }: OpenPdf, fields: Partial<Fields>): number[] {
  const bare = pages.filter((page) => !isLegible(page, hasPictures))
  if (bare.length < pages.length && (!hasPictures || missingIn(fields).length === 0)) return []
  const numbers = bare.map(({ number }) => number)
  const [first, last] = [limits.scanFirstPages.value, limits.scanLastPages.value]
  return numbers.length > first + last ? [...numbers.slice(0, first), ...numbers.slice(-last)] : numbers
}

/** Fonts without a table of their letters give signs of the private use area, or none at all. */
function isLegible({ runs }: Page, hasPictures: boolean) {
  const letters = runs
    .map(({ text }) => text)
    .join('')
    .replace(/\s/g, '')
  const strange = letters.match(/[\ufffd\ue000-\uf8ff]/g)?.length ?? 0
  return letters.length > (hasPictures ? limits.scanLetters.value : 0) && strange < 0.3 * letters.length
}
