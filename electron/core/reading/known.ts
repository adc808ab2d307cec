/**
 * Who the firm is and whom it has invoiced before. It tells two readings of a page apart and makes one surer; nothing is
 * ever filled in from it.
 */
export type KnownParties = { mySirets: string[]; buyers: { siret: string; name: string }[] }

export const nobody: KnownParties = { mySirets: [], buyers: [] }
