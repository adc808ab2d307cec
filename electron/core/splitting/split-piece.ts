import limits from '../../../shared/tables/limits.json' with { type: 'json' }
import { splitToFit } from './split.ts'

type File = { name: string; bytes: Uint8Array }

/**
 * A PDF that is too big to be joined, as several that are not: « plan.pdf » becomes « plan-1-sur-3.pdf » and so on, whose
 * names Chorus Pro takes. Throws `NotSplit`, where one page alone is too big as well.
 */
export async function splitPiece({ name, bytes }: File): Promise<File[]> {
  const parts = await splitToFit(bytes, limits.fileBytes.value)
  const stem = name.replace(/\.pdf$/i, '')
  return parts.map((part, index) => {
    const end = `-${index + 1}-sur-${parts.length}.pdf`
    return { name: stem.slice(0, limits.attachmentNameLength.value - end.length) + end, bytes: part }
  })
}
