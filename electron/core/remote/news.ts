import type { StatusEntry } from '../../../shared/domain/status.ts'
import type { Client } from './client.ts'
import { allPages, PAGE } from './paging.ts'
import { Refused, type Change } from './remote.ts'
import { operations } from './operations.ts'
import { wireDate } from './wire.ts'

/** Not the default of two hundred in all (chorus-pro-api.md §2.4). */
export const ALL = 100_000
/** No result is said in two ways (§3.6): an empty list, or this message. */
export const noResult = 'search.nothing'

/** What has moved since last time, for all invoices together (chorus-pro-api.md §3.6, §3.8, §10.2). */
export function createNews({ ask }: Pick<Client, 'ask'>) {
  async function changes(since: string): Promise<Change[]> {
    const rows = await allPages(
      (page) => list(since, page),
      ({ listeFactures }) => listeFactures,
    )
    return rows.map(({ identifiantFactureCPP, statut, dateHeureEtatCourant = '' }) => ({
      remoteId: identifiantFactureCPP,
      status: statut,
      version: `${statut} ${dateHeureEtatCourant}`,
    }))
  }

  async function list(since: string, page: number) {
    const question = {
      periodeDateHeureEtatCourantDu: since,
      rechercheFactureParFournisseur: {
        nbResultatsMaximum: ALL,
        nbResultatsParPage: PAGE,
        pageResultatDemandee: page,
        triColonne: 'DateDepot',
        triSens: 'Descendant',
      },
    }
    try {
      return await ask(operations.search, question)
    } catch (error) {
      if (error instanceof Refused && error.means(noResult))
        return { listeFactures: [], parametresRetour: { pages: 1 } }
      throw error
    }
  }

  async function history(remoteId: number): Promise<{ status: string; history: StatusEntry[] }> {
    const question = {
      idFacture: remoteId,
      paramRechercheHistoStatuts: { pageResultatDemandeeListeHistoStatut: 1, nbResultatsParPageListeHistoStatut: PAGE },
    }
    const { statutCourantCode, historiquesDesStatuts } = await ask(operations.history, question)
    const entries = (historiquesDesStatuts?.histoStatut ?? []).map((line) => ({
      order: line.histoStatutId ?? 0,
      code: line.histoStatutCode,
      at: wireDate(line.histoStatutDatePassage),
      ...(line.histoStatutCommentaire && { comment: line.histoStatutCommentaire }),
      ...(line.histoStatutUtilisateurNom && {
        by: [line.histoStatutUtilisateurPrenom, line.histoStatutUtilisateurNom].filter(Boolean).join(' '),
      }),
    }))
    entries.sort((a, b) => a.at.localeCompare(b.at) || a.order - b.order)
    return { status: statutCourantCode, history: entries.map(({ order, ...entry }) => entry) }
  }
  return { changes, history }
}
