import table from '../../../shared/tables/directory-columns.json' with { type: 'json' }
import { tellingWords, wordsOf } from '../../../shared/base/search-words.ts'

/** What a column or an element of a directory may hold. */
export type Column = keyof typeof table.columns

/** « CodeServiceObligatoire », « Code service obligatoire » and « CODE_SERVICE_OBLIGATOIRE » are one. */
const keyOf = (header: string) =>
  tellingWords(wordsOf(spaced(header)))
    .filter((word) => word !== 'n')
    .sort()
    .join(' ')

const spaced = (header: string) =>
  header
    .replace(/^[^:]*:/, '')
    .replace(/[°º]/g, ' ')
    .replace(/(\p{Ll})(\p{Lu})/gu, '$1 $2')
    .replace(/(\p{Lu})(\p{Lu}\p{Ll})/gu, '$1 $2')

const byKey = new Map<string, { column: Column; rank: number }>()
for (const [column, headers] of Object.entries(table.columns))
  headers.forEach((header, rank) => byKey.set(keyOf(header), { column: column as Column, rank }))
const records = new Set(table.record.map(keyOf))
const services = new Set(table.service.map(keyOf))

/** Which column a header or an element's name stands for; undefined when nobody knows. */
export const columnOf = (header: string): Column | undefined => byKey.get(keyOf(header))?.column
/** Inside a service, « Code » is the service's code. */
export const serviceColumnOf = (name: string): Column | undefined => {
  const column = byKey.get(keyOf(`service ${name}`))?.column ?? columnOf(name)
  return column?.startsWith('service') ? column : undefined
}
export const isRecordName = (name: string): boolean => records.has(keyOf(name))
export const isServiceName = (name: string): boolean => services.has(keyOf(name))

/** Of several headers for one column, the one that says it best: first in the table. Indexes by column. */
export function columnsOf(headers: string[]): Map<Column, number> {
  const found = new Map<Column, { index: number; rank: number }>()
  headers.forEach((header, index) => {
    const known = byKey.get(keyOf(header))
    if (!known) return
    const before = found.get(known.column)
    if (!before || known.rank < before.rank) found.set(known.column, { index, rank: known.rank })
  })
  return new Map([...found].map(([column, { index }]) => [column, index]))
}

/** A yes or a no, as people and programs write it; undefined when it is neither. */
export function flagOf(value: string | undefined): boolean | undefined {
  const word = wordsOf(value ?? '').join(' ')
  if (table.yes.includes(word)) return true
  return table.no.includes(word) || word.startsWith('inactif') || word.startsWith('inactive') ? false : undefined
}
