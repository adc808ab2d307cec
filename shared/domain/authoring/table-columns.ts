import table from '../../tables/invoice-columns.json' with { type: 'json' }
import { fold } from '../../base/fold-text.ts'

/** What a column of a table of invoices may hold. */
export type TableField = keyof typeof table.columns
/** Fields in the order they are proposed, with their French labels. */
export const tableFields = Object.entries(table.columns).map(([name, { label }]) => ({
  name: name as TableField,
  label,
}))
/** Column of each field, from 0; a field that is not there has none. */
export type Mapping = Partial<Record<TableField, number>>

/** Head of a column as it is compared: « N° de facture » and « N de Facture » are one. */
export const headKey = (head: string): string =>
  fold(head)
    .replace(/[^a-z0-9]+/g, ' ')
    .trim()

/** What a head was chosen to stand for, by its key; empty for nothing. */
export type KnownHeads = Record<string, string>

/**
 * Column mapping of a table: what the person has chosen for these heads before, else what their words say. A field is one column, the
 * likeliest.
 */
export function mappingOf(heads: string[], known: KnownHeads = {}): Mapping {
  const keys = heads.map(headKey)
  const mapping: Mapping = {}
  for (const { name } of tableFields) {
    const chosen = keys.findIndex((key) => known[key] === name)
    const isFree = (index: number) => known[keys[index]!] === undefined
    const found = table.columns[name].words.map((word) => keys.findIndex((key, index) => key === word && isFree(index)))
    const column = chosen >= 0 ? chosen : found.find((index) => index >= 0)
    if (column !== undefined) mapping[name] = column
  }
  return mapping
}

/** What is to be kept of a mapping for the next table with these heads. */
export function headsOf(heads: string[], mapping: Mapping): KnownHeads {
  const entries = heads.map((head, index) => {
    const field = tableFields.find(({ name }) => mapping[name] === index)
    return [headKey(head), field?.name ?? ''] as const
  })
  return Object.fromEntries(entries.filter(([key]) => key))
}
