import { PAGE, type ListInput } from '../../shared/contract/lists.ts'
import { ask } from './api.ts'
import { live } from './live.svelte.ts'

/** Lines asked for at first, and with each « Voir la suite ». */
const STEP = 30

/** Infinite list: the first lines that a query finds, and more of them when asked. Call it while a component starts. */
export function pages(query: () => Omit<ListInput, 'from' | 'limit'>) {
  let shown = $state(STEP)
  const list = live(() => load(query(), shown))
  return {
    get now() {
      return list.now
    },
    get rows() {
      return list.value?.rows ?? []
    },
    get total() {
      return list.value?.total ?? 0
    },
    more: () => void (shown += STEP),
  }
}

async function load(query: Omit<ListInput, 'from' | 'limit'>, shown: number) {
  const starts = Array.from({ length: Math.ceil(shown / PAGE) }, (_, index) => index * PAGE)
  const found = await Promise.all(
    starts.map((from) => ask('invoices.page', { ...query, from, limit: Math.min(PAGE, shown - from) })),
  )
  return { rows: found.flatMap(({ rows }) => rows), total: found[0]?.total ?? 0 }
}
