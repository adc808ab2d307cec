import { dayOf } from '../../../shared/domain/dates.ts'
import type { StatusEntry } from '../../../shared/domain/status.ts'
import type { Client } from './client.ts'
import { PAGE } from './paging.ts'
import { Refused, type Change, type Changes } from './remote.ts'
import { operations } from './operations.ts'
import { wireDate, type FoundInvoice } from './wire.ts'

type Parts = Pick<Client, 'ask'> & { now: () => number }

/** Not the default of two hundred in all (chorus-pro-api.md §2.4). */
export const ALL = 100_000
/** No result is said in two ways (§3.6): an empty list, or this message. */
export const noResult = 'search.nothing'

/** What has moved since last time, for all invoices together (chorus-pro-api.md §3.6, §3.8, §10.2). */
export function createNews({ ask, now }: Parts) {
  async function changes(since: string): Promise<Changes> {
    const changes: Change[] = []
    for (let calls = 1; ; calls++) {
      const { listeFactures, parametresRetour } = await list(since, calls)
      changes.push(...listeFactures.flatMap(changeOf))
      const isLast = parametresRetour ? calls >= parametresRetour.pages : listeFactures.length < PAGE
      // A page without rows is the last, whatever is said of it.
      if (isLast || !listeFactures.length) return { changes, calls }
    }
  }
  /** A line without a status is not news. */
  function changeOf(line: FoundInvoice): Change[] {
    const { identifiantFactureCPP, statut, dateHeureEtatCourant = '', commentaireEtatCourant: comment } = line
    const at = wireDate(dateHeureEtatCourant) || dayOf(now())
    const entry = { code: statut, at, ...(comment && { comment }) }
    return statut ? [{ remoteId: identifiantFactureCPP, version: `${statut} ${dateHeureEtatCourant}`, entry }] : []
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
