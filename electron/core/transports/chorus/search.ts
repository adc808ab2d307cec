import type { Client } from './client.ts'
import { operations } from './operations.ts'
import { ALL, allPages, PAGE } from './paging.ts'
import { foundNothing } from './problems.ts'
import type { FoundInvoice, Lines } from './wire.ts'

/** Result of a search; `isWhole` when nothing of it is missing. `calls`: how many it took. */
export type Search = Lines<FoundInvoice> & { isWhole: boolean; calls: number }

/** Search among the invoices of the supplier, all pages of what is found (chorus-pro-api.md §3.6). */
export async function searchAll({ ask }: Pick<Client, 'ask'>, question: object): Promise<Search> {
  const paging = { nbResultatsMaximum: ALL, nbResultatsParPage: PAGE, triColonne: 'DateDepot', triSens: 'Descendant' }
  const { answers, ...pages } = await allPages(
    (page) =>
      ask(operations.search, {
        ...question,
        rechercheFactureParFournisseur: { ...paging, pageResultatDemandee: page },
      }).catch(ifNothing),
    ({ listeFactures: { rows, unread } }) => rows.length + unread.length,
  )
  return {
    ...pages,
    rows: answers.flatMap(({ listeFactures }) => listeFactures.rows),
    unread: answers.flatMap(({ listeFactures }) => listeFactures.unread),
  }
}

function ifNothing(error: unknown) {
  if (!foundNothing(error)) throw error
  return { listeFactures: { rows: [], unread: [] } as Lines<FoundInvoice>, parametresRetour: undefined }
}
