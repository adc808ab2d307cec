import type { LotChoice } from '../../../shared/contract/lots.ts'

/** The first of these that fit in one lot, by number and by bytes. */
export function fitting(choices: LotChoice[], most: { invoices: number; bytes: number }): LotChoice[] {
  let bytes = 0
  return choices.slice(0, most.invoices).filter((choice) => {
    if (bytes + choice.bytes > most.bytes) return false
    bytes += choice.bytes
    return true
  })
}
