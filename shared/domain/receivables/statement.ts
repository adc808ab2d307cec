/** A transfer received, of a bank statement: ISO day, cents, the words on it; `key` tells it from every other. */
export type Transfer = { key: string; on: string; cents: number; label: string }

/** A bank statement as it was read: its transfers, how many other lines it has, and how many could not be read. */
export type Statement = { format: 'csv' | 'ofx' | 'camt'; transfers: Transfer[]; others: number; unread: number }

/** What a statement is refused for. */
export type StatementFault = 'tooBig' | 'unknown' | 'noColumns' | 'damaged' | 'empty'
