import type { Account } from './account.ts'
import type { Parts } from './operation.ts'

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
