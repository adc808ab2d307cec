import table from '../../tables/vat-motives.json' with { type: 'json' }

/** Reason for counting no VAT, with what the page and the file say (shared/tables/vat-motives.json). */
export type Motive = (typeof table.entries)[number]

/** Reasons one chooses from, in order. */
export const motives: readonly Motive[] = table.entries

/** Lookup of a reason by its id; undefined for none. */
export const motiveOf = (id: string): Motive | undefined => motives.find((motive) => motive.id === id)

/** VAT category of a line, UNTDID 5305 (domaine.md §7): S where tax is counted, Z at 0 % without a reason. */
export const categoryOf = ({ rate, motive }: { rate: number; motive: string }): string =>
  motiveOf(motive)?.category ?? (rate === 0 ? 'Z' : 'S')
