import { go } from './route.svelte.ts'

/** Several ready invoices, gone through one after the other: each is looked at and approved by itself. */
let ids = $state.raw<string[]>([])

export const series = {
  /** « 2 sur 12 »; undefined for an invoice opened by itself. */
  placeOf: (id: string) => (ids.includes(id) ? { at: ids.indexOf(id) + 1, of: ids.length } : undefined),
  begin(wanted: string[]) {
    ids = wanted
    go(`/facture/${wanted[0]!}`)
  },
  /** On to the one after this; false when there is none. */
  next(id: string): boolean {
    const after = ids[ids.indexOf(id) + 1]
    if (!ids.includes(id) || !after) return false
    go(`/facture/${after}`)
    return true
  },
  end: () => void (ids = []),
}
