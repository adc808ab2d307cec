import type { FieldName, Fields } from '../../../shared/domain/fields/fields.ts'
import type { Reading, Trust } from '../../../shared/domain/document/reading.ts'

/** A field that is not what the invoice says. */
export type Miss = { field: FieldName; got: unknown; wanted: unknown; trust: Trust | undefined }
type Cell = { carried: number; right: number; spurious: number }

/** What was read of some invoices, against what they say: by field, and by how sure the reader was. */
export type Tally = { fields: Partial<Record<FieldName, Cell>>; trust: Record<Trust, { given: number; right: number }> }

export const newTally = (): Tally => ({
  fields: {},
  trust: {
    sure: { given: 0, right: 0 },
    likely: { given: 0, right: 0 },
    check: { given: 0, right: 0 },
    typed: { given: 0, right: 0 },
  },
})

const FORMS = /\b(sarl|sasu?|sa|eurl|ei|selarl|snc|association)\b/g
const bare = (name: string) =>
  name
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll('’', "'")
    .replace(FORMS, ' ')
    .replace(/[^a-z0-9]+/g, ' ')
    .trim()

const isEmpty = (value: unknown) =>
  value === null || value === undefined || value === '' || (Array.isArray(value) && value.length === 0)

function same(field: FieldName, got: unknown, wanted: unknown): boolean {
  if (field === 'vatLines')
    return JSON.stringify(sorted(got as Fields['vatLines'])) === JSON.stringify(sorted(wanted as Fields['vatLines']))
  if (typeof wanted !== 'string' || typeof got !== 'string') return got === wanted
  if (field.endsWith('Name')) return bare(got) === bare(wanted)
  return got.replace(/\s/g, '').toUpperCase() === wanted.replace(/\s/g, '').toUpperCase()
}
/** What was given is what was wanted; nothing where nothing was. */
export const isRight = (field: FieldName, got: unknown, wanted: unknown): boolean =>
  isEmpty(wanted) ? isEmpty(got) : !isEmpty(got) && same(field, got, wanted)

const sorted = (lines: Fields['vatLines']) => lines.map(({ rate, base, tax }) => [rate, base, tax].join(' ')).toSorted()

/** Compares one reading with the truth, for the fields the truth speaks of; adds to the tally and gives what is wrong. */
export function compare(tally: Tally, truth: Partial<Fields>, { fields, origins }: Reading): Miss[] {
  return (Object.keys(truth) as FieldName[]).flatMap((field) => {
    const [wanted, got, trust] = [truth[field], fields[field], origins[field]?.trust]
    const cell = (tally.fields[field] ??= { carried: 0, right: 0, spurious: 0 })
    const isFine = isRight(field, got, wanted)
    if (!isEmpty(wanted)) {
      cell.carried++
      if (isFine) cell.right++
    } else if (!isFine) cell.spurious++
    if (trust && !isEmpty(got)) {
      tally.trust[trust].given++
      if (isFine) tally.trust[trust].right++
    }
    return isFine ? [] : [{ field, got, wanted, trust }]
  })
}
