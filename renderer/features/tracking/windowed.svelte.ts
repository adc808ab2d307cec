import type { ListInput, ListPage } from '../../../shared/contract/lists.ts'
import type { Row } from '../../../shared/contract/views.ts'
import { ask } from '../../app/api.ts'
import { live } from '../../app/live.svelte.ts'

type Query = Omit<ListInput, 'from' | 'limit'>
type Loaded = ListPage & { key: string; from: number; limit: number }

/** Lines are asked for in pieces of so many. */
const PIECE = 20

/**
 * Windowed (virtual) list: of all that a query finds only the lines that are looked at are asked for; those seen before stay
 * until something changes. `count`: how many there are, where the pages do not say. Call it while a component starts.
 */
export function windowed(query: () => Query, count: () => number | undefined) {
  let from = $state(0)
  let limit = $state(2 * PIECE)
  /** By their place in the list, of the query `key`. */
  let cache = { key: '', rows: {} as Record<number, Row> }

  const list = live(async (): Promise<Loaded> => {
    const asked = query()
    const key = JSON.stringify(asked)
    const place = { from, limit }
    const found = await ask('invoices.page', { ...asked, ...place })
    return { ...found, ...place, key }
  })
  const loaded = $derived.by(() => {
    const { value } = list
    if (!value) return undefined
    if (cache.key !== value.key) cache = { key: value.key, rows: {} }
    value.rows.forEach((row, index) => (cache.rows[value.from + index] = row))
    // Until it is known, there is at least one more page where this one is full.
    const least = value.from + value.rows.length + (value.rows.length < value.limit ? 0 : PIECE)
    return { total: value.total ?? Math.max(least, count() ?? 0), rows: cache.rows, key: value.key }
  })
  $effect(() =>
    // What was seen before may be otherwise now; what is looked at is asked for again. The first stays: its life is beside the list.
    window.bridge.onChange(() => {
      const first = cache.rows[0]
      cache = { key: cache.key, rows: first ? { 0: first } : {} }
    }),
  )
  return {
    get now() {
      return list.now
    },
    get total() {
      return loaded?.total ?? 0
    },
    /** The line at a place; undefined while it is on its way. */
    at: (index: number): Row | undefined => loaded?.rows[index],
    /** These are looked at, from the first to the last. */
    look(first: number, last: number) {
      from = Math.max(0, Math.floor(first / PIECE) * PIECE)
      limit = Math.min(200, Math.max(PIECE, Math.ceil((last + 1 - from) / PIECE) * PIECE))
    },
  }
}
