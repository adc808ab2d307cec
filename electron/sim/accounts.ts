import type { Parts } from './operation.ts'

/** A technical account by configuration: how it opens, and the firms it may deposit for and see (chorus-pro-api.md §1.6, §5.9). */
export type Account = {
  login: string
  password: string
  /** SIRETs of its firms. */
  sirets: string[]
  /** Epoch milliseconds from which it opens nothing. */
  expiresAt?: number | undefined
}

/** The platform as one account sees it: its own firms, and their invoices only. */
export function seenBy(account: Account | undefined, parts: Parts): Parts {
  if (!account) return parts
  const { directory, store, accountExpiresAt } = parts
  const isTheirs = (siret: string) => account.sirets.includes(siret)
  const withOwn = <S extends { siret: string; isOurs: boolean }>(structure: S | undefined) =>
    structure && { ...structure, isOurs: isTheirs(structure.siret) }
  return {
    ...parts,
    accountExpiresAt: () => account.expiresAt ?? accountExpiresAt(),
    directory: {
      bySiret: (siret) => withOwn(directory.bySiret(siret)),
      byId: (id) => withOwn(directory.byId(id)),
      all: () => directory.all().map((structure) => withOwn(structure)!),
    },
    store: {
      ...store,
      invoices: () => store.invoices().filter(({ supplierSiret }) => isTheirs(supplierSiret)),
      invoice: (id) => [store.invoice(id)].find((invoice) => invoice && isTheirs(invoice.supplierSiret)),
    },
  }
}
