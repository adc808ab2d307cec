import type { Fields } from '../../../../shared/domain/fields/fields.ts'
import limits from '../../../../shared/tables/reading-limits.json' with { type: 'json' }
import { missingIn } from '../outcome.ts'
import type { Page } from '../../../../shared/domain/document/page/runs.ts'
import type { OpenPdf } from '../pdf.ts'

/**
 * The numbers of the pages that must be recognised: those without text, with letters that are not to be believed, or with a
 * stamp over a picture. None where the text of the others says what an invoice must say: what is left are annexes.
 */
export function pagesToRecognise({ pages, disbelieved, hasPictures }: OpenPdf, fields: Partial<Fields>): number[] {
  const all = pages.filter((page) => !isLegible(page, hasPictures)).map(({ number }) => number)
  if (all.length < pages.length && missingIn(fields).length === 0) return []
  // Between pages of text, where there is no picture either, a page without letters is blank.
  const isWritten = (number: number) => disbelieved.some(({ page }) => page.number === number)
  const numbers = all.length < pages.length && !hasPictures ? all.filter(isWritten) : all
  const [first, last] = [limits.scanFirstPages.value, limits.scanLastPages.value]
  return numbers.length > first + last ? [...numbers.slice(0, first), ...numbers.slice(-last)] : numbers
}

/** More letters than those of a stamp or a page number. */
const isLegible = ({ runs }: Page, hasPictures: boolean) =>
  runs
    .map(({ text }) => text)
    .join('')
    .replace(/\s/g, '').length > (hasPictures ? limits.scanLetters.value : 0)
