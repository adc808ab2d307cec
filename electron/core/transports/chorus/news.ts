import { dayOf } from '../../../../shared/base/dates.ts'
import type { StatusEntry } from '../../../../shared/domain/platform/status.ts'
import type { Client } from './client.ts'
import { idOf, keyOf } from './keys.ts'
import { operations } from './operations.ts'
import { PAGE } from './paging.ts'
import type { Change, Changes } from '../port.ts'
import { Unanswered } from '../errors.ts'
import { searchAll } from './search.ts'
import { wireDate, type FoundInvoice } from './wire.ts'

type Deps = Pick<Client, 'ask'> & { now: () => number }

/** Status source: what has moved since last time, for all invoices together (chorus-pro-api.md §3.6, §3.8, §10.2). */
export function createNews({ ask, now }: Deps) {
  async function changes(since: string): Promise<Changes> {
    const { rows, calls } = await searchAll({ ask }, { periodeDateHeureEtatCourantDu: since })
    return { changes: rows.flatMap(changeOf), calls }
  }
  /** A line without a status is not news. */
  function changeOf(line: FoundInvoice): Change[] {
    const { identifiantFactureCPP, statut, dateHeureEtatCourant = '', commentaireEtatCourant: comment } = line
    const at = wireDate(dateHeureEtatCourant) || dayOf(now())
    const entry = { code: statut, at, ...(comment && { comment }) }
    const remoteKey = keyOf(identifiantFactureCPP)
    return statut ? [{ remoteKey, version: `${statut} ${dateHeureEtatCourant}`, entry }] : []
  }

  async function history(remoteKey: string): Promise<{ status: string; history: StatusEntry[] }> {
    const question = {
      idFacture: idOf(remoteKey),
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
    const status = statutCourantCode ?? entries.at(-1)?.code
    if (!status) throw new Unanswered({ route: operations.history.path, body: 'no status' })
    return { status, history: entries.map(({ order, ...entry }) => entry) }
  }
  return { changes, history }
}
