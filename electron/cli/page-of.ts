import type { Page } from '../../shared/contract/views.ts'
import type { Core } from '../core/core.ts'

/** An invoice, whole. Throws for one that is not there, which only a mistake of ours can ask for. */
export function pageOf(queries: Pick<Core['queries'], 'page'>, id: string): Page {
  const page = queries.page(id)
  if (!page) throw new Error(`No invoice ${id}`)
  return page
}
