import type { FieldName } from '../../../shared/domain/fields/fields.ts'
import { parseCents } from '../../../shared/base/money.ts'
import type { Reading, Trust } from '../../../shared/domain/document/reading.ts'
import { isRight } from './measure.ts'

/** What a sample in ../shared says, and what else is right (INDEX.md there). */
export type Truth = Record<string, unknown> & {
  _file: string
  _accept?: Record<string, unknown[]>
  _acceptAny?: string[]
}

/** The value of the truth as the reader gives it: amounts in cents. */
const asRead = (field: string, value: unknown) => {
  const isAmount = field.endsWith('Total') || field === 'payable'
  return isAmount && (typeof value === 'string' || typeof value === 'number') ? parseCents(String(value)) : value
}

export type Judged = { field: FieldName; trust: Trust; isFine: boolean; got: unknown; wanted: unknown }

/** Every value given of which the truth speaks, and whether it is right. */
export const judged = (truth: Truth, { fields, origins }: Reading): Judged[] =>
  (Object.entries(origins) as [FieldName, { trust: Trust }][]).flatMap(([field, { trust }]) => {
    const got = fields[field]
    if (!(field in truth) || truth._acceptAny?.includes(field) || got === '' || got === null) return []
    const accepted = [truth[field], ...(truth._accept?.[field] ?? [])].map((value) => asRead(field, value))
    const isFine = accepted.some((wanted) => isRight(field, got, wanted))
    return [{ field, trust, isFine, got, wanted: truth[field] }]
  })

export const misreadings = (truth: Truth, answer: Reading): Judged[] =>
  judged(truth, answer).filter(({ isFine }) => !isFine)
