/**
 * Topics of a change that windows are told of: invoices by their ids, or all of them; `isMore` when something besides invoices
 * has changed (settings, buyers, accesses, the line, the folder).
 */
export type Change = { invoices: string[] | 'all'; isMore: boolean }

/** Max ids named one by one. */
export const MOST_NAMED = 100

/** Whether what is shown of one invoice may have changed. */
export const concerns =
  (id: string) =>
  ({ invoices, isMore }: Change): boolean =>
    isMore || invoices === 'all' || invoices.includes(id)
