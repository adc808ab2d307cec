import type { StoredFile } from './stored-file.ts'
import type { Part } from './reading.ts'

/** « page 3 », « pages 3 à 4 ». */
const pagesOf = ({ from, to }: Pick<Part, 'from' | 'to'>) => (from === to ? `page ${from}` : `pages ${from} à ${to}`)

/** Beyond so many, numbers and pages are not told one by one. */
const MANY = 5

/** « Ce PDF contient 2 factures : F-1 (page 1) et F-2 (pages 2 à 3). » */
export function severalInvoices(parts: Part[]): string {
  const told = parts.map((part) => `${part.number} (${pagesOf(part)})`)
  const [last = '', first = ''] = [told.at(-1), told[0]]
  const list = parts.length > MANY ? `de ${first} à ${last}` : `${told.slice(0, -1).join(', ')} et ${last}`
  return `Ce PDF contient ${parts.length} factures : ${list}.`
}

/** Where a file comes from, in words: its name, « Pages 3 à 4 de lot.pdf », « photo.jpg, dans message.eml ». */
export function provenance({ name, partOf, madeFrom, heldBy }: StoredFile): string {
  const own = partOf ? `P${pagesOf(partOf).slice(1)} de ${partOf.name}` : (madeFrom ?? name)
  return heldBy ? `${own}, dans ${heldBy}` : own
}

/** The name of a part, after that of the whole: « lot.pdf », pages 3 to 4 → « lot p3-4.pdf ». */
export function partName(name: string, { from, to }: Pick<Part, 'from' | 'to'>): string {
  const stem = name.replace(/\.pdf$/i, '')
  return `${stem} p${from === to ? from : `${from}-${to}`}.pdf`
}
